"""Check the answers, declare, submit."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gplx.casework.checks import Check, checks_of, stops_filing
from gplx.casework.submit import submit
from gplx.documents.models import PHOTO
from gplx.documents.questions import newest
from gplx.dossiers.models import DRAFT, Dossier
from gplx.fees.questions import amount_due
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import words
from gplx.pages.citizen.preparing.delivery import WAYS
from gplx.pages.citizen.visitor import actor, onward, own_dossier, seen
from gplx.pages.kit.page import render
from gplx.pages.kit.sides import address, at_counter

# What a clerk compares with its original at the counter (TT 12/2017/TT-BGTVT Art 38).
ORIGINALS = {
    "licence": _("Giấy phép lái xe"),
    "identity": _("Thẻ căn cước hoặc chứng minh nhân dân"),
    "health": _("Giấy khám sức khỏe"),
}


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Everything on one page, each with its link to change it; one button."""
    dossier = own_dossier(request, dossier_id)
    if request.method == "POST":
        return _submit(request, dossier)
    if dossier.state != DRAFT:
        return redirect(onward(request, dossier))
    checks = checks_of(dossier)
    if stops_filing(checks):
        return redirect(address(request, "tasks", dossier.id))
    return _page(request, dossier, checks)


def _submit(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    request_id, version = seen(request)
    originals = [name for name in request.POST.getlist("original") if name in ORIGINALS] if at_counter(request) else []
    filed = submit(dossier_id=dossier.id, by=actor(request), request_id=request_id, seen=version, originals=originals)
    if at_counter(request):
        return redirect("dossier", filed.id)
    return redirect("fee", filed.id)


def _page(request: HttpRequest, dossier: Dossier, checks: tuple[Check, ...]) -> HttpResponse:
    return render(
        request,
        "citizen/preparing/review.html",
        dossier=dossier,
        licence=dossier.licence,
        holder=dossier.applicant,
        check={check.name: check for check in checks},
        fee=amount_due(dossier),
        reason=words.REASONS[dossier.reason],
        way=WAYS[dossier.delivery],
        photo=newest(dossier=dossier, kind=PHOTO),
        originals=ORIGINALS,
    )
