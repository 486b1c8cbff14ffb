"""A measure as an agency tells of it."""

from datetime import date
from typing import Any

import msgspec

from gplx.registers.violations_record import FoundViolations, Violation

SEIZED = Violation(
    minutes_number="0009/BB-THU",
    noted=date(2021, 9, 20),
    agency="Đội CSGT Thử nghiệm",
    behaviour="Hành vi thử",
    kind="seized",
    since=date(2021, 9, 20),
    until=None,
    fine=800_000,
    paid=None,
    active=True,
    licence_number=None,
    licence_class=None,
)
CLEAR = FoundViolations(records=())


def told(**changes: Any) -> FoundViolations:
    """An answer with one measure."""
    return FoundViolations(records=(msgspec.structs.replace(SEIZED, **changes),))
