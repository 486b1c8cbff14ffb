"""The violations of the traffic police and of the transport inspectorate over HTTP: two systems, one wire format."""

from typing import Any, cast

from msgspec import Struct, field

from gplx.ground.names import composed
from gplx.registers.errors import Never
from gplx.registers.http_client import Address, HttpClient
from gplx.registers.violations_record import FindViolations, FoundViolations, Violation
from gplx.registers.wire_text import (
    compact_day,
    day_from_compact,
    optional_day_from_compact,
    optional_text,
    whole_dong,
)

_KINDS = {"TAM_GIU": "seized", "TUOC": "stripped", "PHAT": "unpaid_fine", "CHUA_XU_LY": "unresolved"}
_STATES = {"DANG_AP_DUNG": True, "DA_XONG": False}


class ViolationRecord(Struct, frozen=True):
    """One record on the wire."""

    minutes_number: str = field(name="SoBienBan")
    noted: str = field(name="Ngay")
    agency: str = field(name="CoQuan")
    behaviour: str = field(name="HanhVi")
    measure: str = field(name="BienPhap")
    state: str = field(name="TrangThai")
    since: str | None = field(name="TuNgay", default=None)
    until: str | None = field(name="DenNgay", default=None)
    fine: int | str | None = field(name="SoTien", default=None)
    paid: str | None = field(name="NgayNop", default=None)
    licence_number: str | None = field(name="SoGPLX", default=None)
    licence_class: str | None = field(name="HangGPLX", default=None)


class FindReply(Struct, frozen=True):
    """The reply to ``/find``."""

    records: tuple[ViolationRecord, ...]


class HttpViolationsRegister:
    """The port ``ViolationsRegister`` over HTTP; ``register`` is *police* or *inspectorate*."""

    def __init__(self, register: str, address: Address) -> None:
        self._http = HttpClient(register, address)

    def find(self, ask: FindViolations) -> FoundViolations:
        """``POST /find``."""
        return self._http.ask(
            "find", {"numbers": ask.numbers, "born": compact_day(ask.born)}, shape=FindReply, read=found
        )


def found(reply: FindReply) -> FoundViolations:
    """The reply in our terms; ``ValueError`` for days that are none, ``Never`` for measures that are not known here."""
    return FoundViolations(records=tuple(_violation(record) for record in reply.records))


def _violation(record: ViolationRecord) -> Violation:
    if record.measure not in _KINDS or record.state not in _STATES:
        raise Never("a violation stands under a measure or state that is not known here: ask the agency in writing")
    paid = optional_day_from_compact(record.paid)
    return Violation(
        minutes_number=composed(record.minutes_number),
        noted=day_from_compact(record.noted),
        agency=composed(record.agency),
        behaviour=composed(record.behaviour),
        kind=cast(Any, _KINDS[record.measure]),
        since=optional_day_from_compact(record.since),
        until=optional_day_from_compact(record.until),
        fine=None if record.fine in (None, "") else whole_dong(record.fine),
        paid=paid,
        active=_STATES[record.state] and not (record.measure == "PHAT" and paid),
        licence_number=optional_text(record.licence_number),
        licence_class=optional_text(record.licence_class),
    )
