"""Hand over (*chuyển trả kết quả*): the card goes to the post, or lies ready at the desk."""

from uuid import UUID

from gplx.delivery.changes import order_parcel
from gplx.dossiers.actor import officer
from gplx.dossiers.models import POST, Dossier
from gplx.dossiers.transition import Details, perform
from gplx.ground.clock import now
from gplx.offices.models import Officer


def hand_over(*, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None) -> Dossier:
    """Hand the printed card to the post, or to the desk where the applicant will fetch it (NĐ 61/2018 Art 20)."""
    return perform(
        act="hand_over", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=_hand_over
    )


def _hand_over(dossier: Dossier) -> Details:
    dossier.handed_over_at = now()
    if dossier.delivery == POST:
        order_parcel(dossier=dossier, at=now())
    return {"delivery": dossier.delivery}
