"""Deliver (*trả kết quả*): on the carrier's word, or on a signature at the desk; never otherwise."""

from uuid import UUID

from gplx.dossiers.actor import Actor
from gplx.dossiers.models import POST, Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.ground.clock import now


def deliver(
    *, dossier_id: UUID | str, by: Actor, request_id: str, seen: int | None = None, signed_by: str = ""
) -> Dossier:
    """Record that the card is in the owner's hand (NĐ 61/2018 Art 20): the carrier says so, or ``signed_by`` signed at the desk.

    Raises ``NotComplete`` for an officer without a signature, or for a card that is with the post.
    """

    def change(dossier: Dossier) -> Details:
        if by.kind == "officer" and dossier.delivery == POST:
            raise NotComplete("Thẻ đang do bưu điện chuyển phát; hệ thống ghi nhận khi bưu điện báo đã phát.")
        if by.kind == "officer" and not signed_by.strip():
            raise NotComplete("Cần ghi họ tên người ký nhận thẻ.")
        dossier.delivered_at = dossier.ended_at = now()
        return {"carrier": by.name} if by.kind == "system" else {"signed": True}

    return perform(act="deliver", dossier_id=dossier_id, by=by, request_id=request_id, seen=seen, change=change)
