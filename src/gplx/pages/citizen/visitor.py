"""The citizen at the page and what is theirs; or the clerk who fills in for somebody at the counter."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from gplx.applicants.models import Applicant
from gplx.dossiers.actor import Actor, citizen, officer
from gplx.dossiers.models import COUNTER, DRAFT, WITH_APPLICANT, Dossier
from gplx.dossiers.questions import entrusted_to, of_applicant, visible_to
from gplx.offices.models import Officer
from gplx.pages.citizen import words
from gplx.pages.kit.doors import note_read
from gplx.pages.kit.fields import LONGEST_VERSION
from gplx.pages.kit.sides import at_counter


def visitor(request: HttpRequest) -> Applicant:
    """The citizen who signed in; the page's door has seen to it that there is one."""
    return cast(Applicant, request.citizen)  # type: ignore[attr-defined]  # set by the door


def actor(request: HttpRequest) -> Actor:
    """Who acts on this page: the citizen, or the clerk for somebody at the counter."""
    return officer(_clerk(request)) if at_counter(request) else citizen(visitor(request))


def own_dossier(request: HttpRequest, dossier_id: UUID) -> Dossier:
    """The visitor's own dossier, or one that was entrusted to the clerk's department; any other does not exist (``Http404``)."""
    if at_counter(request):
        return _entrusted(request, dossier_id)
    dossier = of_applicant(visitor(request)).filter(id=dossier_id).first()
    if dossier is None:
        raise Http404
    return dossier


def onward(request: HttpRequest, dossier: Dossier) -> str:
    """The page on which whoever fills in goes on; once it is filed, the clerk's is that of the office."""
    if not at_counter(request):
        return words.next_page(dossier)
    by_state = {DRAFT: "counter:tasks", WITH_APPLICANT: "counter:correct"}
    return reverse(by_state.get(dossier.state, "dossier"), args=[dossier.id])


def _clerk(request: HttpRequest) -> Officer:
    return cast(Officer, request.user)


def _entrusted(request: HttpRequest, dossier_id: UUID) -> Dossier:
    """One that the clerk may fill in, or has just handed in; that it was opened is recorded."""
    clerk = _clerk(request)
    filed = visible_to(clerk).exclude(state=WITH_APPLICANT).select_related("applicant", "department", "licence")
    dossier = entrusted_to(clerk).filter(id=dossier_id).first() or filed.filter(id=dossier_id).first()
    if dossier is None:
        raise Http404
    note_read(request, subject=f"dossier:{dossier.id}", why="counter" if dossier.channel == COUNTER else "help")
    return dossier


def seen(request: HttpRequest) -> tuple[str, int | None]:
    """The request id and the version of the dossier that a form carries."""
    version = request.POST.get("version", "")[:LONGEST_VERSION]
    return request.POST.get("request_id", "")[:64], int(version) if version.isdecimal() else None
