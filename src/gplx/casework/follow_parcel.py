"""Follow a parcel (*theo dõi bưu gửi*): what the carrier says of it, and what follows from that; the card is delivered when it says so."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from gplx.casework.deliver import deliver
from gplx.casework.fail_delivery import fail_delivery
from gplx.casework.lose_card import lose_card
from gplx.casework.take_back import take_back
from gplx.delivery.changes import keep_order, keep_track, mark_parcel
from gplx.delivery.models import DELIVERED, FAILED, LOST, NOT_TAKEN, REFUSED, RETURNED, Parcel
from gplx.delivery.old_licences import keep_collection
from gplx.delivery.questions import old_licence_of, parcel_by_number
from gplx.dossiers.actor import system
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from gplx.ground.jobs import enqueue
from gplx.registers.post.port import Meaning, OrderedParcel, ParcelTrack

THE_POST = system("post")
# Once the card is there only the old licence is on its way, and nobody waits for it at the door.
SELDOM = 8


@transaction.atomic
def follow_parcel(*, dossier_id: UUID | str, tracked: ParcelTrack | None, number: str = "") -> None:
    """Keep what the post says of a parcel of a dossier (``number``: ours; none named: the newest), do what follows, and have it looked
    at again (every ``GPLX_POST_LOOK`` seconds) while more may come. Safe to repeat.
    """
    Dossier.objects.select_for_update().get(id=dossier_id)
    parcel = parcel_by_number(dossier_id=dossier_id, number=number)
    if parcel is None:
        return
    if tracked is not None:
        _collected(parcel, tracked)
    if tracked is not None and not parcel.has_ended and keep_track(parcel=parcel, track=tracked, at=now()):
        _do_what_follows(parcel)
    _look_again(parcel)


@transaction.atomic
def follow_order(
    *, dossier_id: UUID | str, number: str, ordered: OrderedParcel | None, first_call: bool, is_over: bool
) -> None:
    """Keep that the post took the order of a parcel, or (``is_over``) will not; what it took is looked after. Safe to repeat."""
    Dossier.objects.select_for_update().get(id=dossier_id)
    parcel = parcel_by_number(dossier_id=dossier_id, number=number)
    if parcel is None or parcel.has_ended:
        return
    if ordered is not None:
        keep_order(parcel=parcel, ordered=ordered, first_call=first_call, waybills=settings.POST_WAYBILLS)
        _look_again(parcel)
    elif is_over:
        mark_parcel(parcel=parcel, state=NOT_TAKEN)


def _delivered(parcel: Parcel) -> None:
    deliver(dossier_id=parcel.dossier_id, by=THE_POST, request_id=f"delivered-{parcel.number}")


def _failed(parcel: Parcel) -> None:
    meaning: Meaning = "failed" if parcel.state == FAILED else "refused"
    request_id = f"failed-{parcel.number}-{parcel.last_event}"
    fail_delivery(dossier_id=parcel.dossier_id, request_id=request_id, meaning=meaning)


def _returned(parcel: Parcel) -> None:
    take_back(dossier_id=parcel.dossier_id, by=THE_POST, request_id=f"returned-{parcel.number}")


def _lost(parcel: Parcel) -> None:
    lose_card(dossier_id=parcel.dossier_id, by=THE_POST, request_id=f"lost-{parcel.number}")


# What follows from where a word of the post puts the card; that it is on its way is only kept.
FOLLOWS: dict[str, Callable[[Parcel], None]] = {
    DELIVERED: _delivered,
    FAILED: _failed,
    REFUSED: _failed,
    RETURNED: _returned,
    LOST: _lost,
}


def _do_what_follows(parcel: Parcel) -> None:
    follows = FOLLOWS.get(parcel.state)
    if follows:
        follows(parcel)


def _collected(parcel: Parcel, tracked: ParcelTrack) -> None:
    licence = old_licence_of(parcel.dossier)
    if licence is not None:
        keep_collection(licence=licence, status=tracked.collection, at=_said_at(tracked))


def _said_at(tracked: ParcelTrack) -> datetime:
    """The moment of the post's last word, else now."""
    return (tracked.events[-1].at if tracked.events else None) or now()


def _look_again(parcel: Parcel) -> None:
    """While the post may have more to say of the card, or of the old licence after it; not for ever, where it falls silent."""
    licence = old_licence_of(parcel.dossier)
    is_awaited = parcel.state == DELIVERED and licence is not None and licence.is_awaited
    is_given_up = now() >= parcel.at + timedelta(days=settings.POST_FOLLOW_DAYS)
    if is_given_up or (parcel.has_ended and not is_awaited):
        return
    seconds = settings.POST_LOOK * (SELDOM if parcel.has_ended else 1)
    payload = {"dossier": str(parcel.dossier_id), "parcel": parcel.number}
    enqueue("look_at_parcel", payload, after=timedelta(seconds=seconds))
