"""Reads about fees."""

from typing import cast

from gplx.dossiers.models import Dossier
from gplx.fees.models import OPEN, PAID, Payment
from gplx.rules import fees
from gplx.rules.deadlines import Channel


def amount_due(dossier: Dossier) -> fees.Fee:
    """The fee of a dossier by the law of its submission day (for a draft: of the day it was begun) and its channel."""
    filed = dossier.submitted_at or dossier.created_at
    return fees.fee(on=filed.date(), channel=cast(Channel, dossier.channel))


def current_payment(dossier: Dossier) -> Payment | None:
    """The payment that was made, else the one that is open, else the last that failed; none where none was asked."""
    order = {PAID: 0, OPEN: 1}
    payments = Payment.objects.filter(dossier=dossier).order_by("-id")
    return min(payments, key=lambda payment: order.get(payment.state, 2), default=None)
