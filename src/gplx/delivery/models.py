"""Parcels at the post (*bưu điện*)."""

from django.db import models

from gplx.dossiers.models import Dossier

ORDERED, ON_THE_WAY, DELIVERED, FAILED = "ordered", "on_the_way", "delivered", "failed"


class Parcel(models.Model):
    """The parcel with the card of a dossier; ``last_event`` counts the events that were read."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="parcel")
    waybill = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=12, default=ORDERED)
    says = models.CharField(max_length=200, blank=True)
    last_event = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.waybill} {self.state}"
