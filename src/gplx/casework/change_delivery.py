"""Change the delivery (*đổi cách nhận kết quả*): fetch it at the desk instead, or have it sent to another address."""

from dataclasses import dataclass
from uuid import UUID

from gplx.delivery.changes import call_back
from gplx.delivery.questions import parcel_of
from gplx.dossiers.actor import Actor
from gplx.dossiers.models import DESK, POST, Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.ground.names import composed


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How the card is to reach its owner: ``way`` post or desk; by post, the address; the phone that is called."""

    way: str
    address: str = ""
    phone: str = ""


def change_delivery(*, dossier_id: UUID | str, by: Actor, request_id: str, seen: int | None, wish: Wish) -> Dossier:
    """Choose anew how the card is received, before it is with the post or after the post failed (NĐ 61/2018 Art 20).

    What the post has is called back: it is handed over anew when it is here again, and delivered before that only on the post's own
    word. Raises ``NotComplete`` for a way that is none, or for the post without an address.
    """

    def change(dossier: Dossier) -> Details:
        if wish.way not in (POST, DESK):
            raise NotComplete("Vui lòng chọn cách nhận giấy phép mới.")
        address = composed(wish.address)
        if wish.way == POST and not address:
            raise NotComplete("Vui lòng điền địa chỉ để bưu điện giao giấy phép.")
        before, parcel = dossier.delivery, parcel_of(dossier)
        dossier.delivery = wish.way
        dossier.delivery_address, dossier.phone = address or dossier.delivery_address, wish.phone or dossier.phone
        if dossier.posted_at and parcel:
            call_back(parcel=parcel)
        elif before != wish.way:
            dossier.handed_over_at = None
        return {"before": before, "way": wish.way}

    return perform(act="change_delivery", dossier_id=dossier_id, by=by, request_id=request_id, seen=seen, change=change)
