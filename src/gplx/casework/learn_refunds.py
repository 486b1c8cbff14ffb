"""Learn what the treasury did with an order (*Kho bạc trả lời lệnh hoàn trả*): each refund paid, or returned with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from gplx.fees.books.postings import refund_came_back, refund_confirmed
from gplx.fees.receipts.changes import cancel_refunded
from gplx.fees.refunds.changes import await_account, hold_dossiers, record
from gplx.fees.refunds.models import ORDERED, PAID, RELEASED, Order, Refund, number_of
from gplx.fees.refunds.order_file import Answer, Result
from gplx.ground.clock import now


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """How many were paid and returned just now, how many were known before, and the lines that fit no refund of the order."""

    paid: int = 0
    returned: int = 0
    known: int = 0
    strange: tuple[str, ...] = ()


@transaction.atomic
def learn_refunds(*, answer: Answer, department_id: str | None = None) -> Learnt:
    """Take the treasury's answer to an order (NĐ 11/2020/NĐ-CP Điều 5), each line once, however often it is brought.

    A line whose reference or amount is not the order's changes nothing and is told. ``department_id``: only that department's orders.
    """
    orders = Order.objects.filter(code=answer.code, state=RELEASED)
    order = orders.filter(department_id=department_id).first() if department_id else orders.first()
    if order is None:
        return Learnt(strange=tuple(result.reference for result in answer.results) or (answer.code,))
    hold_dossiers(refunds_called(result.reference for result in answer.results))
    counted = {"paid": 0, "returned": 0, "known": 0}
    strange = []
    for result in answer.results:
        became = learn_refund(result, order=order)
        if became:
            counted[became] += 1
        else:
            strange.append(result.reference)
    return Learnt(**counted, strange=tuple(strange))


def refunds_called(references: Iterable[str]) -> QuerySet[Refund]:
    """The refunds that the treasury calls so."""
    return Refund.objects.filter(id__in={number_of(reference) for reference in references})


def learn_refund(result: Result, *, order: Order | None) -> str:
    """What became of one refund: *paid* or *returned* just now, *known* before; empty where the treasury speaks of another.

    ``order``: the order that it must be in; none: whichever it is in. The caller holds the dossiers.
    """
    refund = _refund(result.reference)
    if refund is None or result.amount != refund.amount or (order and refund.order_id not in (order.pk, None)):
        return ""
    if result.reference != refund.reference or refund.state != ORDERED:
        return "known" if _was_so(refund, result) else ""
    if refund.order is None or refund.order.state != RELEASED:
        return ""
    return _confirm(refund) if result.paid else _return(refund, result.reason)


def _refund(reference: str) -> Refund | None:
    found = Refund.objects.select_for_update(of=("self",)).select_related("payment__dossier", "dossier", "order")
    return found.filter(id=number_of(reference)).first()


def _was_so(refund: Refund, result: Result) -> bool:
    """Whether the same was said before: a turn that is over came back; the last one was paid."""
    if result.reference == refund.reference:
        return (refund.state == PAID) is result.paid
    return not result.paid and result.reference in {f"HT{refund.pk:08d}L{turn}" for turn in range(1, refund.turn)}


def _confirm(refund: Refund) -> str:
    at = now()
    refund.state, refund.ended_at = PAID, at
    refund.save()
    refund_confirmed(refund.payment, refund=refund.pk, turn=refund.turn, amount=refund.amount, at=at)
    cancel_refunded(refund.payment)
    record(refund, act="refund_paid", actor="system:treasury", at=at)
    return "paid"


def _return(refund: Refund, reason: str) -> str:
    at = now()
    refund_came_back(refund.payment, refund=refund.pk, turn=refund.turn, amount=refund.amount, at=at)
    await_account(refund, trouble=reason, at=at)
    refund.order = None
    refund.save()
    record(refund, act="refund_returned", actor="system:treasury", at=at)
    return "returned"
