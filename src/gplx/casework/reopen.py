"""Reopen (*xử lý lại hồ sơ*): a refusal was the office's error; it mends it at its own cost, and apologises."""

from uuid import UUID

from django.db import transaction

from gplx.casework.settle import settle
from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.fees.changes import take_up_again
from gplx.ground.clock import now
from gplx.offices.models import Officer


@transaction.atomic
def reopen(*, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None, reason: str) -> Dossier:
    """Take up a refused dossier again (NĐ 61/2018 Art 21). Raises ``NotComplete`` without a reason.

    A fee that was paid counts again, and its refund is stopped; one that was not, or that the treasury was told to pay back before
    acceptance, is asked for anew. Once accepted a dossier has no way back to the fee: raises ``NotComplete`` then.
    """

    def change(dossier: Dossier) -> Details:
        if not reason.strip():
            raise NotComplete("Cần ghi lý do xử lý lại hồ sơ.")
        dossier.ended_at, dossier.proposed_at, dossier.proposed_by = None, None, None
        if not take_up_again(dossier=dossier, at=now()):
            _owe_anew(dossier)
        return {"reason": reason.strip()}

    dossier = perform(
        act="reopen", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change
    )
    settle(dossier)
    dossier.refresh_from_db()
    return dossier


def _owe_anew(dossier: Dossier) -> None:
    if dossier.accepted_at and dossier.paid_at:
        raise NotComplete(
            "Lệ phí đang được hoàn trả qua Kho bạc nên hồ sơ này không xử lý lại được. Mời người dân nộp hồ sơ mới."
        )
    dossier.paid_at = dossier.payment_asked_at = None
