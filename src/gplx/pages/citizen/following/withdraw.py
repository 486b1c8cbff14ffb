"""Withdraw a dossier, after being asked once."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gplx.casework import withdraw as act
from gplx.dossiers.states import acts_open, facts_of
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen.visitor import actor, onward, own_dossier, seen
from gplx.pages.kit.page import render
from gplx.pages.kit.sides import at_counter


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The question; then the act."""
    dossier = own_dossier(request, dossier_id)
    after = reverse("dossier" if at_counter(request) else "progress", args=[dossier.id])
    if request.method == "POST":
        request_id, version = seen(request)
        act.withdraw(dossier_id=dossier.id, by=actor(request), request_id=request_id, seen=version)
        return redirect(after)
    if "withdraw" not in acts_open(state=dossier.state, facts=facts_of(dossier), roles=actor(request).roles):
        return redirect(onward(request, dossier))
    return render(request, "citizen/following/withdraw.html", dossier=dossier, back=after)
