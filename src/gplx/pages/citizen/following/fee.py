"""Pay the fee: how much, by what law, to whom; a gateway does the rest, and another way is offered where there is one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from gplx.casework.pay_again import pay_again
from gplx.dossiers.models import SUBMITTED, Dossier
from gplx.fees.models import OPEN, Payment
from gplx.fees.questions import (
    amount_due,
    current_payment,
    gateways_of,
    is_usable,
    page_is_awaited,
    waits_for_fee,
    wrong_amounts,
)
from gplx.ground.clock import now
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import waiting
from gplx.pages.citizen.visitor import own_dossier, visitor
from gplx.pages.kit.page import render
from gplx.registers.payments.choice import PLATFORM, VNPAY

GATEWAYS = {PLATFORM: _("Nền tảng thanh toán trực tuyến"), VNPAY: _("Cổng thanh toán VNPay")}
# Whose way back names the payment by which parameter.
NAMED_BY = ("MaThamChieu", "vnp_TxnRef")


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def fee(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The page, waiting while the last agencies answer and until the gateway has given the address to pay at.

    Its buttons start another try, or another way. Where an agency takes longer, the receipt says how it goes on.
    """
    dossier = own_dossier(request, dossier_id)
    if request.method == "POST":
        pay_again(dossier_id=dossier.id, gateway=request.POST.get("gateway", ""))
        return redirect("fee", dossier.id)
    if dossier.state == SUBMITTED and not dossier.payment_asked_at:
        lines = waiting.awaited(waiting.latest(f"dossier:{dossier.id}"))
        refresh_after = waiting.refresh_after(lines)
        if refresh_after:
            return render(
                request, "citizen/following/checking.html", refresh_after=refresh_after, dossier=dossier, lines=lines
            )
        # The last answer may have been learnt of between the two questions.
        dossier.refresh_from_db()
    if dossier.paid_at or not waits_for_fee(dossier):
        return redirect("receipt" if dossier.code else "tasks", dossier.id)
    return _show(request, dossier, current_payment(dossier), now())


def _show(request: HttpRequest, dossier: Dossier, payment: Payment | None, at: datetime) -> HttpResponse:
    usable = payment if payment and payment.state == OPEN and is_usable(payment, at) else None
    is_waiting = bool(usable and not usable.page and page_is_awaited(usable))
    if usable and not usable.page and not is_waiting:
        # It may have come between the two questions: what is no longer awaited is looked at once more.
        usable.refresh_from_db(fields=["page"])
    gateway = payment.method if payment and payment.method in GATEWAYS else gateways_of(dossier)[0]
    return render(
        request,
        "citizen/following/fee.html",
        refresh_after=waiting.SOON if is_waiting else None,
        dossier=dossier,
        fee=amount_due(dossier),
        page=usable.page if usable else "",
        trouble=_trouble(payment, usable),
        is_waiting=is_waiting,
        gateway=GATEWAYS[gateway],
        others=[(name, GATEWAYS[name]) for name in gateways_of(dossier) if name != gateway],
    )


def _trouble(payment: Payment | None, usable: Payment | None) -> dict[str, Any]:
    """Why nobody is led to the last try: it was paid with a wrong amount, ran out, or failed; or its page has not come."""
    if usable:
        return {"kind": "no_page"}
    wrong = wrong_amounts(payment) if payment and payment.state == OPEN else []
    if wrong:
        return {"kind": "wrong_amount", "at": wrong[-1].at}
    return {"kind": "ran_out" if payment and payment.state == OPEN else "failed"}


@entry(CITIZEN)
@require_safe
def returned(request: HttpRequest) -> HttpResponse:
    """Back from a gateway. Its word comes by another way and is awaited; what the address says is not believed."""
    reference = next((request.GET[name] for name in NAMED_BY if name in request.GET), "")
    payment = Payment.objects.filter(reference=reference, dossier__applicant=visitor(request)).first()
    if payment is None:
        return redirect("my_page")
    dossier: Dossier = payment.dossier
    if dossier.paid_at:
        return redirect("receipt", dossier.id)
    if payment.state != OPEN or wrong_amounts(payment):
        return redirect("fee", dossier.id)
    return render(
        request, "citizen/following/returned.html", refresh_after=waiting.SOON, dossier=dossier, payment=payment
    )
