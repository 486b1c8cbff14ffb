"""The officer at the page, and what the last act left to be said."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest

from gplx.dossiers.models import Dossier
from gplx.dossiers.questions import visible_to
from gplx.offices.models import Officer

_TOLD = "told"


@dataclass(frozen=True, kw_only=True)
class Line:
    """What became of an act, in one sentence."""

    text: str
    good: bool = True


def visitor(request: HttpRequest) -> Officer:
    """The officer who signed in; the page's door has seen to it that there is one."""
    return cast(Officer, request.user)


def dossier_at_hand(request: HttpRequest, dossier_id: UUID) -> Dossier:
    """A dossier of the officer's own department; any other does not exist (``Http404``)."""
    found = visible_to(visitor(request)).select_related("applicant", "department", "licence", "proposed_by")
    dossier = found.filter(id=dossier_id).first()
    if dossier is None:
        raise Http404
    return dossier


def tell(request: HttpRequest, *lines: Line) -> None:
    """Have the next page say what became of an act."""
    kept: list[Any] = request.session.get(_TOLD, [])
    request.session[_TOLD] = [*kept, *({"text": str(line.text), "good": line.good} for line in lines)]


def told(request: HttpRequest) -> list[Line]:
    """What there is to say, once."""
    return [Line(**line) for line in request.session.pop(_TOLD, [])]
