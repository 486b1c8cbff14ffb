"""Remind people to name an account (*nhắc xác nhận tài khoản*), and ask the treasury after the orders that it has not answered."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from gplx.fees.refunds.changes import record
from gplx.fees.refunds.models import ACCOUNT, ORDERED, RELEASED, Order, Refund
from gplx.ground.clock import now
from gplx.registers import exchanges
from gplx.registers.treasury.port import AskAnswer

# Whoever has not answered so many reminders is called by the office: the page of refunds shows who waits, the longest first.
MOST_REMINDERS = 5
AT_ONCE = 500


@transaction.atomic
def remind_refunds() -> int:
    """Write to everybody whose refund has waited for an account long enough since the last word; tells how many there were."""
    pause, at = timedelta(seconds=settings.REFUND_REMIND), now()
    waiting = Refund.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state=ACCOUNT, waits_since__lt=at - pause, reminders__lt=MOST_REMINDERS
    )
    due = [
        refund
        for refund in waiting.order_by("id")[:AT_ONCE]
        if refund.waits_since < at - pause * (refund.reminders + 1)
    ]
    for refund in due:
        refund.reminders += 1
        refund.save(update_fields=["reminders"])
        record(refund, act="account_reminded", actor="system:clock", at=at, number=refund.reminders)
    return len(due)


@transaction.atomic
def ask_after_orders(*, occasion: str) -> int:
    """Ask the treasury after each order of which it has not said everything, once for each ``occasion``; tells how many there are."""
    open_ones = Order.objects.filter(state=RELEASED, refunds__state=ORDERED).distinct().order_by("id")
    orders = list(open_ones[:AT_ONCE])
    for order in orders:
        key = f"answer:{order.code}:{occasion}"
        ask = AskAnswer(code=order.code)
        exchanges.want(register="treasury", operation="answer", ask=ask, about=f"order:{order.code}", key=key)
    return len(orders)
