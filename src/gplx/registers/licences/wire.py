"""The licence register's own record, field by field, and its translation."""

import re
from typing import Any, Literal, cast

from msgspec import Struct, field

from gplx.ground.names import composed
from gplx.registers.licences.port import FoundPersons, IssueLicence, Licence, PhotoOnFile, RegisteredPerson
from gplx.registers.wire_text import (
    compact_day,
    day_from_compact,
    optional_day_from_compact,
    optional_text,
)

_CARDS = {"PET": "pet", "GIAY": "paper"}
_ISSUERS = {"GTVT": "transport", "CA": "police", "QD": "military", "NN": "foreign"}
_STATES = {"HIEU_LUC": "valid", "DA_DOI": "exchanged", "THU_HOI": "revoked"}
_SEXES = {"M": "male", "F": "female", "U": None}


class PersonRecord(Struct, frozen=True):
    """*NguoiLX*."""

    identity_number: str = field(name="SoCMT")
    name: str = field(name="HoVaTen")
    born: str = field(name="NgaySinh")
    sex: Literal["M", "F", "U"] = field(name="GioiTinh")
    address: str | None = field(name="NoiTT", default=None)
    area_code: str | None = field(name="NoiTT_MaDVHC", default=None)
    nationality: str | None = field(name="MaQuocTich", default=None)
    old_identity_number: str | None = field(name="SO_CMND_CU", default=None)


class LicenceRecord(Struct, frozen=True):
    """*NguoiLX_GPLX*."""

    number: str = field(name="SoGPLX")
    licence_class: str = field(name="HangGPLX")
    issued: str = field(name="NgayCapGPLX")
    expires: str | None = field(name="NgayHHGPLX")
    card: Literal["PET", "GIAY"] = field(name="LoaiThe")
    issuer: Literal["GTVT", "CA", "QD", "NN"] = field(name="NguonCap")
    state: Literal["HIEU_LUC", "DA_DOI", "THU_HOI"] = field(name="TrangThai")
    issued_by: str | None = field(name="NoiCapGPLX", default=None)
    kept_by: str | None = field(name="CoQuanQLGPLX", default=None)
    passed: str | None = field(name="NgayTTGPLX", default=None)
    serial: str | None = field(name="SoSeri", default=None)


class PhotoRecord(Struct, frozen=True):
    """Where a portrait lies."""

    taken: str
    path: str


class Entry(Struct, frozen=True):
    """A person with their licences."""

    person: PersonRecord
    licences: tuple[LicenceRecord, ...]
    photo: PhotoRecord | None = None


class FindReply(Struct, frozen=True):
    """The reply to ``/find``."""

    persons: tuple[Entry, ...]


class IssueReply(Struct, frozen=True):
    """The reply to ``/issue``."""

    number: str = field(name="SoGPLX")
    state: Literal["DA_CAP"] = field(name="TrangThai")
    before: bool = field(name="DaCo", default=False)


def found(reply: FindReply) -> FoundPersons:
    """The reply in our terms; ``ValueError`` for days that are none."""
    return FoundPersons(persons=tuple(_person(entry) for entry in reply.persons))


def _person(entry: Entry) -> RegisteredPerson:
    person = entry.person
    return RegisteredPerson(
        identity_number=composed(person.identity_number),
        old_identity_number=optional_text(person.old_identity_number),
        name=composed(person.name),
        born=day_from_compact(person.born),
        sex=cast(Any, _SEXES[person.sex]),
        address=optional_text(person.address) or "",
        area_code=person.area_code or "",
        nationality=person.nationality or "",
        licences=tuple(_licence(record) for record in entry.licences),
        photo=_photo(entry.photo) if entry.photo else None,
    )


def _licence(record: LicenceRecord) -> Licence:
    return Licence(
        number=composed(record.number),
        serial=optional_text(record.serial),
        licence_class=record.licence_class.strip(),
        issued=day_from_compact(record.issued),
        expires=optional_day_from_compact(record.expires),
        passed=optional_day_from_compact(record.passed),
        issued_by=optional_text(record.issued_by) or "",
        kept_by=optional_text(record.kept_by) or "",
        card=cast(Any, _CARDS[record.card]),
        issuer=cast(Any, _ISSUERS[record.issuer]),
        state=cast(Any, _STATES[record.state]),
    )


def _photo(record: PhotoRecord) -> PhotoOnFile:
    name = record.path.rsplit("/", 1)[-1]
    # The name goes into an address that we call: it may name a photo, and nothing else.
    if not re.fullmatch(r"\w[\w.-]*", name, re.ASCII):
        raise ValueError("a photo with a name that is none")
    return PhotoOnFile(id=name, taken=day_from_compact(record.taken))


def issue_body(ask: IssueLicence) -> dict[str, str | None]:
    """The body of ``/issue``."""
    return {
        "request": ask.request,
        "MaHoSo": ask.dossier,
        "SoGPLXCu": ask.old_number,
        "HangGPLX": ask.licence_class,
        "NgayCap": compact_day(ask.issued),
        "NgayHH": compact_day(ask.expires),
        "SoSeri": ask.serial,
        "HoVaTen": ask.name,
        "NgaySinh": compact_day(ask.born),
        "SoCMT": ask.identity_number,
    }
