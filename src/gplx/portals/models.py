"""Dossiers that were filed at a portal, and the daily comparison with each portal."""

import uuid

from django.db import models

from gplx.dossiers.models import Dossier

# What a comparison finds: the portal does not know the dossier, has fewer of its steps, shows another state; steps were never sent,
# or were given up; or the portal refuses them, which nobody can mend by sending them again.
MISSING, FEWER_STEPS, OTHER_STATE, UNSENT, GIVEN_UP, REFUSED = (
    "missing",
    "fewer_steps",
    "other_state",
    "unsent",
    "given_up",
    "refused",
)
KINDS = (MISSING, FEWER_STEPS, OTHER_STATE, UNSENT, GIVEN_UP, REFUSED)


class Filing(models.Model):
    """A dossier that a citizen filed at a portal (*hồ sơ nộp tại Cổng*): its code there, and what came, but for contents of files."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=40, unique=True)
    portal = models.CharField(max_length=20)
    body = models.JSONField()
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="filing")
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code

    def path_of(self, kind: str) -> str:
        """Where the object store keeps a file that came with it until it was checked."""
        return f"incoming/{self.id}/{kind}"


class Comparison(models.Model):
    """One comparison with one portal: how many dossiers were asked about, in how many questions, and how many of these are answered."""

    id = models.BigAutoField(primary_key=True)
    portal = models.CharField(max_length=20)
    occasion = models.CharField(max_length=20)
    begun_at = models.DateTimeField()
    dossiers = models.PositiveIntegerField(default=0)
    questions = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["portal", "occasion"], name="compared_once"),)

    def __str__(self) -> str:
        return f"{self.portal} {self.occasion}"

    @property
    def is_over(self) -> bool:
        """Whether every question has been answered, or given up."""
        return self.answered + self.unanswered >= self.questions


class Difference(models.Model):
    """What was found of one dossier in one comparison."""

    id = models.BigAutoField(primary_key=True)
    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="differences")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["comparison", "dossier", "kind"], name="difference_of_dossier_once"),
        )

    def __str__(self) -> str:
        return self.kind
