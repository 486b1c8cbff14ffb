"""Deliver (*trả kết quả*): on the carrier's word, or on a signature at the desk; never otherwise."""

from uuid import UUID

from gplx.delivery.old_licences import cut
from gplx.dossiers.actor import Actor
from gplx.dossiers.models import POST, Dossier
from gplx.dossiers.refusals import NotComplete, NotPossibleNow
from gplx.dossiers.transition import Details, perform
from gplx.ground.clock import now


def deliver(
    *,
    dossier_id: UUID | str,
    by: Actor,
    request_id: str,
    seen: int | None = None,
    signed_by: str = "",
    old_licence: bool = False,
) -> Dossier:
    """Record that the card is in the owner's hand (NĐ 61/2018 Art 20): the carrier says so, or ``signed_by`` signed at the desk.

    ``old_licence``: it was taken at the desk and its corner cut (TT 12/2017 Art 38). Raises ``NotComplete`` for an officer without a
    signature, or for a card that is with the post; ``NotPossibleNow`` for a carrier's word about one that the post does not have.
    """

    def change(dossier: Dossier) -> Details:
        at_desk = by.kind == "officer"
        if at_desk and (dossier.posted_at or dossier.delivery == POST):
            raise NotComplete("Thẻ đang do bưu điện chuyển phát; hệ thống ghi nhận khi bưu điện báo đã phát.")
        if not at_desk and not dossier.posted_at:
            raise NotPossibleNow
        if at_desk and not signed_by.strip():
            raise NotComplete("Cần ghi họ tên người ký nhận thẻ.")
        dossier.delivered_at = dossier.ended_at = now()
        if at_desk and old_licence:
            cut(dossier=dossier, by=by.name, at=now())
        return {"signed": True, "old_licence": old_licence} if at_desk else {"carrier": by.name}

    return perform(act="deliver", dossier_id=dossier_id, by=by, request_id=request_id, seen=seen, change=change)
