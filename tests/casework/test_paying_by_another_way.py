"""One fee, several ways to pay it: one is open at a time, and whatever arrives elsewhere is counted once or due back."""

from datetime import timedelta
from itertools import count
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from gplx.casework.pay import Word, pay
from gplx.casework.pay_again import pay_again
from gplx.casework.withdraw import withdraw
from gplx.clock.payments import ask_after_open_payments
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotPossibleNow
from gplx.fees.changes import end_looking, keep_page
from gplx.fees.models import CANCELLED, FAILED, OPEN, PAID, Notice, Payment
from gplx.ground.clock import now
from gplx.registers.models import Exchange
from gplx.registers.payments.choice import gateways
from tests import builders

pytestmark = pytest.mark.django_db

_transactions = count(1)


@pytest.fixture(autouse=True)
def _both(settings: Settings) -> None:
    offer(settings, "platform vnpay")


def offer(settings: Settings, text: str) -> None:
    settings.GATEWAYS = gateways(text)


@pytest.fixture
def dossier() -> Dossier:
    found = builders.submitted()
    keep_page(reference=Payment.objects.get(dossier=found).reference, url="http://127.0.0.1:9/1")
    return found


def told(payment: Payment, *, paid: bool = True, amount: int = 135_000, transaction: str = "") -> str:
    said = {"n": str(amount)}
    number = transaction or f"gd-{next(_transactions)}"
    return pay(
        Word(reference=payment.reference, paid=paid, amount=amount, currency="VND", transaction=number, said=said)
    )


def stands() -> list[tuple[str, str, bool]]:
    return list(Payment.objects.order_by("id").values_list("method", "state", "refund_due"))


def test_another_way_closes_the_first_and_asks_the_other_gateway(dossier: Dossier) -> None:
    other = pay_again(dossier_id=dossier.id, gateway="vnpay")
    assert stands() == [("platform", CANCELLED, False), ("vnpay", OPEN, False)]
    asked = Exchange.objects.get(key=f"initiate:{other.reference}")
    assert (asked.register, asked.operation, asked.ask["amount"]) == ("vnpay", "initiate", 135_000)


def test_the_same_way_again_opens_nothing(dossier: Dossier) -> None:
    pay_again(dossier_id=dossier.id, gateway="vnpay")
    pay_again(dossier_id=dossier.id, gateway="vnpay")
    assert len(stands()) == 2


def test_back_at_the_first_way_it_is_the_first_page(dossier: Dossier) -> None:
    first = Payment.objects.get()
    pay_again(dossier_id=dossier.id, gateway="vnpay")
    assert pay_again(dossier_id=dossier.id, gateway="platform") == first
    assert stands() == [("platform", OPEN, False), ("vnpay", CANCELLED, False)]
    first.refresh_from_db()
    assert first.ended_at is None


def test_a_way_that_the_department_does_not_offer_is_refused(dossier: Dossier, settings: Settings) -> None:
    offer(settings, "platform; H29: vnpay")
    with pytest.raises(NotPossibleNow):
        pay_again(dossier_id=dossier.id, gateway="vnpay")
    with pytest.raises(NotPossibleNow):
        pay_again(dossier_id=dossier.id, gateway="momo")
    assert stands() == [("platform", OPEN, False)]


def test_the_first_way_of_the_department_is_taken_by_itself(settings: Settings) -> None:
    offer(settings, "platform; H26: vnpay platform")
    builders.submitted()
    builders.submitted(department_id="H29")
    assert [method for method, _, _ in stands()] == ["vnpay", "platform"]


def test_money_at_the_way_that_was_left_counts_and_closes_the_other(dossier: Dossier) -> None:
    first = Payment.objects.get()
    pay_again(dossier_id=dossier.id, gateway="vnpay")
    assert told(first) == "00"
    dossier.refresh_from_db()
    assert dossier.paid_at is not None
    assert stands() == [("platform", PAID, False), ("vnpay", CANCELLED, False)]


def test_money_at_both_is_counted_once_and_one_is_due_back(dossier: Dossier) -> None:
    first = Payment.objects.get()
    other = pay_again(dossier_id=dossier.id, gateway="vnpay")
    assert (told(other), told(first)) == ("00", "00")
    assert stands() == [("platform", PAID, True), ("vnpay", PAID, False)]
    assert dossier.acts.filter(act="pay").count() == 1


def test_a_page_that_ran_out_is_followed_by_a_new_payment(dossier: Dossier) -> None:
    other = pay_again(dossier_id=dossier.id, gateway="vnpay")
    keep_page(reference=other.reference, url="http://127.0.0.1:9/2", until=now() + timedelta(minutes=15))
    assert pay_again(dossier_id=dossier.id) == other
    keep_page(reference=other.reference, url="http://127.0.0.1:9/2", until=now())
    third = pay_again(dossier_id=dossier.id)
    assert (third.method, third.state) == ("vnpay", OPEN)
    assert third != other


def test_a_page_that_ran_out_is_not_gone_back_to(dossier: Dossier) -> None:
    other = pay_again(dossier_id=dossier.id, gateway="vnpay")
    keep_page(reference=other.reference, url="http://127.0.0.1:9/2", until=now())
    pay_again(dossier_id=dossier.id, gateway="platform")
    assert pay_again(dossier_id=dossier.id, gateway="vnpay") != other


# ---- a wrong amount


def test_a_wrong_amount_leaves_the_payment_payable_and_another_try_possible(dossier: Dossier) -> None:
    first = Payment.objects.get()
    assert told(first, amount=134_000) == "14"
    assert stands() == [("platform", OPEN, False)]
    second = pay_again(dossier_id=dossier.id)
    assert second != first
    assert stands() == [("platform", CANCELLED, False), ("platform", OPEN, False)]
    assert told(second) == "00"
    assert stands() == [("platform", CANCELLED, False), ("platform", PAID, False)]


def test_after_a_wrong_amount_the_right_one_for_the_same_payment_counts(dossier: Dossier) -> None:
    first = Payment.objects.get()
    assert (told(first, amount=134_000), told(first)) == ("14", "00")
    assert stands() == [("platform", PAID, False)]


def test_the_same_wrong_word_is_kept_once_and_another_one_as_well(dossier: Dossier) -> None:
    first = Payment.objects.get()
    for amount in (134_000, 134_000, 134_000, 133_000):
        assert told(first, amount=amount) == "14"
    assert [notice.said["n"] for notice in Notice.objects.order_by("id")] == ["134000", "133000"]


def test_a_way_that_was_told_of_wrongly_is_not_gone_back_to(dossier: Dossier) -> None:
    first = Payment.objects.get()
    told(first, amount=1)
    pay_again(dossier_id=dossier.id, gateway="vnpay")
    third = pay_again(dossier_id=dossier.id, gateway="platform")
    assert third != first


# ---- asking after payments


def asked_at(*minutes: int) -> list[int]:
    """How often the gateway had been asked at each of these minutes after the payment was wanted."""
    start, seen = Payment.objects.get().asked_at, []
    for minute in range(max(minutes) + 1):
        with patch("gplx.clock.payments.now", return_value=start + timedelta(minutes=minute, seconds=1)):
            ask_after_open_payments()
        if minute in minutes:
            seen.append(Exchange.objects.filter(operation="query").count())
    return seen


def test_the_gateway_is_asked_each_minute_at_first_and_then_every_33(dossier: Dossier) -> None:
    assert asked_at(1, 2, 3, 10, 29, 31, 62, 63, 96, 129) == [0, 1, 2, 9, 28, 29, 29, 30, 31, 32]


def test_the_gateway_that_was_chosen_is_the_one_that_is_asked(dossier: Dossier) -> None:
    pay_again(dossier_id=dossier.id, gateway="vnpay")
    Payment.objects.update(asked_at=now() - timedelta(minutes=5))
    ask_after_open_payments()
    assert sorted(Exchange.objects.filter(operation="query").values_list("register", flat=True)) == [
        "payments",
        "vnpay",
    ]


def test_a_failure_that_was_told_is_asked_after_until_the_gateway_confirms_it(dossier: Dossier) -> None:
    payment = Payment.objects.get()
    told(payment, paid=False)
    assert asked_at(5) == [4]
    end_looking(reference=payment.reference)
    Exchange.objects.filter(operation="query").delete()
    Payment.objects.update(look_at=None)
    assert asked_at(5) == [0]
    assert told(payment) == "00", "and still it is heard"
    assert stands() == [("platform", PAID, False)]


def test_what_is_open_is_never_taken_for_final(dossier: Dossier) -> None:
    end_looking(reference=Payment.objects.get().reference)
    assert Payment.objects.get().is_final is False


def test_those_who_waited_longest_are_asked_first(dossier: Dossier) -> None:
    others = [Payment.objects.get(dossier=builders.submitted()) for _ in range(2)]
    Payment.objects.update(asked_at=now() - timedelta(minutes=10))
    Payment.objects.filter(id=others[1].id).update(look_at=now() - timedelta(minutes=5))
    Payment.objects.exclude(id=others[1].id).update(look_at=now() - timedelta(minutes=1))
    with patch("gplx.clock.payments.AT_ONCE", 1):
        ask_after_open_payments()
    assert Exchange.objects.get(operation="query").ask["reference"] == others[1].reference


# ---- whatever is clicked and told


ACTS = st.sampled_from(
    ["platform", "vnpay", "again", "paid first", "paid last", "failed last", "wrong last", "paid again", "withdraw"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(st.lists(ACTS, max_size=9))
def test_whatever_is_clicked_lost_and_repeated_the_fee_counts_once(way: list[str]) -> None:
    dossier = builders.submitted()
    for step in way:
        one_step(dossier, step)
        paid = Payment.objects.filter(dossier=dossier, state=PAID)
        dossier.refresh_from_db()
        counted = paid.filter(refund_due=False).count()
        assert Payment.objects.filter(dossier=dossier, state=OPEN).count() <= (0 if dossier.paid_at else 1)
        assert counted == (1 if dossier.paid_at and dossier.state != "withdrawn" else 0)
        assert dossier.acts.filter(act="pay").count() <= 1
    if "failed last" in way:
        assert not Payment.objects.filter(dossier=dossier, state=FAILED, ended_at=None).exists()


def one_step(dossier: Dossier, step: str) -> None:
    payments = Payment.objects.filter(dossier=dossier).order_by("id")
    last = payments.latest("id")
    try:
        if step in ("platform", "vnpay"):
            pay_again(dossier_id=dossier.id, gateway=step)
        elif step == "again":
            pay_again(dossier_id=dossier.id)
        elif step == "withdraw":
            withdraw(dossier_id=dossier.id, by=dossier.applicant, request_id=builders.fresh(), seen=None)
    except NotPossibleNow:
        return
    if step == "paid first":
        told(payments.earliest("id"), transaction="first")
    elif step == "paid again":
        told(last, transaction=last.transaction)
    elif step.endswith("last"):
        amount = 1 if step.startswith("wrong") else 135_000
        told(last, paid=not step.startswith("failed"), amount=amount, transaction=f"last-{last.id}")
