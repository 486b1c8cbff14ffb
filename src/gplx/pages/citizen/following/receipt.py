"""The receipt: the code, its QR, and what happens next."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import words
from gplx.pages.citizen.visitor import own_dossier
from gplx.pages.kit.page import render


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
        to_pay=words.waits_for_fee(dossier),
    )
