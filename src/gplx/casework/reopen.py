"""Reopen (*xử lý lại hồ sơ*): a refusal was the office's error; it mends it at its own cost, and apologises."""

from uuid import UUID

from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.offices.models import Officer


def reopen(*, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None, reason: str) -> Dossier:
    """Take up a refused dossier again (NĐ 61/2018 Art 21). Raises ``NotComplete`` without a reason."""

    def change(dossier: Dossier) -> Details:
        if not reason.strip():
            raise NotComplete("Cần ghi lý do xử lý lại hồ sơ.")
        dossier.ended_at, dossier.proposed_at, dossier.proposed_by = None, None, None
        return {"reason": reason.strip()}

    return perform(act="reopen", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change)
