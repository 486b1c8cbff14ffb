"""Reads about reconciliation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from gplx.fees.books import models as books
from gplx.fees.books.questions import moved
from gplx.fees.models import CASH, PAID, Payment
from gplx.fees.reconciliation.models import GATEWAYS, PLATFORM, TREASURY, VNPAY, Closing, Difference, Statement
from gplx.ground.clock import HANOI
from gplx.offices.models import Officer


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day of a department: what came in by each way (đồng), differences open and not yet explained, whose statements have come and whose
    are ``needed``, and whether it is closed."""

    day: date
    online: int
    cash: int
    differences: int
    unexplained: int
    sides: frozenset[str]
    needed: tuple[str, ...]
    closed: bool

    @property
    def waits(self) -> bool:
        """Whether a statement is still to come."""
        return not self.sides.issuperset(self.needed)


def needed_sides(*, department_id: str, took: Mapping[str, int]) -> tuple[str, ...]:
    """Whose statements a day of a department needs: those of the gateways that it offers, or by which money came (``took``: what was moved
    on each account), and the treasury's."""
    offered = settings.GATEWAYS.of(department_id)
    came = {PLATFORM: took.get(books.PLATFORM), VNPAY: took.get(books.GATEWAY)}
    gateways = (side for side, methods in GATEWAYS.items() if came[side] or not set(methods).isdisjoint(offered))
    return (*gateways, TREASURY)


def asked_sides(day: date) -> tuple[str, ...]:
    """Whose statements of a day are asked for: as ``needed_sides``, for all departments."""
    begins = datetime(day.year, day.month, day.day, tzinfo=HANOI)
    that_day = {"ended_at__gte": begins, "ended_at__lt": begins + timedelta(days=1)}
    came = Payment.objects.filter(state=PAID, **that_day).values_list("method", flat=True)
    taken = settings.GATEWAYS.anywhere() | set(came)
    return (*(side for side, methods in GATEWAYS.items() if not taken.isdisjoint(methods)), TREASURY)


def days(*, department_id: str, last: date, count: int) -> list[Day]:
    """The last days, the newest first: four queries, however many they are."""
    first = last - timedelta(days=count - 1)
    sums = moved(department_id=department_id, first=first, last=last, kind="paid")
    open_ones = Difference.objects.filter(department_id=department_id, day__range=(first, last), settled_at=None)
    counted = open_ones.values_list("day").annotate(all=Count("id"), bare=Count("id", filter=Q(note=""))).order_by()
    differences = {found: (all_of_it, bare) for found, all_of_it, bare in counted}
    sides: dict[date, set[str]] = {}
    for day, side in Statement.objects.filter(day__range=(first, last)).values_list("day", "side"):
        sides.setdefault(day, set()).add(side)
    closed = set(
        Closing.objects.filter(department_id=department_id, day__range=(first, last)).values_list("day", flat=True)
    )
    return [
        Day(
            day=day,
            online=sum(sums.get(day, {}).get(lies, 0) for lies in (books.PLATFORM, books.GATEWAY)),
            cash=sums.get(day, {}).get(books.CASH, 0),
            differences=differences.get(day, (0, 0))[0],
            unexplained=differences.get(day, (0, 0))[1],
            sides=frozenset(sides.get(day, ())),
            needed=needed_sides(department_id=department_id, took=sums.get(day, {})),
            closed=day in closed,
        )
        for day in (last - timedelta(days=ago) for ago in range(count))
    ]


def differences_of(officer: Officer, day: date) -> list[Difference]:
    """The open differences of the officer's department: those of the day first, then what earlier days carry over; nobody's, too."""
    mine = Q(department_id=officer.department_id) | Q(department_id=None)
    found = Difference.objects.filter(mine, day__lte=day, settled_at=None).select_related("noted_by")
    return list(found.order_by("-day", "side", "id")[:500])


def difference_of(officer: Officer, difference_id: int) -> Difference | None:
    """A difference of the officer's department."""
    return Difference.objects.filter(id=difference_id, department_id=officer.department_id).first()


def closing_of(*, department_id: str, day: date) -> Closing | None:
    """Who closed the day, and with what sums."""
    return Closing.objects.filter(department_id=department_id, day=day).select_related("by").first()


def sides_come(day: date) -> dict[str, Statement]:
    """The statements of a day that have come."""
    return {one.side: one for one in Statement.objects.filter(day=day)}


def cash_of(*, department_id: str, day: date) -> QuerySet[Payment]:
    """What was taken in cash on a day, in order: the day sheet (*bảng kê thu*) of the cash desk."""
    taken = Payment.objects.filter(method=CASH, state=PAID, dossier__department_id=department_id, ended_at__date=day)
    return taken.select_related("dossier").order_by("ended_at", "id")
