"""The record of a driver's health certificate as facilities send it, and its translation."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from msgspec import Struct, field

from gplx.ground.names import composed
from gplx.registers.health.port import Certificate, FoundCertificates
from gplx.registers.wire_text import day_from_slashed, optional_day_from_slashed, optional_text

# Codes come as text or as a number.
Code = str | int

_SEXES = {"0": "male", "1": "female"}
_UNITS = {"0": "mg_per_100ml_blood", "1": "mg_per_litre_breath", "": None}
_DRUGS = {"0": False, "1": True}


class CertificateRecord(Struct, frozen=True):
    """*Giấy khám sức khoẻ lái xe*: the fields that the exchange of a licence rests on."""

    number: str = field(name="SO")
    name: str = field(name="HOTEN")
    sex: Code = field(name="GIOITINHVAL")
    born: str = field(name="NGAYSINH")
    identity_number: str = field(name="SOCMND_PASSPORT")
    facility_code: str = field(name="IDBENHVIEN")
    facility: str = field(name="BENHVIEN")
    drugs: Code = field(name="MATUY")
    concluded: str = field(name="NGAYKETLUAN")
    conclusion: str = field(name="KETLUAN")
    classes: str = field(name="HANGBANGLAI")
    uuid: str | None = field(name="UUID", default=None)
    state: str | None = field(name="STATE", default=None)
    alcohol: Code | float | None = field(name="NONGDOCON", default=None)
    alcohol_unit: Code | None = field(name="DVINONGDOCON", default=None)
    reexamine_on: str | None = field(name="NGAYKHAMLAI", default=None)
    reason: str | None = field(name="LYDO", default=None)


class FindReply(Struct, frozen=True):
    """The reply to ``/find``."""

    certificates: tuple[CertificateRecord, ...]


def found(reply: FindReply) -> FoundCertificates:
    """The reply in our terms; ``ValueError`` or ``KeyError`` for days, values and codes that are none."""
    return FoundCertificates(certificates=tuple(certificate(record) for record in reply.certificates))


def certificate(record: CertificateRecord) -> Certificate:
    """One record in our terms; ``ValueError`` or ``KeyError`` for days, values and codes that are none."""
    unit = "" if record.alcohol_unit is None else str(record.alcohol_unit).strip()
    return Certificate(
        uuid=record.uuid or "",
        number=composed(record.number),
        name=composed(record.name),
        sex=cast(Any, _SEXES[str(record.sex).strip()]),
        born=day_from_slashed(record.born),
        identity_number=composed(record.identity_number),
        facility_code=record.facility_code.strip(),
        facility=composed(record.facility),
        alcohol=_amount(record.alcohol),
        alcohol_unit=cast(Any, _UNITS[unit]),
        drugs=_DRUGS[str(record.drugs).strip()],
        concluded=day_from_slashed(record.concluded),
        conclusion=record.conclusion.strip(),
        classes=_classes(record.classes),
        reexamine_on=optional_day_from_slashed(record.reexamine_on),
        reason=optional_text(record.reason),
        state=record.state or "ADD",
    )


def _amount(said: Code | float | None) -> Decimal | None:
    text = "" if said is None else str(said).strip().replace(",", ".")
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        raise ValueError("an amount that is no number") from None


def _classes(text: str) -> tuple[str, ...]:
    named = tuple(part for part in re.split(r"[,;|/\s]+", text.upper()) if part)
    if not named:
        raise ValueError("a certificate for no class")
    return named
