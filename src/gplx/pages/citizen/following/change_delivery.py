"""Choose anew how the card is received: the address, or the desk."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gplx.casework import change_delivery as act
from gplx.dossiers.actor import CITIZEN as APPLICANT
from gplx.dossiers.actor import citizen
from gplx.dossiers.models import Dossier
from gplx.dossiers.states import acts_open, facts_of
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import words
from gplx.pages.citizen.preparing.delivery import Way
from gplx.pages.citizen.visitor import own_dossier, seen, visitor
from gplx.pages.kit.page import render


def may_change(dossier: Dossier) -> bool:
    """Whether it is open to the applicant now."""
    return "change_delivery" in acts_open(state=dossier.state, facts=facts_of(dossier), roles=[APPLICANT])


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def change_delivery(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The page, prefilled with what was chosen; then the act."""
    dossier = own_dossier(request, dossier_id)
    if request.method != "POST" and not may_change(dossier):
        return redirect(words.next_page(dossier))
    known = {name: getattr(dossier, name) for name in Way.base_fields}
    form = Way(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        request_id, version = seen(request)
        said = form.cleaned_data
        wish = act.Wish(way=said["delivery"], address=said["delivery_address"], phone=said["phone"])
        by = citizen(visitor(request))
        act.change_delivery(dossier_id=dossier.id, by=by, request_id=request_id, seen=version, wish=wish)
        return redirect("progress", dossier.id)
    return render(request, "citizen/following/change_delivery.html", dossier=dossier, form=form)
