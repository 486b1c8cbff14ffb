"""What the clock calls by itself: the seal of the day that is over, open payments, parcels under way."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection

from gplx.clock.calendar import CALENDAR, seal_yesterday
from gplx.clock.parcels import look_at_parcel
from gplx.clock.payments import AFTER, UNTIL, ask_after_open_payments
from gplx.delivery.models import DELIVERED, FAILED, ON_THE_WAY, Parcel
from gplx.fees.models import CANCELLED, PAID, Payment
from gplx.fees.models import FAILED as NOT_PAID
from gplx.ground.clock import HANOI, now, today
from gplx.ledger.changes import append
from gplx.ledger.models import Seal
from gplx.registers.models import Exchange
from tests import builders

pytestmark = pytest.mark.django_db


def noted(at: datetime) -> None:
    append(subject="dossier:x", kind="act", act="submit", actor="citizen:1", at=at, details={})


def test_yesterday_is_sealed_and_nothing_of_today_or_before() -> None:
    midnight = datetime.combine(today(), time(), HANOI)
    for at in (
        midnight - timedelta(days=1, microseconds=1),
        midnight - timedelta(days=1),
        midnight - timedelta(microseconds=1),
        midnight,
    ):
        noted(at)
    seal_yesterday()
    assert list(Seal.objects.values_list("day", "entries")) == [(today() - timedelta(days=1), 2)]


def test_a_day_without_entries_is_sealed_too_and_once() -> None:
    seal_yesterday()
    seal_yesterday()
    assert list(Seal.objects.values_list("entries", flat=True)) == [0]


def minutes_of(expression: str) -> int:
    """How often a crontab line comes round in a day."""
    minute, hour, *rest = expression.split()
    assert rest == ["*", "*", "*"]
    return (60 if minute == "*" else 1) * (24 if hour == "*" else 1)


def test_how_often_each_comes_round() -> None:
    often = {name: minutes_of(expression) for name, (expression, _) in CALENDAR.items()}
    assert often == {
        "seal_yesterday": 1,
        "remind_of_drafts": 24,
        "expire_drafts": 24,
        "ask_after_open_payments": 24 * 60,
        "issue_waiting_receipts": 24,
        "fetch_statements": 1,
        "ask_treasury": 24,
        "remind_of_refunds": 1,
        "forget_knocks": 1,
        "scan_waiting_files": 24,
        "sweep_files": 1,
        "ask_old_answers_again": 1,
        "forget_old_calls": 1,
        "compare_with_portals": 1,
    }


def test_the_day_is_sealed_after_it_is_over_in_hanoi() -> None:
    expression, act = CALENDAR["seal_yesterday"]
    assert (expression.split()[:2], act) == (["20", "0"], seal_yesterday)


# ---- payments


@pytest.fixture
def payment() -> Payment:
    return Payment.objects.get(dossier=builders.submitted())


def asked(payment: Payment) -> list[str]:
    """The references that the platform was asked about."""
    return [one.ask["reference"] for one in Exchange.objects.filter(register="payments", operation="query")]


def stands_since(payment: Payment, age: timedelta, **more: object) -> None:
    Payment.objects.filter(id=payment.id).update(asked_at=now() - age, **more)


@pytest.mark.parametrize(
    ("age", "is_asked"),
    [
        (AFTER - timedelta(seconds=5), False),
        (AFTER + timedelta(seconds=5), True),
        (UNTIL - timedelta(seconds=5), True),
        (UNTIL + timedelta(seconds=5), False),
    ],
    ids=["new", "two minutes", "three days less a little", "three days"],
)
def test_the_platform_is_asked_from_two_minutes_to_three_days(payment: Payment, age: timedelta, is_asked: bool) -> None:
    stands_since(payment, age)
    ask_after_open_payments()
    assert asked(payment) == ([payment.reference] if is_asked else [])


@pytest.mark.parametrize(("state", "is_asked"), [(CANCELLED, True), (NOT_PAID, True), (PAID, False)])
def test_money_may_still_come_for_what_was_closed_but_not_for_what_is_paid(
    payment: Payment, state: str, is_asked: bool
) -> None:
    stands_since(payment, timedelta(hours=1), state=state)
    ask_after_open_payments()
    assert bool(asked(payment)) is is_asked


@pytest.mark.parametrize(
    ("age", "seconds", "times"),
    [
        (timedelta(minutes=10), (0, 30, 31), 1),
        (timedelta(minutes=10), (0, 30, 61), 2),
        (timedelta(hours=1), (0, 61, 32 * 60), 1),
        (timedelta(hours=1), (0, 61, 33 * 60), 2),
    ],
    ids=["fresh, within a minute", "fresh, in the next", "older, within half an hour", "older, after 33 minutes"],
)
def test_a_payment_is_asked_after_at_its_pace(
    payment: Payment, monkeypatch: pytest.MonkeyPatch, age: timedelta, seconds: tuple[int, ...], times: int
) -> None:
    at = datetime(2021, 9, 27, 10, 30, 0, tzinfo=HANOI)
    Payment.objects.update(asked_at=at - age)
    for passed in seconds:
        moment = at + timedelta(seconds=passed)
        monkeypatch.setattr("gplx.clock.payments.now", lambda moment=moment: moment)
        ask_after_open_payments()
    assert asked(payment) == [payment.reference] * times


def test_every_open_payment_is_asked_after_in_its_turn() -> None:
    payments = [Payment.objects.get(dossier=builders.submitted()) for _ in range(3)]
    Payment.objects.update(asked_at=now() - timedelta(hours=1))
    ask_after_open_payments()
    assert asked(payments[0]) == [one.reference for one in payments]


# ---- parcels


def tracked() -> list[str]:
    return [one.ask["order"] for one in Exchange.objects.filter(register="post", operation="track").order_by("id")]


@pytest.mark.parametrize("state", [ON_THE_WAY, FAILED, DELIVERED])
def test_a_look_asks_where_the_parcel_is(state: str) -> None:
    """Also of a delivered one: the old licence may still be on its way back. Whether there is another look, the answer decides."""
    dossier = builders.handed_over()
    Parcel.objects.update(state=state)
    look_at_parcel({"dossier": str(dossier.id)})
    assert tracked() == [dossier.code]


@pytest.mark.parametrize(("waits", "times"), [(0.0, 1), (1.0, 2)], ids=["at once", "after the time between two looks"])
def test_a_look_is_a_call_of_its_own_once_its_time_has_come(
    monkeypatch: pytest.MonkeyPatch, settings: Any, waits: float, times: int
) -> None:
    dossier = builders.handed_over()
    at = datetime(2021, 9, 27, 10, 0, tzinfo=HANOI)
    for moment in (at, at + timedelta(seconds=settings.POST_LOOK * waits)):
        monkeypatch.setattr("gplx.clock.parcels.now", lambda moment=moment: moment)
        look_at_parcel({"dossier": str(dossier.id)})
    assert tracked() == [dossier.code] * times


def test_a_card_that_waits_at_the_desk_is_no_parcel() -> None:
    dossier = builders.handed_over(delivery="desk")
    look_at_parcel({"dossier": str(dossier.id)})
    assert tracked() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'look_at_parcel'")
        assert cursor.fetchone() == (0,)
