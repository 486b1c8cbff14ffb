"""Cut the corner of an old licence (*cắt góc giấy phép cũ*) that the courier or its holder brought after the card was handed out."""

from uuid import UUID

from django.db import transaction

from gplx.delivery.old_licences import cut
from gplx.dossiers.actor import officer
from gplx.dossiers.models import APPROVED, CLOSED, Dossier
from gplx.dossiers.refusals import NotAllowed, NotPossibleNow
from gplx.dossiers.transition import check_rights
from gplx.ground.clock import now
from gplx.ledger.changes import append
from gplx.offices.models import PRINTER, Officer


@transaction.atomic
def cut_old_licence(*, dossier_id: UUID | str, by: Officer) -> Dossier:
    """Note, once, that the officer has the old licence in hand and cut its corner (TT 12/2017 Art 38); the ledger holds who and when.

    It is no act on the dossier, which may have ended long before: an ended dossier never changes. Raises ``NotAllowed`` for another
    department's dossier or another role, ``NotPossibleNow`` before the approval.
    """
    dossier = Dossier.objects.select_for_update().get(id=dossier_id)
    actor = officer(by)
    check_rights(dossier=dossier, by=actor)
    if PRINTER not in actor.roles:
        raise NotAllowed
    if dossier.state not in (APPROVED, CLOSED):
        raise NotPossibleNow
    at = now()
    licence = cut(dossier=dossier, by=by.name, at=at)
    if licence.cut_at == at:
        subject = f"dossier:{dossier.id}"
        details = {"taken_by_post": licence.taken_by != by.name}
        append(subject=subject, kind="old_licence", act="cut", actor=actor.signature, at=at, details=details)
    return dossier
