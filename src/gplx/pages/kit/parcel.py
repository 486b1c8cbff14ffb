"""Parcels in words: where one is, what the post has said of it, and whether it has fallen silent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gplx.delivery.models import (
    CANCELLED,
    DELIVERED,
    FAILED,
    LOST,
    NOT_TAKEN,
    ON_THE_WAY,
    ORDERED,
    REFUSED,
    RETURNED,
    OldLicence,
    Parcel,
)
from gplx.ground.clock import now
from gplx.pages.kit.fields import Text
from gplx.pages.kit.jinja import day, moment
from gplx.registers.post.port import BEING_COLLECTED, GIVEN_UP, HANDED_OVER, NOT_USED, REGISTERED

STATES: dict[str, tuple[Text, str]] = {
    ORDERED: (_("Đã đặt bưu điện"), "blue"),
    ON_THE_WAY: (_("Đang vận chuyển"), "blue"),
    DELIVERED: (_("Đã giao"), "green"),
    FAILED: (_("Chưa giao được"), "orange"),
    REFUSED: (_("Không được nhận"), "orange"),
    CANCELLED: (_("Đang chuyển về Sở"), "yellow"),
    RETURNED: (_("Đã về Sở"), "yellow"),
    LOST: (_("Bị thất lạc"), "red"),
    NOT_TAKEN: (_("Bưu điện chưa nhận đơn"), "orange"),
}
COLLECTIONS: dict[int, Text] = {
    NOT_USED: _("Nộp tại Sở"),
    REGISTERED: _("Bưu tá nhận khi giao thẻ mới"),
    BEING_COLLECTED: _("Bưu tá đã nhận, đang chuyển về Sở"),
    HANDED_OVER: _("Bưu điện đã chuyển về Sở"),
    GIVEN_UP: _("Bưu điện không nhận được"),
}


@dataclass(frozen=True, kw_only=True)
class Word:
    """One word of the post, as a step of the way; its own text, whatever it means."""

    title: Text
    state: str
    when: str
    text: Text


def way_of(parcel: Parcel) -> list[Word]:
    """All that the post has said, oldest first, in its own words; a word without a text shows its code."""
    last = len(parcel.events) - 1
    return [
        Word(
            title=event["text"] or _("Mã trạng thái %(code)s") % {"code": event["code"]},
            state="now" if place == last and not parcel.has_ended else "done",
            when=moment(datetime.fromisoformat(event["at"])) if event["at"] else "",
            text="",
        )
        for place, event in enumerate(parcel.events)
    ]


def silent_since(parcel: Parcel) -> str:
    """The day of the post's last word, where that is too long ago; else nothing."""
    return day(parcel.at) if parcel.is_silent(on=now(), days=settings.POST_SILENT_DAYS) else ""


def old_licence_in_words(licence: OldLicence) -> Iterator[Text]:
    """Where the old licence is, who took it and who cut its corner, and when."""
    if licence.cut_at:
        yield _("Đã cắt góc: %(who)s, %(when)s") % {"who": licence.cut_by, "when": moment(licence.cut_at)}
    else:
        yield COLLECTIONS[licence.collection]
    if licence.taken_at and licence.taken_by != licence.cut_by:
        yield _("Người nhận: %(who)s, %(when)s") % {"who": licence.taken_by, "when": moment(licence.taken_at)}
