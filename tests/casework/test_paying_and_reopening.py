"""Money and the dossier's other ways: a correction in between, a refusal that was an error, two tries at once."""

import pytest

from gplx.casework.ask_correction import ask_correction
from gplx.casework.pay import Word, pay
from gplx.casework.refuse import refuse
from gplx.casework.reopen import reopen
from gplx.dossiers.models import SUBMITTED, WITH_APPLICANT, Dossier
from gplx.fees.changes import open_payment
from gplx.fees.models import CANCELLED, OPEN, PAID, Payment
from gplx.ground.clock import now
from gplx.offices.models import CLERK, LEADER
from tests import builders
from tests.builders import fresh

pytestmark = pytest.mark.django_db


def word(payment: Payment, *, paid: bool = True, transaction: str = "gd-1") -> Word:
    return Word(
        reference=payment.reference, paid=paid, amount=135_000, currency="VND", transaction=transaction, said={}
    )


def refused(dossier: Dossier) -> Dossier:
    clerk = builders.officer(CLERK)
    return refuse(dossier_id=dossier.id, by=clerk, request_id=fresh(), seen=None, reason="Nhầm.", article="Điều 37")


def reopened(dossier: Dossier) -> Dossier:
    leader = builders.officer(LEADER)
    return reopen(dossier_id=dossier.id, by=leader, request_id=fresh(), seen=None, reason="Sở đã nhầm.")


def test_who_pays_while_a_correction_is_asked_has_paid() -> None:
    dossier = builders.submitted()
    clerk = builders.officer(CLERK)
    ask_correction(dossier_id=dossier.id, by=clerk, request_id=fresh(), seen=None, items=["photo"], reason="Ảnh mờ.")
    assert pay(word(Payment.objects.get())) == "00"
    dossier.refresh_from_db()
    assert (dossier.state, dossier.paid_at is not None) == (WITH_APPLICANT, True)
    assert Payment.objects.get().refund_due is False


def test_once_one_try_is_paid_the_other_is_closed() -> None:
    dossier = builders.submitted()
    first = Payment.objects.get()
    pay(word(first, paid=False))
    second = open_payment(dossier=dossier, at=now())
    pay(word(first))
    second.refresh_from_db()
    assert second.state == CANCELLED
    assert pay(word(second, transaction="gd-2")) == "00"
    assert list(Payment.objects.order_by("id").values_list("state", "refund_due")) == [(PAID, False), (PAID, True)]


def test_a_refusal_that_was_an_error_keeps_the_fee_that_was_paid() -> None:
    dossier = refused(builders.paid())
    assert Payment.objects.get().refund_due is True
    again = reopened(dossier)
    assert (again.state, again.paid_at is not None, again.ended_at) == (SUBMITTED, True, None)
    assert list(Payment.objects.values_list("state", "refund_due")) == [(PAID, False)]


def test_a_refusal_before_paying_that_was_an_error_asks_for_the_fee_anew() -> None:
    dossier = refused(builders.submitted())
    assert Payment.objects.get().state == CANCELLED
    again = reopened(dossier)
    assert again.payment_asked_at is not None
    assert list(Payment.objects.order_by("id").values_list("state", flat=True)) == [CANCELLED, OPEN]
    builders.pay_for(again)
    assert again.paid_at is not None


def test_a_second_try_that_was_paid_too_stays_due_back_after_reopening() -> None:
    dossier = builders.submitted()
    first = Payment.objects.get()
    pay(word(first, paid=False))
    second = open_payment(dossier=dossier, at=now())
    pay(word(second, transaction="gd-2"))
    pay(word(first))
    reopened(refused(dossier))
    assert dict(Payment.objects.values_list("transaction", "refund_due")) == {"gd-1": True, "gd-2": False}
