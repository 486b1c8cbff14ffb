"""Hand over (*chuyển trả kết quả*): the card goes to the post, or lies ready at the desk."""

from uuid import UUID

from django.conf import settings

from gplx.delivery.changes import UnableToUse, order_parcel
from gplx.delivery.old_licences import expect
from gplx.delivery.waybills import NoWaybillLeft
from gplx.dossiers.actor import officer
from gplx.dossiers.models import POST, Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.ground.clock import now
from gplx.offices.models import Officer


def hand_over(*, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None, waybill: str = "") -> Dossier:
    """Hand the printed card to the post, or to the desk where the applicant will fetch it (NĐ 61/2018 Art 20).

    A card that came back is handed over anew: that is the second attempt. ``waybill`` is one that the department has from the post
    itself (none: the house's own). Raises ``NotComplete`` where the post's waybills are used up, or the department's cannot be used.
    """
    own = waybill.replace(" ", "").upper()

    def change(dossier: Dossier) -> Details:
        by_post = dossier.delivery == POST
        if own and not by_post:
            raise NotComplete("Thẻ này được nhận tại Sở nên không có số hiệu bưu gửi.")
        dossier.handed_over_at, dossier.post_failed_at = now(), None
        if by_post:
            dossier.posted_at = dossier.handed_over_at
            _order(dossier, own)
        expect(dossier=dossier, by_post=by_post and settings.OUTSIDE.post.collects)
        return {"delivery": dossier.delivery, **({"waybill": own} if own else {})}

    return perform(
        act="hand_over", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change
    )


def _order(dossier: Dossier, own: str) -> None:
    try:
        order_parcel(dossier=dossier, waybills=settings.POST_WAYBILLS, at=now(), own=own)
    except UnableToUse as unable:
        raise NotComplete(str(unable)) from None
    except NoWaybillLeft:
        raise NotComplete(
            "Đã dùng hết số hiệu bưu gửi được cấp. Vui lòng báo bộ phận vận hành xin thêm dãy số."
        ) from None
