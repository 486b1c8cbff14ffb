"""Reads for whoever keeps the outside calls going: how each register stands, what waits, what failed, what was given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, cast

from django.db.models import Avg, Count, F, Max, Min, Q, Sum, Window
from django.db.models.functions import RowNumber

from gplx.ground.clock import now
from gplx.registers.directory import registers
from gplx.registers.models import ANSWERED, GIVEN_UP, OPEN, REFUSED, Exchange
from gplx.registers.questions import LAST

PERIOD = timedelta(hours=24)
SHOWN = 20

# How a register stands.
UNASKED, WELL, SHAKY, SILENT = "unasked", "well", "shaky", "silent"


@dataclass(frozen=True, kw_only=True)
class Call:
    """One of the last calls: when it was made or ended, whether it was answered, in how many ms, else the error (no personal data)."""

    at: datetime
    answered: bool
    operation: str
    milliseconds: int | None
    error: str


@dataclass(frozen=True, kw_only=True)
class Register:
    """A register: calls that wait and since when the oldest, calls given up or refused, answers and tries of the last 24 hours, the
    mean answer in ms, the last calls (newest first)."""

    name: str
    waiting: int = 0
    failing: int = 0
    oldest: datetime | None = None
    given_up: int = 0
    refused: int = 0
    answered: int = 0
    tries: int = 0
    milliseconds: int | None = None
    last_answer: datetime | None = None
    last_failure: datetime | None = None
    last: tuple[Call, ...] = ()

    @property
    def failure_share(self) -> int | None:
        """Of 100 tries of the last 24 hours, how many brought no answer; none where nothing was tried."""
        return round(100 * (self.tries - self.answered) / self.tries) if self.tries else None

    @property
    def standing(self) -> str:
        """*unasked*, *well*, *shaky* (some calls fail) or *silent* (calls fail, and none was answered since)."""
        if not self.last and not self.waiting:
            return UNASKED
        if not self.failing:
            return WELL
        silent = self.last_answer is None or (self.last_failure is not None and self.last_answer < self.last_failure)
        return SILENT if silent else SHAKY


def operations() -> tuple[Register, ...]:
    """Every register, by name, from the last ``registers.questions.LAST`` exchanges. Three queries, however many there are."""
    newest = Exchange.objects.aggregate(id=Max("id"))["id"] or 0
    counted, calls = _counted(newest - LAST), _calls(newest - LAST)
    names = sorted({*registers(), *counted})
    return tuple(Register(name=name, last=calls.get(name, ()), **counted.get(name, {})) for name in names)


def _counted(after: int) -> dict[str, dict[str, Any]]:
    is_open, recent = Q(state__in=OPEN), Q(sent_at__gt=now() - PERIOD)
    failing = is_open & ~Q(error_kind="")
    found = (
        Exchange.objects.filter(id__gt=after)
        .values("register")
        .annotate(
            waiting=Count("id", filter=is_open),
            failing=Count("id", filter=failing),
            oldest=Min("wanted_at", filter=is_open),
            given_up=Count("id", filter=Q(state=GIVEN_UP)),
            refused=Count("id", filter=Q(state=REFUSED)),
            answered=Count("id", filter=recent & Q(state=ANSWERED)),
            tries=Sum("attempts", filter=recent, default=0),
            mean=Avg("milliseconds", filter=recent & Q(state=ANSWERED)),
            last_answer=Max("ended_at", filter=Q(state=ANSWERED)),
            last_failure=Max("sent_at", filter=failing),
        )
    )
    rows = {row.pop("register"): row for row in cast("list[dict[str, Any]]", list(found))}
    for row in rows.values():
        mean = row.pop("mean")
        row["milliseconds"] = None if mean is None else round(mean)
    return rows


def _calls(after: int) -> dict[str, tuple[Call, ...]]:
    """The last ``SHOWN`` calls of each register that ended, or failed and will be made again."""
    was_made = Q(ended_at__isnull=False) | ~Q(error_kind="")
    place = Window(RowNumber(), partition_by=F("register"), order_by=F("id").desc())
    rows = (
        Exchange.objects.filter(was_made, id__gt=after)
        .annotate(place=place)
        .filter(place__lte=SHOWN)
        .order_by("register", "-id")
        .only("register", "operation", "state", "ended_at", "sent_at", "wanted_at", "milliseconds", "error")
    )
    return {name: tuple(_call(one) for one in group) for name, group in groupby(rows, key=lambda one: one.register)}


def _call(exchange: Exchange) -> Call:
    return Call(
        at=exchange.ended_at or exchange.sent_at or exchange.wanted_at,
        answered=exchange.state == ANSWERED,
        operation=exchange.operation,
        milliseconds=exchange.milliseconds,
        error=exchange.error,
    )
