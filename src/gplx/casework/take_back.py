"""Take back (*nhận lại thẻ do bưu điện chuyển hoàn*): the card is in the department again, to be handed over anew."""

from uuid import UUID

from gplx.delivery.changes import mark_parcel
from gplx.delivery.models import RETURNED
from gplx.delivery.questions import parcel_of
from gplx.dossiers.actor import Actor
from gplx.dossiers.models import Dossier
from gplx.dossiers.transition import Details, perform


def take_back(*, dossier_id: UUID | str, by: Actor, request_id: str, seen: int | None = None) -> Dossier:
    """Record that the post returned the card: on its word, or because an officer has the card in hand (NĐ 61/2018 Art 20)."""
    return perform(act="take_back", dossier_id=dossier_id, by=by, request_id=request_id, seen=seen, change=_take_back)


def _take_back(dossier: Dossier) -> Details:
    parcel = parcel_of(dossier)
    if parcel:
        mark_parcel(parcel=parcel, state=RETURNED)
    dossier.handed_over_at = dossier.posted_at = dossier.post_failed_at = None
    return {"parcel": parcel.number if parcel else ""}
