"""Reads about fees."""

from typing import cast

from gplx.dossiers.models import Dossier
from gplx.fees.models import OPEN, PAID, Payment
from gplx.registers.models import Exchange
from gplx.rules import fees
from gplx.rules.deadlines import Channel


def amount_due(dossier: Dossier) -> fees.Fee:
    """The fee of a dossier by the law of its submission day (for a draft: of the day it was begun) and its channel."""
    filed = dossier.submitted_at or dossier.created_at
    return fees.fee(on=filed.date(), channel=cast(Channel, dossier.channel))


def current_payment(dossier: Dossier) -> Payment | None:
    """The payment that was made, else the one that is open, else the last that failed or is to be refunded; none where none was asked."""
    order = {(PAID, False): 0, (OPEN, False): 1}
    payments = Payment.objects.filter(dossier=dossier).order_by("-id")
    return min(payments, key=lambda payment: order.get((payment.state, payment.refund_due), 2), default=None)


def page_key(payment: Payment) -> str:
    """The key of the call that asks the platform for the page of a payment."""
    return f"initiate:{payment.reference}"


def page_is_awaited(payment: Payment) -> bool:
    """Whether the page of a payment may come at any moment; a platform that has failed once takes longer."""
    return any(asked.is_awaited and not asked.error for asked in Exchange.objects.filter(key=page_key(payment)))
