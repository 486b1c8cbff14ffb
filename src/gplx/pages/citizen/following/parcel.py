"""The parcel with the card, as its receiver sees it: where it is, its way, and what to do now."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gplx.delivery.models import CANCELLED, FAILED, LOST, NOT_TAKEN, REFUSED, RETURNED, OldLicence
from gplx.delivery.questions import old_licence_of, parcel_of
from gplx.dossiers.models import CLOSED, DESK, Dossier
from gplx.pages.kit.fields import Text
from gplx.pages.kit.parcel import STATES, Word, old_licence_in_words, silent_since, way_of

BY_THE_DESK = _("Ông/bà đã chọn nhận tại Sở. Khi thẻ về đến Sở, GPLX nhắn ông/bà đến nhận.")
ADVICE: dict[str, Text] = {
    FAILED: _("Bưu tá chưa giao được thẻ. Ông/bà giữ máy để bưu tá gọi lại, hoặc đổi địa chỉ, hay chọn đến Sở nhận."),
    REFUSED: _("Bưu điện ghi nhận là thẻ không được nhận và sẽ chuyển về Sở. Ông/bà có thể chọn lại cách nhận."),
    CANCELLED: _("Bưu điện đang chuyển thẻ về Sở. Sở trả thẻ theo cách nhận ông/bà đã chọn."),
    RETURNED: _("Thẻ đã về Sở và sẽ được gửi lại đến địa chỉ đã ghi. Ông/bà vẫn có thể đổi cách nhận."),
    LOST: _("Sở in thẻ mới và gửi lại, ông/bà không phải trả thêm tiền. Giấy phép điện tử vẫn có hiệu lực."),
    NOT_TAKEN: _("Bưu điện chưa nhận đơn. Sở đang xử lý, ông/bà chưa cần làm gì."),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What stands on the page: ``silent``: since when the post has said nothing, where that is too long."""

    number: str
    state: tuple[Text, str]
    way: list[Word]
    advice: Text
    silent: str
    old_licence: list[Text]


def parcel_told(dossier: Dossier) -> Told | None:
    """What there is to tell of the newest parcel of a dossier; nothing where the post has no part in it."""
    parcel, licence = parcel_of(dossier), old_licence_of(dossier)
    if parcel is None:
        return None
    waits_for_desk = dossier.delivery == DESK and dossier.state != CLOSED and parcel.state != LOST
    return Told(
        number=parcel.waybill or parcel.number,
        state=STATES[parcel.state],
        way=way_of(parcel),
        advice=BY_THE_DESK if waits_for_desk else ADVICE.get(parcel.state, ""),
        silent=silent_since(parcel),
        old_licence=_old_licence(licence),
    )


def _old_licence(licence: OldLicence | None) -> list[Text]:
    return list(old_licence_in_words(licence)) if licence else []
