"""The one record of a violation that the traffic police and the transport inspectorate both answer with.

*No answer* is not *clear*: an answer that cannot be understood to its last word raises.
"""

from datetime import date
from typing import Literal, Protocol

from msgspec import Struct


class FindViolations(Struct, frozen=True):
    """What is held against the person with one of these identity numbers, born on that day."""

    numbers: tuple[str, ...]
    born: date


class Violation(Struct, frozen=True):
    """One measure. It holds from ``since`` until ``until`` (the last day; none: open). ``fine`` is in đồng.

    ``active`` says whether the agency holds it to be in force; a fine that is paid never is.
    """

    minutes_number: str
    noted: date
    agency: str
    behaviour: str
    kind: Literal["seized", "stripped", "unpaid_fine", "unresolved"]
    since: date | None
    until: date | None
    fine: int | None
    paid: date | None
    active: bool
    licence_number: str | None
    licence_class: str | None


class FoundViolations(Struct, frozen=True):
    """All records, past ones as well; none at all means *clear*."""

    records: tuple[Violation, ...]


class ViolationsRegister(Protocol):
    """What GPLX asks of an agency that records violations."""

    def find(self, ask: FindViolations) -> FoundViolations:
        """Violations; none found means *clear*. Raises ``Never`` for a measure that we do not know."""
        ...
