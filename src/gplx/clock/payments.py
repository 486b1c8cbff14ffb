"""Lost callbacks are found by asking: payments that have been open for a while are asked after until the gateway knows."""

from datetime import timedelta

from django.db.models import F, Q

from gplx.fees.changes import ask_gateway, look_again
from gplx.fees.models import CANCELLED, FAILED, OPEN, Payment
from gplx.ground.clock import now
from gplx.registers.payments.choice import REGISTERS

AFTER, UNTIL = timedelta(minutes=2), timedelta(days=3)
# Most answers that come late come soon: once a minute while a payment is fresh, then every 33 minutes, as the platform's partners do.
FRESH, OFTEN, SELDOM = timedelta(minutes=30), timedelta(minutes=1), timedelta(minutes=33)
AT_ONCE = 500


def ask_after_open_payments() -> None:
    """Ask the gateway after each payment that is neither new, final nor given up, those whose turn is longest past first."""
    at = now()
    due = Payment.objects.filter(
        Q(look_at__isnull=True) | Q(look_at__lte=at),
        state__in=(OPEN, CANCELLED, FAILED),
        is_final=False,
        method__in=REGISTERS,
        asked_at__lt=at - AFTER,
        asked_at__gt=at - UNTIL,
    )
    asked = list(due.order_by(F("look_at").asc(nulls_first=True), "id")[:AT_ONCE])
    for payment in asked:
        ask_gateway(payment=payment, occasion=f"{at:%Y%m%d%H%M}")
    fresh = [payment for payment in asked if at - payment.asked_at < FRESH]
    # A few seconds less than the minute: the calendar does not strike to the second.
    look_again(payments=fresh, at=at + OFTEN / 2)
    look_again(payments=[payment for payment in asked if payment not in fresh], at=at + SELDOM)
