"""The receipts: that the dossier was filed, with its code and QR; and that the fee was paid, as paper."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from gplx.documents.models import FEE_BILL
from gplx.documents.questions import content_of, newest
from gplx.fees.questions import waits_for_fee
from gplx.fees.receipts.questions import paper_of, receipts_of
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import words
from gplx.pages.citizen.visitor import own_dossier
from gplx.pages.kit.page import render
from gplx.pages.kit.paper import pdf


@entry(CITIZEN)
@require_safe
def receipt(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The page; its QR leads to the public look-up of the code."""
    dossier = own_dossier(request, dossier_id)
    if not dossier.code:
        return redirect(words.next_page(dossier))
    return render(
        request,
        "citizen/following/receipt.html",
        dossier=dossier,
        to_pay=waits_for_fee(dossier),
        fee_receipts=receipts_of(dossier) if dossier.paid_at else [],
        has_bill=bool(dossier.paid_at and newest(dossier=dossier, kind=FEE_BILL)),
    )


@entry(CITIZEN)
@require_safe
def fee_receipt(request: HttpRequest, dossier_id: UUID, receipt_id: int) -> HttpResponse:
    """The office's receipt for the fee, as PDF, once it was made."""
    found = next((one for one in receipts_of(own_dossier(request, dossier_id)) if one.id == receipt_id), None)
    if found is None or found.made_at is None:
        raise Http404
    return pdf(paper_of(found), name=f"bien-lai-{found.written_number}")


@entry(CITIZEN)
@require_safe
def fee_bill(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The platform's own receipt, as PDF."""
    found = newest(dossier=own_dossier(request, dossier_id), kind=FEE_BILL)
    if found is None:
        raise Http404
    return pdf(content_of(found), name="bien-lai-nen-tang")
