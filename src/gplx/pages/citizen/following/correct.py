"""Correct only what was asked."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gplx.casework import correct as act
from gplx.dossiers.models import WITH_APPLICANT, Dossier
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen.preparing.tasks import Task
from gplx.pages.citizen.visitor import actor, onward, own_dossier, seen
from gplx.pages.kit.page import render
from gplx.pages.kit.sides import address, at_counter

ITEMS = {
    "health": (_("Giấy khám sức khỏe"), "health"),
    "photo": (_("Ảnh chân dung"), "photo"),
    "identity": (_("Chứng minh số giấy tờ cũ"), "proof"),
    "delivery": (_("Cách nhận kết quả"), "delivery"),
}


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What was asked and why, a link for each item, one button when all are there."""
    dossier = own_dossier(request, dossier_id)
    if request.method == "POST":
        request_id, version = seen(request)
        act.correct(dossier_id=dossier.id, by=actor(request), request_id=request_id, seen=version)
        return redirect(_after(request, dossier))
    if dossier.state != WITH_APPLICANT:
        return redirect(onward(request, dossier))
    owed = act.still_owed(dossier)
    asked = dict.fromkeys([*dossier.correction["items"], *owed])
    items = [_task(request, dossier.id, item, item in owed) for item in asked]
    return render(
        request,
        "citizen/following/correct.html",
        dossier=dossier,
        items=items,
        owed=owed,
        back=_after(request, dossier),
    )


def _after(request: HttpRequest, dossier: Dossier) -> str:
    return reverse("dossier" if at_counter(request) else "progress", args=[dossier.id])


def _task(request: HttpRequest, dossier_id: UUID, item: str, owed: bool) -> Task:
    title, page = ITEMS[item]
    status, colour = (_("Cần bổ sung"), "blue") if owed else (_("Đã có"), "")
    return Task(title=title, status=status, colour=colour, hint="", href=address(request, page, dossier_id))
