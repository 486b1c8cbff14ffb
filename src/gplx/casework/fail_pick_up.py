"""Fail to hand out (*chưa trả được thẻ tại quầy*): the card lies at the desk, and its owner could not be given it."""

from uuid import UUID

from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.offices.models import Officer


def fail_pick_up(*, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None, reason: str) -> Dossier:
    """Record why the card could not be handed out at the desk (NĐ 61/2018 Art 20); it stays there, and the applicant is told.

    Raises ``NotComplete`` without a reason.
    """

    def change(_dossier: Dossier) -> Details:
        if not reason.strip():
            raise NotComplete("Cần ghi lý do chưa trả được thẻ.")
        return {"reason": reason.strip()}

    return perform(
        act="fail_pick_up", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change
    )
