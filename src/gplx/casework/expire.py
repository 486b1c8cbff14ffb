"""Expire (*bản nháp hết hạn*): a draft that nobody went on with is given up; what was sent and chosen for it is removed."""

from datetime import datetime
from uuid import UUID

from gplx.casework.take_back_help import end_help
from gplx.documents.changes import remove_all
from gplx.dossiers.actor import system
from gplx.dossiers.drafts import worked_on
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotPossibleNow
from gplx.dossiers.transition import Details, perform
from gplx.health.changes import forget_evidence
from gplx.violations.changes import forget_answers

CHOSEN = ("phone", "email", "delivery", "delivery_address", "wanted_class")


def expire(*, dossier_id: UUID | str, idle_since: datetime) -> Dossier:
    """Give up a draft on which nobody has worked since ``idle_since``; its licence is free for another.

    No text says how long a draft is kept: the time is the house's own (setting ``GPLX_DRAFT_DAYS``). Uploads, what the agencies said
    and the person's choices go; the ledger and the history stay. Raises ``NotPossibleNow`` where somebody worked on it meanwhile.
    """

    def change(dossier: Dossier) -> Details:
        if worked_on(dossier) > idle_since:
            raise NotPossibleNow
        files = remove_all(dossier=dossier)
        forget_evidence(dossier=dossier)
        forget_answers(dossier=dossier)
        for name in CHOSEN:
            setattr(dossier, name, "")
        end_help(dossier)
        return {"files": files}

    day = f"{idle_since:%Y%m%d}"
    return perform(
        act="expire", dossier_id=dossier_id, by=system("calendar"), request_id=f"expired-{day}", change=change
    )
