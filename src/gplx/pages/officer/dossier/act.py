"""An officer acts on a dossier: once, with the right to, on what was before their eyes."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as say
from django.views.decorators.http import require_POST

from gplx.dossiers.questions import visible_to, was_done
from gplx.dossiers.refusals import ActRefused, NotAllowed, NotComplete
from gplx.dossiers.states import roles_for
from gplx.dossiers.working import check_pages_work
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import OFFICE_ROLES
from gplx.offices.questions import has_role
from gplx.pages.kit.page import render
from gplx.pages.officer import words
from gplx.pages.officer.acts.doing import DOINGS, Order
from gplx.pages.officer.desk import Line, dossier_at_hand, tell, visitor
from gplx.pages.officer.dossier.page import show
from gplx.pages.officer.request import request_id_of, version_of


@entry(STAFF, roles=OFFICE_ROLES)
@require_POST
def act(request: HttpRequest, dossier_id: UUID, act: str) -> HttpResponse:
    """Do it and go back to the dossier; say at the form what is missing, or on a page of its own why it cannot be now."""
    officer, doing, request_id = visitor(request), DOINGS.get(act), request_id_of(request)
    if doing is None:
        raise Http404
    if was_done(dossier_id=dossier_id, act=act, request_id=request_id, officer=officer):
        return _onward(request, dossier_id)
    dossier = dossier_at_hand(request, dossier_id)
    if not has_role(officer, *roles_for(act)):
        raise PermissionDenied
    form = doing.form(act=act, dossier=dossier, data=request.POST)
    order = Order(dossier=dossier, by=officer, request_id=request_id, seen=version_of(request), form=form)
    try:
        check_pages_work(dossier, act)
        if not form.is_valid():
            return show(request, dossier, failed=form)
        doing.do(order)
    except NotComplete as refusal:
        form.add_error(None, say(str(refusal)))
        return show(request, dossier, failed=form)
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    except ActRefused as refusal:
        return _conflict(request, dossier_id, say(str(refusal)))
    tell(request, Line(text=say("Đã xong: %(act)s.") % {"act": words.DONE[act]}))
    return _onward(request, dossier_id)


def _onward(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Back to the dossier; to the queue where it has gone to another office."""
    if visible_to(visitor(request)).filter(id=dossier_id).exists():
        return redirect("dossier", dossier_id)
    return redirect("queue")


def _conflict(request: HttpRequest, dossier_id: UUID, sentence: str) -> HttpResponse:
    return render(request, "officer/dossier/conflict.html", status=409, sentence=sentence, dossier_id=dossier_id)
