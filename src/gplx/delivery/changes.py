"""Order a parcel, call it back, and keep what the post says of it."""

from datetime import datetime

import msgspec

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
    Parcel,
)
from gplx.delivery.waybills import give_back, is_allotted, is_waybill, take
from gplx.dossiers.models import Dossier
from gplx.offices.questions import province_in
from gplx.registers import exchanges
from gplx.registers.post.port import (
    CancelParcel,
    Meaning,
    OrderedParcel,
    OrderParcel,
    ParcelTrack,
    Party,
    TrackParcel,
)

OLD_LICENCE = "Giấy phép lái xe cũ"
# What a word of the post makes of the parcel. A word that nobody agreed with the post is kept and shown, and makes nothing of it.
STATE_AFTER: dict[Meaning, str] = {
    "taken": ORDERED,
    "on_the_way": ON_THE_WAY,
    "delivered": DELIVERED,
    "failed": FAILED,
    "refused": REFUSED,
    "returned": RETURNED,
    "lost": LOST,
    "cancelled": CANCELLED,
}


class UnableToUse(Exception):
    """Why a department's own waybill cannot be used, in one sentence."""


def order_parcel(*, dossier: Dossier, waybills: str, at: datetime, own: str = "") -> Parcel:
    """Order the carriage of the card to the address of the dossier, and of the old licence back in the same trip.

    The first order bears the dossier's code, as the post knows it; a later one, after the card came back, the code and its number.
    ``own`` is a waybill that the department had from the post itself, in place of one of ours. Raises ``waybills.NoWaybillLeft``, and
    ``UnableToUse`` for an own one that cannot be.
    """
    before = Parcel.objects.filter(dossier=dossier).count()
    number = dossier.code or "" if not before else f"{dossier.code}-L{before + 1}"
    waybill = _own(own, waybills) if own else take(ranges=waybills) or number
    parcel = Parcel.objects.create(dossier=dossier, number=number, waybill=waybill, at=at)
    ask = OrderParcel(
        order=number,
        waybill=waybill,
        sender=_office(dossier),
        receiver=_applicant(dossier),
        contents="Giấy phép lái xe",
        collects=OLD_LICENCE,
    )
    _want(parcel, "order", ask, key=f"order:{number}", lane=_lane(parcel))
    return parcel


def _own(waybill: str, ranges: str) -> str:
    if not is_waybill(waybill):
        raise UnableToUse("Số hiệu bưu gửi gồm chữ in hoa và chữ số, ví dụ EG000000001VN.")
    if is_allotted(waybill=waybill, ranges=ranges) or Parcel.objects.filter(waybill=waybill).exists():
        raise UnableToUse(f"Số hiệu bưu gửi {waybill} đã dùng cho thẻ khác, hoặc thuộc dãy số của GPLX.")
    return waybill


def _office(dossier: Dossier) -> Party:
    office = dossier.department
    return Party(
        name=office.name, phone=office.phone, address=office.address or office.name, province=int(office.province)
    )


def _applicant(dossier: Dossier) -> Party:
    province = province_in(dossier.delivery_address) or dossier.department.province
    return Party(
        name=dossier.applicant.name,
        phone=dossier.phone,
        address=dossier.delivery_address,
        province=int(province),
        email=dossier.email,
    )


def keep_order(*, parcel: Parcel, ordered: OrderedParcel, first_call: bool, waybills: str) -> None:
    """Keep that the post took the order.

    A waybill that it did not use up goes back; but only what it says to the very first call counts, since after a call whose answer
    was lost it says the same of a waybill that it has used.
    """
    if parcel.state == NOT_TAKEN:
        parcel.state = ORDERED
    elif first_call and not ordered.waybill_used and parcel.waybill:
        give_back(waybill=parcel.waybill, ranges=waybills)
        parcel.waybill = None
    parcel.save(update_fields=["state", "waybill"])


def call_back(*, parcel: Parcel) -> None:
    """Take the order back at the post, so that the card returns; what the post never took needs no taking back."""
    if parcel.state != NOT_TAKEN:
        _want(parcel, "cancel", CancelParcel(order=parcel.number), key=f"cancel:{parcel.number}", lane=_lane(parcel))


def ask_where(*, parcel: Parcel, occasion: str) -> None:
    """Ask the post where a parcel is, once for each ``occasion``."""
    _want(parcel, "track", TrackParcel(order=parcel.number), key=f"track:{parcel.number}:{occasion}")


def keep_track(*, parcel: Parcel, track: ParcelTrack, at: datetime) -> bool:
    """Keep what the post has said of a parcel; whether there was a new word that means something."""
    new = track.events[parcel.last_event :]
    if not new:
        return False
    parcel.events, parcel.last_event = msgspec.to_builtins(track.events), len(track.events)
    parcel.says, parcel.at = track.events[-1].text[:200], at
    parcel.state = DELIVERED if track.delivered else _state(track, otherwise=parcel.state)
    parcel.save()
    return track.delivered or any(event.meaning in STATE_AFTER for event in new)


def mark_parcel(*, parcel: Parcel, state: str) -> None:
    """The card came back or is lost, or the post will not take the order: on another word than that of a track."""
    parcel.state = state
    parcel.save(update_fields=["state"])


def _state(track: ParcelTrack, *, otherwise: str) -> str:
    """After the last word that means something."""
    known = (STATE_AFTER[event.meaning] for event in reversed(track.events) if event.meaning in STATE_AFTER)
    return next(known, otherwise)


def _want(parcel: Parcel, operation: str, ask: msgspec.Struct, *, key: str, lane: str = "") -> None:
    about = f"dossier:{parcel.dossier_id}"
    exchanges.want(register="post", operation=operation, ask=ask, about=about, key=key, lane=lane)


def _lane(parcel: Parcel) -> str:
    """An order is never taken back before it was given."""
    return f"post:{parcel.number}"
