"""Enter what was found into the books and into the list of differences; move the takings of a closed day to the treasury."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from gplx.fees.books import models as books
from gplx.fees.books.models import Entry
from gplx.fees.books.post import post
from gplx.fees.reconciliation.compare import Found
from gplx.fees.reconciliation.find import By, between_gateway_and_us, between_treasury_and_us, credits_of
from gplx.fees.reconciliation.models import (
    GATEWAYS,
    GONE,
    PLATFORM,
    REFUNDED,
    TREASURY,
    VNPAY,
    Closing,
    Difference,
    Statement,
)
from gplx.fees.refunds.models import number_of

LIES = {PLATFORM: books.PLATFORM, VNPAY: books.GATEWAY}
DESK = "cash"
WHERE = LIES | {DESK: books.CASH}


@transaction.atomic
def reconcile(*, day: date, at: datetime) -> list[Difference]:
    """Compare what is kept of a day both ways; differences that are gone are settled. Gives those that are open, of all departments."""
    come = set(Statement.objects.select_for_update().filter(day=day).values_list("side", flat=True))
    gateways = [gateway for gateway in GATEWAYS if gateway in come]
    for gateway in gateways:
        _settle(gateway, day, between_gateway_and_us(gateway, day), at)
    if gateways and TREASURY in come:
        _settle(TREASURY, day, between_treasury_and_us(day, (*gateways, DESK)), at)
        for department_id in Closing.objects.filter(day=day).values_list("department_id", flat=True):
            move_takings(department_id=department_id, day=day, at=at)
    return list(Difference.objects.filter(day=day, settled_at=None).order_by("id"))


def _settle(side: str, day: date, found: By, at: datetime) -> None:
    known = list(Difference.objects.filter(side=side, day=day).exclude(settled_how=GONE))
    # The same money is called otherwise once the fee was paid by another transaction: given back it is, whatever it is called.
    given_back = {_money(_as_found(one)) for one in known if one.settled_how == REFUNDED}
    now_there = {
        (department, one) for department, those in found.items() for one in those if _money(one) not in given_back
    }
    before = {(one.department_id, _as_found(one)): one for one in known if one.settled_how != REFUNDED}
    for key, difference in before.items():
        if key not in now_there:
            difference.settled_at, difference.settled_how = at, GONE
            difference.save()
            enter(difference, at=at, how="gone", sign=-1)
    for department, one in sorted(now_there - before.keys(), key=lambda key: (key[0] or "", key[1])):
        difference = Difference.objects.create(
            side=side,
            day=day,
            department_id=department,
            kind=one.kind,
            reference_id=one.reference,
            transaction_id=one.transaction,
            ours=one.ours,
            theirs=one.theirs,
            found_at=at,
        )
        enter(difference, at=at, how="found", sign=1)


def _as_found(one: Difference) -> Found:
    return Found(
        kind=one.kind,
        reference=one.reference_id,
        transaction=one.transaction_id,
        ours=one.ours,
        theirs=one.theirs,
    )


def _money(one: Found) -> tuple[str, str, int, int]:
    return one.reference, one.transaction, one.ours, one.theirs


def enter(difference: Difference, *, at: datetime, how: str, sign: int) -> None:
    """Have the books follow the others' word, or no longer. What came to the treasury is moved when the day is closed, not here."""
    where = _account_of(difference)
    if where and difference.department_id:
        amount = sign * difference.amount * (-1 if where == books.REFUNDED else 1)
        post(
            kind=f"difference_{how}",
            key=f"difference:{difference.pk}:{how}",
            lines={where: amount, books.DIFFERENCES: -amount},
            department_id=difference.department_id,
            at=at,
        )


def _account_of(difference: Difference) -> str:
    if difference.side in LIES:
        return LIES[difference.side]
    return books.REFUNDED if number_of(difference.reference_id) else ""


def move_takings(*, department_id: str, day: date, at: datetime, closes: bool = False) -> dict[str, int]:
    """Enter what the treasury credited for a day and is not entered yet; gives the whole of it by source, in đồng.

    What is moved when the day is closed (``closes``) belongs to that day; what comes later does not change it any more.
    """
    credited = credits_of(day)
    moved = {source: credited.get((department_id, source), 0) for source in WHERE}
    for source, account in WHERE.items():
        begins = f"transfer:{department_id}:{day:%Y%m%d}:{source}:"
        entered = Entry.objects.filter(purpose=books.TREASURY, transaction__key__startswith=begins)
        told = entered.aggregate(sum=Sum("amount"))["sum"] or 0
        rest = moved[source] - told
        post(
            kind="transfer",
            key=f"{begins}{entered.count()}",
            lines={books.TREASURY: rest, account: -rest},
            department_id=department_id,
            at=at,
            day=day if closes else None,
        )
    return moved


def open_days(*, until: date, at_most: int) -> Iterable[date]:
    """The days before ``until`` that have open differences, the newest first."""
    open_ones = Difference.objects.filter(settled_at=None, day__lt=until).values_list("day", flat=True)
    return list(open_ones.order_by("-day").distinct()[:at_most])
