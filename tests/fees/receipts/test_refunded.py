"""A fee that the treasury paid back leaves no valid receipt: cancelled by rule, its number kept; what was not paid back whole keeps it."""

import pytest
from django.test import Client

from gplx.casework.learn_statements import learn_treasury_statement
from gplx.casework.pay import pay
from gplx.casework.pay_at_counter import pay_at_counter
from gplx.casework.refund_difference import refund_difference
from gplx.clock.receipts import issue_waiting_receipts
from gplx.dossiers.models import Dossier
from gplx.fees.models import CASH, FeeReceipt, Payment
from gplx.fees.receipts.changes import UnableToCancel, cancel, issue, open_series
from gplx.fees.receipts.questions import without_receipt
from gplx.fees.reconciliation.models import Difference
from gplx.fees.refunds.models import PAID, Refund
from gplx.ledger.questions import history
from gplx.offices.models import CLERK, LEADER
from gplx.registers.treasury.port import PaidBack, TreasuryStatement
from tests import builders
from tests.builders import fresh
from tests.fees.books.test_postings import word
from tests.fees.reconciliation.statements import DAY, platform_says, row
from tests.fees.refunds.paths import accountant, answered, ordered, withdrawn
from tests.pages.reading import main, rows

pytestmark = pytest.mark.django_db


def with_receipt(dossier: Dossier | None = None) -> FeeReceipt:
    """The receipt of a fee that was paid, numbers from 7 on."""
    paid = dossier or builders.paid()
    open_series(department=paid.department, symbol="1C21-HN", first=7, last=99)
    found = issue(payment_id=Payment.objects.get(dossier=paid, state="paid").id)
    assert found is not None
    return found


def back(receipt: FeeReceipt) -> Refund:
    """Its dossier is withdrawn, and the refund ordered."""
    withdrawn(receipt.payment.dossier)
    return ordered(Refund.objects.get(payment=receipt.payment))


def test_until_the_treasury_has_paid_it_is_valid() -> None:
    receipt = with_receipt()
    back(receipt)
    receipt.refresh_from_db()
    assert receipt.cancelled_at is None


def test_paid_back_it_is_cancelled_by_rule_and_its_number_is_never_given_again(client: Client) -> None:
    receipt = with_receipt()
    answered(back(receipt))
    receipt.refresh_from_db()
    assert receipt.cancelled_at is not None
    assert (receipt.cancelled_by, receipt.cancelled_because) == ("", "Kho bạc đã hoàn trả toàn bộ lệ phí.")
    page = client.get(f"/bien-lai/{receipt.code}")
    assert "Đã hủy" in main(page)
    assert "Có giá trị" not in main(page)
    assert rows(page)["Số"] == "0000007"
    assert with_receipt(builders.paid()).number == 8
    cancelled = [one for one in history(subject=f"dossier:{receipt.payment.dossier_id}", kind="money")]
    [noted] = [one for one in cancelled if one.act == "receipt_cancelled"]
    assert (noted.actor, noted.details["receipt"]) == ("system:fees", "1C21-HN 0000007")


def test_told_twice_it_is_cancelled_once() -> None:
    receipt = with_receipt()
    refund = back(receipt)
    answered(refund)
    answered(refund)
    told = [one.act for one in history(subject=f"dossier:{receipt.payment.dossier_id}", kind="money")]
    assert told.count("receipt_cancelled") == 1


def test_learnt_from_the_treasurys_statement_it_is_the_same() -> None:
    receipt = with_receipt()
    refund = back(receipt)
    told = PaidBack(reference=refund.reference, amount=refund.amount)
    learn_treasury_statement(TreasuryStatement(day=DAY, credits=(), paid_back=(told,)))
    receipt.refresh_from_db()
    assert receipt.cancelled_at is not None


def test_returned_by_the_treasury_it_stays_valid() -> None:
    receipt = with_receipt()
    answered(back(receipt), paid=False, reason="Sai tài khoản")
    receipt.refresh_from_db()
    assert receipt.cancelled_at is None


def test_what_was_not_given_out_before_the_money_went_is_not_given_out_after_it() -> None:
    dossier = builders.paid()
    payment = Payment.objects.get()
    withdrawn(dossier)
    answered(ordered(Refund.objects.get()))
    assert not without_receipt().exists()
    open_series(department=dossier.department, symbol="1C21-HN", first=7, last=99)
    issue_waiting_receipts()
    assert issue(payment_id=payment.id) is None
    assert FeeReceipt.objects.count() == 0


def test_of_two_receipts_that_of_the_second_payment_goes_and_that_of_the_first_stays() -> None:
    dossier = builders.submitted()
    online = Payment.objects.get()
    told = {"by": builders.officer(CLERK), "request_id": fresh(), "seen": None, "received": online.amount}
    pay_at_counter(dossier_id=dossier.id, **told)
    pay(word(online))
    open_series(department=dossier.department, symbol="1C21-HN", first=7, last=99)
    issue_waiting_receipts()
    answered(ordered(Refund.objects.get()))
    kept = {one.payment.method: one.cancelled_at is None for one in FeeReceipt.objects.select_related("payment")}
    assert kept == {CASH: True, "platform": False}


@pytest.mark.parametrize("of", ["surplus", "double"])
def test_what_came_beyond_the_fee_goes_back_and_the_fee_keeps_its_receipt(of: str) -> None:
    receipt = with_receipt()
    payment = receipt.payment
    if of == "surplus":
        platform_says(row(payment, amount=payment.amount + 5_000))
    else:
        platform_says(row(payment), row(payment, transaction="gd-2"))
    refund = refund_difference(difference_id=Difference.objects.get().pk, by=accountant())
    assert refund.amount == (5_000 if of == "surplus" else payment.amount)
    answered(ordered(refund))
    receipt.refresh_from_db()
    assert Refund.objects.get().state == PAID
    assert receipt.cancelled_at is None


def test_a_replacement_is_the_one_that_is_cancelled_and_nobody_can_replace_it_any_more() -> None:
    first, leader = with_receipt(), builders.officer(LEADER)
    second = cancel(receipt_id=first.id, by=leader, reason="Sai tên", replace=True)
    assert second is not None
    answered(back(second))
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.cancelled_because == "Sai tên"
    assert second.cancelled_by == ""
    assert second.cancelled_at is not None
    with pytest.raises(UnableToCancel):
        cancel(receipt_id=second.id, by=leader, reason="Lập lại", replace=True)
    assert FeeReceipt.objects.count() == 2
