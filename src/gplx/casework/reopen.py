"""Reopen (*xử lý lại hồ sơ*): a refusal was the office's error; it mends it at its own cost, and apologises."""

from uuid import UUID

from django.db import transaction

from gplx.casework.settle import settle
from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.fees.changes import take_up_again
from gplx.offices.models import Officer


@transaction.atomic
def reopen(*, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None, reason: str) -> Dossier:
    """Take up a refused dossier again (NĐ 61/2018 Art 21). Raises ``NotComplete`` without a reason.

    A fee that was paid counts again; one that was not is asked for anew.
    """

    def change(dossier: Dossier) -> Details:
        if not reason.strip():
            raise NotComplete("Cần ghi lý do xử lý lại hồ sơ.")
        dossier.ended_at, dossier.proposed_at, dossier.proposed_by = None, None, None
        take_up_again(dossier=dossier)
        if not dossier.paid_at:
            dossier.payment_asked_at = None
        return {"reason": reason.strip()}

    dossier = perform(
        act="reopen", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change
    )
    settle(dossier)
    dossier.refresh_from_db()
    return dossier
