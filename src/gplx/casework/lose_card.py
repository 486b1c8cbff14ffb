"""Lose the card (*thẻ bị thất lạc khi chuyển phát*): it is printed anew at the office's cost; the electronic licence stays valid."""

from uuid import UUID

from gplx.delivery.changes import mark_parcel
from gplx.delivery.models import LOST
from gplx.delivery.questions import parcel_of
from gplx.dossiers.actor import Actor
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform


def lose_card(
    *, dossier_id: UUID | str, by: Actor, request_id: str, seen: int | None = None, reason: str = ""
) -> Dossier:
    """Record that the post lost the card, on its word or on a leader's with the ``reason`` (NĐ 61/2018 Art 21).

    Raises ``NotComplete`` for an officer without a reason.
    """

    def change(dossier: Dossier) -> Details:
        if by.kind == "officer" and not reason.strip():
            raise NotComplete("Cần ghi căn cứ: bưu điện đã trả lời thế nào, ngày nào.")
        parcel = parcel_of(dossier)
        if parcel:
            mark_parcel(parcel=parcel, state=LOST)
        dossier.printed_at = dossier.handed_over_at = dossier.posted_at = dossier.post_failed_at = None
        return {"parcel": parcel.number if parcel else "", "reason": reason.strip()}

    return perform(act="lose_card", dossier_id=dossier_id, by=by, request_id=request_id, seen=seen, change=change)
