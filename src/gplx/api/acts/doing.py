"""Do an act. Rights, order and completeness are the main table's and the acts' own; here is only the way in."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from gplx.api.acts.answers import Done, done
from gplx.api.acts.key import caller
from gplx.api.acts.orders import Order
from gplx.api.acts.own import own_dossier, own_officer
from gplx.api.acts.problems import Problem, RefusedAct
from gplx.dossiers import actor
from gplx.dossiers.actor import OFFICER
from gplx.dossiers.models import Act
from gplx.dossiers.refusals import ActRefused
from gplx.dossiers.working import check_software_works
from gplx.offices.models import Officer
from gplx.offices.software.calls import keep_call

ANSWERS = {200: Done, **dict.fromkeys((400, 401, 403, 404, 409, 422), Problem)}


def do(
    request: HttpRequest, code: str, order: Order, key: str, name: str, act: Callable[..., Any], **details: Any
) -> Done:
    """Do an act on the caller's dossier by the caller's officer; the answer is read off the act as it was recorded.

    A repeat gets the answer of the first time, wherever the dossier has gone since.
    """
    request_id = f"api-{key}"
    before = _before(request, code, order, name, request_id)
    if before is not None:
        return done(before.dossier, before)
    dossier, officer = own_dossier(request, code), own_officer(request, order.officer)
    try:
        check_software_works(dossier)
        act(dossier_id=dossier.id, by=officer, request_id=request_id, seen=order.seen, **details)
    except ActRefused as refusal:
        keep_call(department=caller(request), operation=name, trouble=str(refusal))
        raise RefusedAct(refusal, act=name, state=dossier.state) from None
    keep_call(department=caller(request), operation=name)
    return done(dossier, Act.objects.get(dossier=dossier, request_id=request_id, act=name))


def by_actor(act: Callable[..., Any]) -> Callable[..., Any]:
    """An act that not only officers do, done by an officer."""
    return lambda by, **rest: act(by=actor.officer(by), **rest)


def _before(request: HttpRequest, code: str, order: Order, name: str, request_id: str) -> Act | None:
    """The act as the same officer of the caller did it under the same key."""
    officer = Officer.objects.filter(department=caller(request), username=order.officer).first()
    if officer is None or "\x00" in code:
        return None
    acts = Act.objects.filter(dossier__code=code, act=name, request_id=request_id, by_kind=OFFICER)
    return acts.filter(by_id=str(officer.pk)).select_related("dossier").first()
