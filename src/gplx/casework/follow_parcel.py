"""Follow a parcel (*theo dõi bưu gửi*): the card is delivered when the carrier says so."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from gplx.casework.deliver import deliver
from gplx.delivery.changes import keep_track
from gplx.delivery.models import DELIVERED, Parcel
from gplx.dossiers.actor import system
from gplx.ground.clock import now
from gplx.ground.jobs import enqueue
from gplx.registers.post.port import ParcelTrack


@transaction.atomic
def follow_parcel(*, dossier_id: UUID | str, tracked: ParcelTrack | None) -> None:
    """Keep what the post says of the parcel of a dossier, and have it looked at again (every ``GPLX_POST_LOOK`` seconds) until it
    is delivered. Safe to repeat."""
    parcel = Parcel.objects.select_for_update().filter(dossier_id=dossier_id).first()
    if parcel is None or parcel.state == DELIVERED:
        return
    if tracked is not None:
        keep_track(parcel=parcel, track=tracked, at=now())
    if parcel.state == DELIVERED:
        deliver(dossier_id=dossier_id, by=system("post"), request_id=f"delivered-{parcel.waybill}")
    else:
        enqueue("look_at_parcel", {"dossier": str(dossier_id)}, after=timedelta(seconds=settings.POST_LOOK))
