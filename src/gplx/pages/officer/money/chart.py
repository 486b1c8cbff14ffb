"""The bars of the last days: how high each stands, in the picture's own units."""

from collections.abc import Sequence
from dataclasses import dataclass

from gplx.fees.reconciliation.questions import Day

HIGH, WIDE, GAP = 120, 40, 8


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One day: the part paid online from the ground up, cash on top of it; left edge and what to write below."""

    left: int
    online: int
    cash: int
    row: Day


def bars(rows: Sequence[Day]) -> list[Bar]:
    """The days from left to right, the oldest first, the highest filling the picture."""
    most = max((row.online + row.cash for row in rows), default=0) or 1
    return [
        Bar(
            left=place * (WIDE + GAP),
            online=round(row.online * HIGH / most),
            cash=round(row.cash * HIGH / most),
            row=row,
        )
        for place, row in enumerate(reversed(rows))
    ]
