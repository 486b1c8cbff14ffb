"""How people found the service, in the three levels of the law (TT 32/2017/TT-BTTTT Art 12)."""

from django.db import models

from gplx.dossiers.models import Dossier

VERY_SATISFIED, SATISFIED, NOT_SATISFIED = "very", "satisfied", "not"
LEVELS = (VERY_SATISFIED, SATISFIED, NOT_SATISFIED)
ITEMS = ("overall", "ease", "timeliness", "attitude")


class Rating(models.Model):
    """What one applicant said of one dossier's way (*đánh giá*): in general, ease, timeliness, the staff's attitude; a comment.

    It is kept once for a dossier; officers read only what all of them together say.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="rating", primary_key=True)
    department = models.CharField(max_length=4, db_index=True)
    overall = models.CharField(max_length=9)
    ease = models.CharField(max_length=9)
    timeliness = models.CharField(max_length=9)
    attitude = models.CharField(max_length=9)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.overall
