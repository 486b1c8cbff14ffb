"""What every step of preparing has in common: it is open now, it is saved once, it leads on."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gplx.casework.fill_in import fill_in, may_fill_in
from gplx.dossiers.models import Dossier
from gplx.dossiers.transition import Change
from gplx.pages.citizen.visitor import actor, onward, own_dossier, seen
from gplx.pages.kit.sides import address


def open_step(request: HttpRequest, dossier_id: UUID, item: str) -> tuple[Dossier, HttpResponse | None]:
    """The visitor's dossier; and, where this part is closed to a look, the way to where the dossier now stands."""
    dossier = own_dossier(request, dossier_id)
    closed = request.method != "POST" and not may_fill_in(dossier, item=item)
    return dossier, redirect(onward(request, dossier)) if closed else None


def save(request: HttpRequest, dossier: Dossier, item: str, change: Change, *, then: str = "") -> HttpResponse:
    """Save this part and lead on, or to the page ``then`` of the dossier.

    A second click of the same form changes nothing more; an old page is refused (409).
    """
    request_id, version = seen(request)
    saved = fill_in(
        dossier_id=dossier.id, by=actor(request), request_id=request_id, seen=version, item=item, change=change
    )
    return redirect(address(request, then, saved.id) if then else onward(request, saved))
