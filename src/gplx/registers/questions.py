"""How the outside systems stand, from the record of our calls to them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from gplx.registers.directory import registers
from gplx.registers.models import ANSWERED, GIVEN_UP, OPEN, REFUSED, Exchange

# How many of the last exchanges are looked at, so that the answer takes the same time after years.
LAST = 20_000


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A register: open calls and since when the oldest, failing ones among them, the last answer, and calls that ended without one."""

    register: str
    open: int = 0
    oldest: datetime | None = None
    failing: int = 0
    last_answer: datetime | None = None
    without_answer: int = 0


def standings() -> tuple[Standing, ...]:
    """How each register stands, by name, from the last ``LAST`` exchanges."""
    newest = Exchange.objects.aggregate(id=Max("id"))["id"] or 0
    is_open = Q(state__in=OPEN)
    rows = (
        Exchange.objects.filter(id__gt=newest - LAST)
        .values("register")
        .annotate(
            open=Count("id", filter=is_open),
            oldest=Min("wanted_at", filter=is_open),
            failing=Count("id", filter=is_open & ~Q(error_kind="")),
            last_answer=Max("ended_at", filter=Q(state=ANSWERED)),
            without_answer=Count("id", filter=Q(state__in=(REFUSED, GIVEN_UP))),
        )
    )
    found = {row["register"]: Standing(**row) for row in rows}
    names = sorted({*registers(), *found})
    return tuple(found.get(name, Standing(register=name)) for name in names)
