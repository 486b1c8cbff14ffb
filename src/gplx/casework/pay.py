"""Pay (*nộp lệ phí*): a gateway's word about one payment, taken once, whatever is doubled, late or wrong."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from gplx.dossiers.actor import Actor, system
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotPossibleNow
from gplx.dossiers.transition import Change, Details, perform
from gplx.fees.books.postings import fee_paid
from gplx.fees.changes import close_others, drop, keep_notice, want_bill
from gplx.fees.models import FAILED, OPEN, PAID, Notice, Payment
from gplx.fees.questions import amount_due
from gplx.fees.refunds.changes import begin_refund
from gplx.fees.refunds.questions import is_refunded
from gplx.ground.clock import now
from gplx.ground.jobs import enqueue
from gplx.ledger.changes import append

ACCEPTED, UNKNOWN, SETTLED_OTHERWISE, WRONG_AMOUNT = "00", "01", "02", "14"


@dataclass(frozen=True, kw_only=True)
class Word:
    """What the platform says of a payment: its reference, whether it was paid, how many đồng (a failed one may leave them out), the
    transaction; ``said`` as it came."""

    reference: str
    paid: bool
    amount: int | None
    currency: str
    transaction: str
    said: dict[str, Any]


@transaction.atomic
def pay(word: Word) -> str:
    """Take the platform's word; gives the code of the answer.

    00 taken (or taken before) · 01 unknown · 02 settled otherwise · 14 wrong amount or currency.

    A payment whose dossier can no longer be paid (withdrawn, refused, paid by another try) is kept and goes back by itself.
    """
    payment = _locked(word.reference)
    result = _result(payment, word)
    if not _is_known(payment, result, word):
        keep_notice(payment=payment, result=result, said=word.said, at=now())
    if payment and result == ACCEPTED and payment.state != PAID:
        _settle(payment, word)
    return result


def _locked(reference: str) -> Payment | None:
    """The payment, locked after its dossier: the order in which every act takes them."""
    payment = Payment.objects.filter(reference=reference).first()
    if payment is None:
        return None
    Dossier.objects.select_for_update().get(id=payment.dossier_id)
    return Payment.objects.select_for_update().get(id=payment.id)


def _is_known(payment: Payment | None, result: str, word: Word) -> bool:
    """Whether a wrong amount was told in these very words before: whoever is asked each half hour says it each half hour."""
    return (
        result == WRONG_AMOUNT
        and Notice.objects.filter(payment=payment, result=result, said__contains=word.said).exists()
    )


def _result(payment: Payment | None, word: Word) -> str:
    if payment is None:
        return UNKNOWN
    if not _says_the_amount(payment, word):
        return WRONG_AMOUNT
    if payment.state == PAID and (not word.paid or payment.transaction != word.transaction):
        return SETTLED_OTHERWISE
    if payment.state != PAID and word.paid and is_refunded(payment=payment, transaction=word.transaction):
        return SETTLED_OTHERWISE
    return ACCEPTED


def _says_the_amount(payment: Payment, word: Word) -> bool:
    if word.amount is None:
        return not word.paid
    return (word.amount, word.currency) == (payment.amount, "VND")


def _settle(payment: Payment, word: Word) -> None:
    at = now()
    if not word.paid:
        if payment.state == OPEN:
            drop(payment, state=FAILED, at=at)
        return
    # What is paid at the portal's own page never was open here, and comes in time all the same.
    was_open, was_closed = payment.state == OPEN, payment.ended_at is not None
    payment.state, payment.transaction, payment.ended_at = PAID, word.transaction, at
    payment.refund_due = not _count_as_paid(payment, at)
    payment.save()
    fee_paid(payment, at=at, was_open=was_open, counts=not payment.refund_due)
    close_others(payment=payment, at=at)
    if payment.refund_due:
        begin_refund(payment, why="paid_twice" if payment.dossier.paid_at else "paid_late", at=at)
    want_bill(payment)
    enqueue("issue_receipt", {"payment": payment.id})
    said = {
        "reference": payment.reference,
        "amount": payment.amount,
        "late": was_closed,
        "refund_due": payment.refund_due,
    }
    append(
        subject=f"dossier:{payment.dossier_id}", kind="money", act="paid", actor="system:payments", at=at, details=said
    )


def _count_as_paid(payment: Payment, at: datetime) -> bool:
    def change(dossier: Dossier) -> Details:
        dossier.paid_at = at
        return {"amount": payment.amount, "reference": payment.reference}

    try:
        with transaction.atomic():
            perform_payment(
                dossier_id=payment.dossier_id, by=system("payments"), request_id=payment.reference, change=change
            )
    except NotPossibleNow:
        return False
    return True


def count_nothing_due(*, dossier_id: UUID | str) -> Dossier:
    """The law exempts this dossier from its fee: it counts as paid, with 0 đồng, by the article that says so."""
    at = now()

    def change(dossier: Dossier) -> Details:
        fee = amount_due(dossier)
        dossier.paid_at = at
        return {"amount": fee.amount, "article": fee.article}

    return perform_payment(dossier_id=dossier_id, by=system("fees"), request_id=f"exempt-{dossier_id}", change=change)


def perform_payment(
    *, dossier_id: UUID | str, by: Actor, request_id: str, change: Change, seen: int | None = None
) -> Dossier:
    """The act *pay* (NĐ 61/2018 Art 22), on whosever word; ``change`` fills ``paid_at``. Raises what ``perform`` raises."""
    return perform(act="pay", dossier_id=dossier_id, by=by, request_id=request_id, seen=seen, change=change)
