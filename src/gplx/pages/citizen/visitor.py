"""The citizen at the page, and what is theirs."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest

from gplx.applicants.models import Applicant
from gplx.dossiers.models import DRAFT, WITH_APPLICANT, Dossier
from gplx.dossiers.questions import of_applicant
from gplx.pages.kit.fields import LONGEST_VERSION


def visitor(request: HttpRequest) -> Applicant:
    """The citizen who signed in; the page's door has seen to it that there is one."""
    return cast(Applicant, request.citizen)  # type: ignore[attr-defined]  # set by the door


def own_dossier(request: HttpRequest, dossier_id: UUID) -> Dossier:
    """The visitor's own dossier; somebody else's does not exist (``Http404``)."""
    dossier = of_applicant(visitor(request)).filter(id=dossier_id).first()
    if dossier is None:
        raise Http404
    return dossier


def may_fill_in(dossier: Dossier, item: str) -> bool:
    """Whether this part can be changed now: all of a draft, of a submitted one what was asked to be corrected."""
    asked = dossier.correction.get("items", []) if dossier.state == WITH_APPLICANT and dossier.correction_open else []
    return dossier.state == DRAFT or item in asked


def seen(request: HttpRequest) -> tuple[str, int | None]:
    """The request id and the version of the dossier that a form carries."""
    version = request.POST.get("version", "")[:LONGEST_VERSION]
    return request.POST.get("request_id", "")[:64], int(version) if version.isdecimal() else None
