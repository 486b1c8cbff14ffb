"""Ask a clerk of the department for help with a draft: agree, get a code, read it out; or go on alone."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gplx.casework import ask_help as act
from gplx.casework.take_back_help import take_back_help
from gplx.dossiers.models import DRAFT, Dossier
from gplx.ground.clock import now
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import words
from gplx.pages.citizen.visitor import own_dossier, seen, visitor
from gplx.pages.kit.page import render


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_help(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What one agrees to, and then the code; asked for again it is a new one."""
    dossier = own_dossier(request, dossier_id)
    if request.method == "POST":
        return _do(request, dossier)
    if dossier.state != DRAFT:
        return redirect(words.next_page(dossier))
    is_good = bool(dossier.help_code and dossier.help_until and dossier.help_until > now())
    return render(
        request,
        "citizen/preparing/ask_help.html",
        dossier=dossier,
        words=act.WORDS.format(office=dossier.department.name),
        code=f"{dossier.help_code[:4]} {dossier.help_code[4:]}" if is_good else "",
    )


def _do(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    request_id, version = seen(request)
    do = take_back_help if request.POST.get("way") == "alone" else act.ask_help
    do(dossier_id=dossier.id, by=visitor(request), request_id=request_id, seen=version)
    return redirect("ask_help", dossier.id)
