"""Send back (*trả lại thẩm định*): the leader does not follow a proposal and says why."""

from uuid import UUID

from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.offices.models import Officer


def send_back(*, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None, reason: str) -> Dossier:
    """Send a proposal back to the examiner (NĐ 61/2018 Art 19). Raises ``NotComplete`` without a reason."""

    def change(dossier: Dossier) -> Details:
        if not reason.strip():
            raise NotComplete("Cần ghi lý do trả lại để cán bộ thẩm định xem xét.")
        dossier.proposed_at, dossier.proposed_by = None, None
        return {"reason": reason.strip()}

    return perform(
        act="send_back", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change
    )
