"""Parcels at the post (*bưu điện*), the numbers allotted by it, and the old licences that come back."""

from datetime import datetime, timedelta

from django.db import models

from gplx.dossiers.models import Dossier
from gplx.registers.post.port import BEING_COLLECTED, NOT_USED, REGISTERED

ORDERED, ON_THE_WAY, DELIVERED, FAILED = "ordered", "on_the_way", "delivered", "failed"
REFUSED, RETURNED, LOST, CANCELLED, NOT_TAKEN = "refused", "returned", "lost", "cancelled", "not_taken"
# After these the post has no more to say of the card itself.
ENDED = (DELIVERED, RETURNED, LOST)
# In these somebody of the department has to look.
TROUBLED = (FAILED, REFUSED, LOST, CANCELLED, NOT_TAKEN)


class Parcel(models.Model):
    """One parcel with the card of a dossier; a second one only after the card came back, or was lost.

    ``number``: ours at the post, the same each time that this parcel is ordered. ``waybill``: the post's own, none where it used up
    none. ``events``: all that the post has said of it, oldest first, ``last_event`` of them; ``at``: when it last said something new.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="parcels")
    number = models.CharField(max_length=48, blank=True, db_default="")
    waybill = models.CharField(max_length=40, unique=True, null=True)
    state = models.CharField(max_length=12, default=ORDERED)
    says = models.CharField(max_length=200, blank=True)
    events = models.JSONField(default=list, db_default=[])
    last_event = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.number} {self.state}"

    @property
    def has_ended(self) -> bool:
        """Whether the post has no more to say of the card."""
        return self.state in ENDED

    def is_silent(self, *, on: datetime, days: int) -> bool:
        """Whether the post has said nothing new for so many days of a card that it still has."""
        return not self.has_ended and on >= self.at + timedelta(days=days)


class WaybillRange(models.Model):
    """A range of waybills that the post allotted: where we stand in it, and those that came back unused."""

    name = models.CharField(primary_key=True, max_length=90)
    used = models.PositiveIntegerField(default=0)
    free = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name


class OldLicence(models.Model):
    """The licence that was exchanged, on its way back (*thu lại giấy phép cũ, cắt góc*).

    ``collection``: 0 to 4 as the post counts, 0 where it has no part in it. ``taken_by``: who took it from its holder, an officer's
    name or the post; ``cut_by``: the officer who cut its corner.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="old_licence")
    collection = models.PositiveSmallIntegerField(default=NOT_USED)
    taken_by = models.CharField(max_length=80, blank=True)
    taken_at = models.DateTimeField(null=True)
    cut_by = models.CharField(max_length=80, blank=True)
    cut_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.collection} #{self.pk}"

    @property
    def is_awaited(self) -> bool:
        """Whether the post is still to bring it."""
        return self.collection in (REGISTERED, BEING_COLLECTED)
