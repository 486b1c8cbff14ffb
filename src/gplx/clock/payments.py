"""Lost callbacks are found by asking: payments that have been open for a while are asked after until the platform knows."""

from datetime import timedelta

from gplx.fees.changes import ask_platform
from gplx.fees.models import CANCELLED, FAILED, OPEN, Payment
from gplx.ground.clock import now

AFTER, UNTIL = timedelta(minutes=2), timedelta(days=3)
# Most answers that come late come soon; after that the platform is left in peace for most of an hour.
OFTEN = timedelta(hours=1)


def ask_after_open_payments() -> None:
    """Ask the platform after each payment that is neither new nor given up: each minute for an hour, then each hour for three days."""
    at = now()
    waiting = Payment.objects.filter(
        state__in=(OPEN, CANCELLED, FAILED), asked_at__lt=at - AFTER, asked_at__gt=at - UNTIL
    )
    for payment in waiting.order_by("id")[:500]:
        often = at - payment.asked_at < OFTEN
        ask_platform(payment=payment, occasion=f"{at:%Y%m%d%H%M}" if often else f"{at:%Y%m%d%H}")
