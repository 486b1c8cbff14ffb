"""Withdraw a dossier, after being asked once."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gplx.casework import withdraw as act
from gplx.dossiers.actor import CITIZEN as APPLICANT
from gplx.dossiers.states import acts_open, facts_of
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import words
from gplx.pages.citizen.visitor import own_dossier, seen, visitor
from gplx.pages.kit.page import render


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The question; then the act."""
    dossier = own_dossier(request, dossier_id)
    if request.method == "POST":
        request_id, version = seen(request)
        act.withdraw(dossier_id=dossier.id, by=visitor(request), request_id=request_id, seen=version)
        return redirect("progress", dossier.id)
    if "withdraw" not in acts_open(state=dossier.state, facts=facts_of(dossier), roles=[APPLICANT]):
        return redirect(words.next_page(dossier))
    return render(request, "citizen/following/withdraw.html", dossier=dossier)
