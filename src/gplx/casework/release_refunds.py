"""Release an order (*duyệt chi lệnh hoàn trả*), or take it back: by another person than the one who prepared it."""

from datetime import datetime

from django.db import transaction

from gplx.dossiers.refusals import ActRefused, NotAllowed, NotPossibleNow
from gplx.fees.books.postings import refund_ordered
from gplx.fees.refunds.changes import hold_dossiers, record
from gplx.fees.refunds.models import CANCELLED, PREPARED, READY, RELEASED, Order, Refund
from gplx.ground.clock import now
from gplx.offices.models import ACCOUNTANT, LEADER, Officer
from gplx.offices.questions import has_role
from gplx.registers import exchanges
from gplx.registers.treasury.port import SendOrder


@transaction.atomic
def release_refunds(*, order_id: int, by: Officer, good: bool) -> Order:
    """Release a prepared order, or take it back so that its refunds wait for another (NĐ 11/2020/NĐ-CP Điều 5).

    Raises ``NotAllowed`` for another department's order or another role, ``NotPossibleNow`` where it is not prepared, ``ActRefused``
    for the one who prepared it and would release it.
    """
    hold_dossiers(Refund.objects.filter(order_id=order_id))
    order = Order.objects.select_for_update().get(id=order_id)
    if order.department_id != by.department_id or not has_role(by, ACCOUNTANT, LEADER):
        raise NotAllowed
    if order.state != PREPARED:
        raise NotPossibleNow
    if good and order.prepared_by_id == by.pk:
        raise ActRefused("Lệnh vượt mức một người duyệt: cần người khác với người lập lệnh duyệt chi.")
    if good:
        release(order, by=by)
    else:
        _take_back(order, by=by)
    return order


def release(order: Order, *, by: Officer) -> None:
    """Send an order out: its refunds stand in the books as ordered, and the treasury is told."""
    at = now()
    order.state, order.released_by, order.released_at = RELEASED, by, at
    order.save()
    for refund in Refund.objects.filter(order=order).select_related("payment__dossier", "dossier"):
        refund_ordered(refund.payment, refund=refund.pk, turn=refund.turn, amount=refund.amount, at=at)
        record(refund, act="refund_ordered", actor=f"officer:{by.pk}", at=at, order=order.code)
    ask = SendOrder(code=order.code, file=order.file)
    exchanges.want(
        register="treasury", operation="order", ask=ask, about=f"order:{order.code}", key=f"order:{order.code}"
    )


def _take_back(order: Order, *, by: Officer) -> None:
    at: datetime = now()
    order.state = CANCELLED
    order.save()
    for refund in Refund.objects.filter(order=order):
        refund.state, refund.order = READY, None
        refund.save()
        record(refund, act="order_taken_back", actor=f"officer:{by.pk}", at=at, order=order.code)
