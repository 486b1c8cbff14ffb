"""The old licence (*giấy phép cũ*): asked back with the new card, taken by the courier or at the desk, its corner cut."""

from datetime import datetime

from gplx.delivery.models import OldLicence
from gplx.dossiers.models import Dossier
from gplx.registers.post.port import BEING_COLLECTED, HANDED_OVER, NOT_USED, REGISTERED

THE_POST = "Bưu điện"


def expect(*, dossier: Dossier, by_post: bool) -> OldLicence:
    """The card goes out, so the old licence is to come back: with the courier, or at the desk; unless it did already."""
    licence = OldLicence.objects.get_or_create(dossier=dossier)[0]
    licence.collection = REGISTERED if by_post and licence.cut_at is None else NOT_USED
    licence.save(update_fields=["collection"])
    return licence


def keep_collection(*, licence: OldLicence, status: int | None, at: datetime) -> None:
    """Keep how far the post says it is; it never goes back, and what the post took was taken from its holder at that moment."""
    if status is None or status <= licence.collection:
        return
    licence.collection = status
    if status in (BEING_COLLECTED, HANDED_OVER) and licence.taken_at is None:
        licence.taken_by, licence.taken_at = THE_POST, at
    licence.save()


def cut(*, dossier: Dossier, by: str, at: datetime) -> OldLicence:
    """An officer has it in hand and cut its corner; what was noted once stays."""
    licence = OldLicence.objects.get_or_create(dossier=dossier)[0]
    if licence.cut_at is None:
        licence.cut_by, licence.cut_at = by, at
        licence.taken_by, licence.taken_at = licence.taken_by or by, licence.taken_at or at
        licence.save()
    return licence
