"""Reads about fees."""

from datetime import datetime

from django.conf import settings

from gplx.dossiers.models import SUBMITTED, Dossier
from gplx.fees.models import OPEN, PAID, Notice, Payment
from gplx.ground.clock import now
from gplx.registers.models import Exchange
from gplx.rules import fees

WRONG_AMOUNT = "14"


def amount_due(dossier: Dossier) -> fees.Fee:
    """The fee of a dossier by the law of its submission day (for a draft: of today), its channel and its reason."""
    filed = dossier.submitted_at or now()
    return fees.fee(on=filed.date(), channel=dossier.channel_of_law, reason=dossier.reason)


def waits_for_fee(dossier: Dossier) -> bool:
    """Whether the fee was asked for and has not been paid."""
    return bool(dossier.state == SUBMITTED and dossier.payment_asked_at and not dossier.paid_at)


def current_payment(dossier: Dossier) -> Payment | None:
    """The payment that was made, else the one that is open, else the last that failed or is to be refunded; none where none was asked."""
    order = {(PAID, False): 0, (OPEN, False): 1}
    payments = Payment.objects.filter(dossier=dossier).order_by("-id")
    return min(payments, key=lambda payment: order.get((payment.state, payment.refund_due), 2), default=None)


def page_key(payment: Payment) -> str:
    """The key of the call that asks the gateway for the page of a payment."""
    return f"initiate:{payment.reference}"


def page_is_awaited(payment: Payment) -> bool:
    """Whether the page of a payment may come at any moment; a platform that has failed once takes longer."""
    return any(asked.is_awaited and not asked.error for asked in Exchange.objects.filter(key=page_key(payment)))


def is_usable(payment: Payment, at: datetime) -> bool:
    """Whether somebody may still be led to the page of a payment: it has not run out, and was not paid with a wrong amount."""
    has_run_out = payment.page_until is not None and payment.page_until <= at
    return not has_run_out and not wrong_amounts(payment)


def wrong_amounts(payment: Payment) -> list[Notice]:
    """What a gateway said of this payment that was refused for its amount, currency or partner, oldest first."""
    return list(Notice.objects.filter(payment=payment, result=WRONG_AMOUNT).order_by("id"))


def gateways_of(dossier: Dossier) -> tuple[str, ...]:
    """The gateways that the dossier's department offers."""
    offered: tuple[str, ...] = settings.GATEWAYS.of(dossier.department_id)
    return offered
