"""The one writer of a dossier's state.

In one transaction it locks the row, knows a repeated request again, compares the version that the caller saw, asks the main table,
lets the act fill its facts, stores the state, appends to the history and to the ledger, and defers what follows as a job.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from gplx.dossiers import deadlines
from gplx.dossiers.actor import OFFICER, Actor
from gplx.dossiers.models import Act, Dossier
from gplx.dossiers.refusals import NotAllowed, NotPossibleNow, StaleDossier
from gplx.dossiers.states import OF_APPLICANT, Row, facts_of, row_for
from gplx.ground.clock import now
from gplx.ground.jobs import enqueue
from gplx.ledger.changes import append

Details = Mapping[str, Any]
Change = Callable[[Dossier], Details | None]


@transaction.atomic
def perform(
    *,
    act: str,
    dossier_id: UUID | str,
    by: Actor,
    request_id: str,
    seen: int | None = None,
    change: Change | None = None,
) -> Dossier:
    """Do an act on a dossier, once for each ``request_id``; gives the dossier as it then stands.

    ``seen`` is the version that the actor had before their eyes (nobody's eyes: none). ``change`` fills the facts of the act and gives
    the details for the history (JSON). Raises ``StaleDossier``, ``NotPossibleNow`` or ``NotAllowed``; then nothing was changed.
    """
    dossier = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("applicant", "department", "licence")
        .get(id=dossier_id)
    )
    check_rights(dossier=dossier, by=by)
    if Act.objects.filter(dossier=dossier, request_id=request_id, act=act).exists():
        return dossier
    if seen is not None and seen != dossier.version:
        raise StaleDossier
    row = row_for(act=act, state=dossier.state, facts=facts_of(dossier, actor_id=by.id))
    if row is None:
        raise NotPossibleNow
    if not by.roles.intersection(row.roles):
        raise NotAllowed
    details = (change(dossier) if change else None) or {}
    _store(dossier=dossier, row=row, by=by, request_id=request_id, details=details)
    return dossier


def check_rights(*, dossier: Dossier, by: Actor) -> None:
    """Raise ``NotAllowed`` for another citizen's dossier, or another department's."""
    if by.kind == "citizen" and str(dossier.applicant_id) != by.id:
        raise NotAllowed
    if by.kind == OFFICER and dossier.department_id != by.department:
        raise NotAllowed


def _store(*, dossier: Dossier, row: Row, by: Actor, request_id: str, details: Details) -> None:
    at = now()
    deadlines.apply(effect=row.clock, dossier=dossier, at=at)
    dossier.state, dossier.version = row.after, dossier.version + 1
    dossier.save()
    if by.kind == OFFICER and row.act in OF_APPLICANT:
        details = {**details, "for_applicant": True}
    act = Act.objects.create(
        dossier=dossier,
        act=row.act,
        request_id=request_id,
        at=at,
        by_kind=by.kind,
        by_id=by.id,
        by_name=by.name,
        state_before=row.before,
        state_after=row.after,
        portal_code=row.portal,
        details=dict(details),
    )
    said = {**details, "from": row.before, "to": row.after, "version": dossier.version, "law": row.law}
    append(subject=f"dossier:{dossier.id}", kind="act", act=row.act, actor=by.signature, at=at, details=said)
    enqueue("acted", {"act": act.id})
