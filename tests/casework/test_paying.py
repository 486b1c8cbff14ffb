"""Money: taken once, whatever is doubled, late, wrong or unknown."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from gplx.casework.pay import Word, pay
from gplx.casework.pay_again import pay_again
from gplx.casework.withdraw import withdraw
from gplx.clock.payments import ask_after_open_payments
from gplx.dossiers.models import WITHDRAWN, Act, Dossier
from gplx.dossiers.refusals import NotPossibleNow
from gplx.fees.changes import close_payments, open_payment
from gplx.fees.models import CANCELLED, FAILED, OPEN, PAID, Notice, Payment
from gplx.ground.clock import now
from gplx.ledger.questions import history
from gplx.registers.models import Exchange
from tests import builders
from tests.builders import fresh

pytestmark = pytest.mark.django_db


def word(
    payment: Payment, *, paid: bool = True, amount: int | None = None, currency: str = "VND", transaction: str = "gd-1"
) -> Word:
    amount = payment.amount if amount is None else amount
    return Word(
        reference=payment.reference,
        paid=paid,
        amount=amount,
        currency=currency,
        transaction=transaction,
        said={"thu": 1},
    )


@pytest.fixture
def dossier() -> Dossier:
    return builders.submitted()


@pytest.fixture
def payment(dossier: Dossier) -> Payment:
    return Payment.objects.get(dossier=dossier)


def test_paid_it_is_paid(dossier: Dossier, payment: Payment) -> None:
    assert pay(word(payment)) == "00"
    payment.refresh_from_db()
    dossier.refresh_from_db()
    assert (payment.state, payment.transaction, payment.refund_due) == (PAID, "gd-1", False)
    assert dossier.paid_at is not None
    assert [entry.details["amount"] for entry in history(subject=f"dossier:{dossier.id}", kind="money")] == [135_000]


def test_the_same_word_again_is_taken_and_changes_nothing(dossier: Dossier, payment: Payment) -> None:
    assert [pay(word(payment)) for _ in range(3)] == ["00", "00", "00"]
    assert Act.objects.filter(dossier=dossier, act="pay").count() == 1
    assert history(subject=f"dossier:{dossier.id}", kind="money").count() == 1
    assert Notice.objects.count() == 3


def test_another_transaction_for_what_is_paid_is_settled_otherwise(payment: Payment) -> None:
    pay(word(payment))
    assert pay(word(payment, transaction="gd-2")) == "02"
    assert pay(word(payment, paid=False)) == "02"
    payment.refresh_from_db()
    assert (payment.state, payment.transaction) == (PAID, "gd-1")


@pytest.mark.parametrize(("amount", "currency"), [(134_999, "VND"), (135_001, "VND"), (0, "VND"), (135_000, "USD")])
def test_a_wrong_amount_is_refused_and_kept(dossier: Dossier, payment: Payment, amount: int, currency: str) -> None:
    assert pay(word(payment, amount=amount, currency=currency)) == "14"
    payment.refresh_from_db()
    dossier.refresh_from_db()
    assert (payment.state, dossier.paid_at) == (OPEN, None)
    assert list(Notice.objects.values_list("result", flat=True)) == ["14"]


def test_an_unknown_reference_is_kept_and_answered() -> None:
    stray = Word(reference="dvc404", paid=True, amount=135_000, currency="VND", transaction="gd-1", said={})
    assert pay(stray) == "01"
    assert Notice.objects.get().payment is None


def test_a_failed_try_makes_room_for_another(dossier: Dossier, payment: Payment) -> None:
    assert pay(word(payment, paid=False)) == "00"
    payment.refresh_from_db()
    assert payment.state == FAILED
    second = open_payment(dossier=dossier, at=now())
    assert second.reference != payment.reference
    assert pay(word(second, transaction="gd-2")) == "00"
    dossier.refresh_from_db()
    assert dossier.paid_at is not None


def test_a_word_that_comes_late_for_a_try_that_failed_still_counts(dossier: Dossier, payment: Payment) -> None:
    pay(word(payment, paid=False))
    assert pay(word(payment)) == "00"
    dossier.refresh_from_db()
    assert dossier.paid_at is not None


def test_two_tries_that_are_both_paid_pay_once_and_refund_once(dossier: Dossier, payment: Payment) -> None:
    pay(word(payment, paid=False))
    second = open_payment(dossier=dossier, at=now())
    assert pay(word(second, transaction="gd-2")) == "00"
    assert pay(word(payment, transaction="gd-1")) == "00"
    assert sorted(Payment.objects.values_list("state", "refund_due")) == [(PAID, False), (PAID, True)]
    assert Act.objects.filter(act="pay").count() == 1


def test_while_one_is_open_no_other_is_opened(dossier: Dossier, payment: Payment) -> None:
    assert open_payment(dossier=dossier, at=now()) == payment
    pay(word(payment))
    assert open_payment(dossier=dossier, at=now()) == payment
    assert Payment.objects.count() == 1


def test_after_a_try_that_failed_a_second_click_opens_no_third(dossier: Dossier, payment: Payment) -> None:
    pay(word(payment, paid=False))
    second = pay_again(dossier_id=dossier.id)
    assert second != payment
    assert pay_again(dossier_id=dossier.id) == second
    assert Payment.objects.count() == 2
    assert Exchange.objects.filter(operation="initiate", key=f"initiate:{second.reference}").count() == 1


def test_where_no_fee_is_waited_for_none_is_opened() -> None:
    for dossier in (builders.paid(), builders.submitted(green=False), builders.draft()):
        before = Payment.objects.count()
        with pytest.raises(NotPossibleNow):
            pay_again(dossier_id=dossier.id)
        assert Payment.objects.count() == before


def test_money_that_comes_after_a_withdrawal_is_due_back(dossier: Dossier, payment: Payment) -> None:
    withdraw(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)
    payment.refresh_from_db()
    assert payment.state == CANCELLED
    assert pay(word(payment)) == "00"
    payment.refresh_from_db()
    dossier.refresh_from_db()
    assert (payment.state, payment.refund_due) == (PAID, True)
    assert (dossier.state, dossier.paid_at) == (WITHDRAWN, None)


def test_a_withdrawal_after_paying_makes_the_money_due_back() -> None:
    dossier = builders.paid()
    withdraw(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)
    assert Payment.objects.get().refund_due is True


def test_closing_twice_changes_nothing(dossier: Dossier, payment: Payment) -> None:
    close_payments(dossier=dossier, at=now())
    first = Payment.objects.get().ended_at
    close_payments(dossier=dossier, at=now())
    assert Payment.objects.get().ended_at == first


@pytest.mark.parametrize(
    ("age", "asked"),
    [
        (timedelta(seconds=60), 0),
        (timedelta(minutes=3), 1),
        (timedelta(days=2, hours=23), 1),
        (timedelta(days=3, minutes=1), 0),
    ],
)
def test_a_payment_that_stays_open_is_asked_after(payment: Payment, age: timedelta, asked: int) -> None:
    Payment.objects.update(asked_at=now() - age)
    ask_after_open_payments()
    assert Exchange.objects.filter(register="payments", operation="query").count() == asked


def test_what_is_paid_is_not_asked_after(payment: Payment) -> None:
    pay(word(payment))
    Payment.objects.update(asked_at=now() - timedelta(hours=1))
    ask_after_open_payments()
    assert not Exchange.objects.filter(operation="query").exists()


@pytest.mark.parametrize(
    ("age", "asked"), [(timedelta(minutes=10), 3), (timedelta(minutes=30), 1), (timedelta(hours=2), 1)]
)
def test_an_old_payment_is_asked_after_each_half_hour_alone(payment: Payment, age: timedelta, asked: int) -> None:
    top_of_an_hour = now().replace(minute=10, second=0, microsecond=0)
    Payment.objects.update(asked_at=top_of_an_hour - age)
    for minutes in range(3):
        with patch("gplx.clock.payments.now", return_value=top_of_an_hour + timedelta(minutes=minutes)):
            ask_after_open_payments()
    assert Exchange.objects.filter(register="payments", operation="query").count() == asked
