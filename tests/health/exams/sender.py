"""A clinic's software for tests: made-up messages, signed with a key of this run."""

import base64
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from gplx.applicants.models import Applicant
from gplx.ground.clock import HANOI, now, today
from gplx.offices.clinics.certificates import register
from gplx.offices.clinics.login import hash_of
from gplx.offices.models import APPROVED, Clinic
from sandbox.clinics.keys import Holder
from sandbox.clinics.signed import Manner, document, sign
from tests import builders

KEYS = Holder()
PASSWORD = "mat-khau-thu"
MD5 = "384c8a2664a4977da2f6bb16d0cfe581"
HASH = hash_of(PASSWORD)
FACILITY = "01901"
Message = dict[str, Any]


def connected(facility: str = FACILITY, *, state: str = APPROVED, groups: tuple[int, ...] = (1, 2, 3)) -> Clinic:
    """A clinic with a login and a registered certificate."""
    clinic = builders.clinic(facility, state=state)
    clinic.username, clinic.password_md5_hash, clinic.groups = facility, HASH, list(groups)
    clinic.save()
    register(clinic=clinic, data=pem(facility), at=now())
    return clinic


def pem(facility: str = FACILITY, keys: Holder = KEYS) -> bytes:
    """A facility's certificate."""
    return keys.certificate(facility).public_bytes(Encoding.PEM)


def fields(**changed: Any) -> Message:
    """Every field of a good message but the signature, with single ones changed (None: left out)."""
    day = f"{today():%d/%m/%Y}"
    told: Message = {
        "SO": f"00001/GKSKLX/{FACILITY}/21",
        "HOTEN": "Nguyễn Thử Nghiệm",
        "GIOITINHVAL": "0",
        "NGAYSINH": f"{builders.BORN:%d/%m/%Y}",
        "DIACHITHUONGTRU": "1 phố Thử, Hà Nội",
        "MATINH_THUONGTRU": "01",
        "MAHUYEN_THUONGTRU": "001",
        "MAXA_THUONGTRU": "90010",
        "SOCMND_PASSPORT": "001085999999",
        "NGAYTHANGNAMCAPCMND": "01/04/2021",
        "NOICAP": "Nơi cấp thử",
        "IDBENHVIEN": FACILITY,
        "BENHVIEN": "Phòng khám Thử",
        "NONGDOCON": "0",
        "DVINONGDOCON": "0",
        "MATUY": "0",
        "NGAYKETLUAN": day,
        "BACSYKETLUAN": "Bác sĩ Thử",
        "KETLUAN": "A0-1",
        "HANGBANGLAI": "B2",
        "NGAYKHAMLAI": "",
        "LYDO": "",
        "TINHTRANGBENH": "",
        "STATE": "ADD",
    }
    return {name: value for name, value in (told | changed).items() if value is not None}


@dataclass(frozen=True)
class Signing:
    """How a message is signed: in which manner, by whose key, with whose certificate, what the text says instead, when."""

    manner: Manner = field(default_factory=Manner)
    keys: Holder = KEYS
    facility: str = FACILITY
    instead: dict[str, str] = field(default_factory=dict)
    at: datetime = datetime(2021, 9, 27, 9, tzinfo=HANOI)


def xml(told: Message, how: Signing) -> etree._Element:
    """The text to be signed."""
    twins = {name: str(value) for name, value in told.items()} | {"ACTION": str(told.get("STATE", ""))}
    day = told.get("NGAYTHANGNAMCAPCMND", told.get("NGAYTHANGNAMCAPCMD", ""))
    return document(twins | {"NGAYTHANGNAMCAPCMD": str(day)} | how.instead)


def signed(told: Message, how: Signing | None = None) -> bytes:
    """The signed text of a message."""
    how = how or Signing()
    certificate = how.keys.certificate(how.facility)
    return sign(xml(told, how), key=how.keys.key, certificate=certificate, at=how.at, manner=how.manner)


def message(how: Signing | None = None, **changed: Any) -> Message:
    """A message, signed."""
    told = fields(**changed)
    return told | {"SIGNDATA": encoded(signed(told, how))}


def of(person: Applicant, how: Signing | None = None, **changed: Any) -> Message:
    """A message about an applicant."""
    own = {"SOCMND_PASSPORT": person.numbers.earliest("id").number, "HOTEN": person.name}
    return message(how, **own | {"NGAYSINH": f"{person.born:%d/%m/%Y}"} | changed)


def encoded(text: bytes) -> str:
    """As ``SIGNDATA`` carries it."""
    return base64.b64encode(text).decode()
