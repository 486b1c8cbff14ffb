"""Pay the fee: how much, by what law, to whom; the platform does the rest."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from gplx.casework.pay_again import pay_again
from gplx.dossiers.models import Dossier
from gplx.fees.models import OPEN, Payment
from gplx.fees.questions import amount_due, current_payment, page_is_awaited
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import waiting, words
from gplx.pages.citizen.visitor import own_dossier, visitor
from gplx.pages.kit.page import render


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def fee(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The page, waiting until the platform has given the address to pay at; its button starts another try."""
    dossier = own_dossier(request, dossier_id)
    if request.method == "POST":
        pay_again(dossier_id=dossier.id)
        return redirect("fee", dossier.id)
    if dossier.paid_at or not words.waits_for_fee(dossier):
        return redirect("receipt" if dossier.code else "tasks", dossier.id)
    payment = current_payment(dossier)
    usable = payment if payment and payment.state == OPEN else None
    is_waiting = bool(usable and not usable.page and page_is_awaited(usable))
    return render(
        request,
        "citizen/following/fee.html",
        refresh_after=waiting.SOON if is_waiting else None,
        dossier=dossier,
        fee=amount_due(dossier),
        page=usable.page if usable else "",
        has_failed=usable is None,
        is_waiting=is_waiting,
    )


@entry(CITIZEN)
@require_safe
def returned(request: HttpRequest) -> HttpResponse:
    """Back from the platform. Its word comes by another way and is awaited; what the address says is not believed."""
    reference = request.GET.get("MaThamChieu", "")
    payment = Payment.objects.filter(reference=reference, dossier__applicant=visitor(request)).first()
    if payment is None:
        return redirect("my_page")
    dossier: Dossier = payment.dossier
    if dossier.paid_at:
        return redirect("receipt", dossier.id)
    if payment.state != OPEN:
        return redirect("fee", dossier.id)
    return render(
        request, "citizen/following/returned.html", refresh_after=waiting.SOON, dossier=dossier, payment=payment
    )
