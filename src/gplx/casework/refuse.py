"""Refuse (*từ chối*): before acceptance the receipt of the dossier, after it the exchange; always with reason and article."""

from uuid import UUID

from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.fees.changes import close_payments
from gplx.ground.clock import now
from gplx.offices.models import Officer


def refuse(
    *, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None, reason: str, article: str
) -> Dossier:
    """Refuse a dossier (NĐ 61/2018 Art 17.1.b and 19.8, form 03). Raises ``NotComplete`` without a reason and its article.

    A fee that was paid goes back by itself.
    """

    def change(dossier: Dossier) -> Details:
        if not reason.strip() or not article.strip():
            raise NotComplete("Cần ghi lý do từ chối và điều khoản pháp luật làm căn cứ.")
        close_payments(dossier=dossier, at=now(), why="refused")
        return {"reason": reason.strip(), "article": article.strip()}

    return perform(act="refuse", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change)
