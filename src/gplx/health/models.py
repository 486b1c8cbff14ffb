"""What is known of the applicant's fitness to drive (*giấy khám sức khỏe của người lái xe*)."""

from django.db import models

from gplx.dossiers.models import Dossier
from gplx.health.exams.browser.models import ExamSheet
from gplx.health.exams.models import Exam, GatewayCall

__all__ = [
    "CLINIC",
    "COPY",
    "DATABASE",
    "INVALID",
    "NOT_FOUND",
    "PAPER",
    "UNVERIFIED",
    "VALID",
    "Evidence",
    "Exam",
    "ExamSheet",
    "GatewayCall",
]

DATABASE, COPY, PAPER, CLINIC = "database", "copy", "paper", "clinic"
VALID, INVALID, UNVERIFIED, NOT_FOUND = "valid", "invalid", "unverified", "not_found"


class Evidence(models.Model):
    """One certificate, or the word that none was found, for one dossier; the newest of a channel counts."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="health")
    channel = models.CharField(max_length=10)
    verdict = models.CharField(max_length=10)
    certificate = models.CharField(max_length=40, blank=True)
    concluded = models.DateField(null=True)
    classes = models.CharField(max_length=80, blank=True)
    conclusion = models.CharField(max_length=10, blank=True)
    facility = models.CharField(max_length=120, blank=True)
    document = models.UUIDField(null=True)
    # Of a clinic's certificate: the version of it that was judged.
    exam = models.ForeignKey(Exam, null=True, on_delete=models.PROTECT, related_name="evidence")
    says = models.CharField(max_length=300, blank=True)
    # Of a certified copy: who signed it, when, and who vouches for them, as verified.
    signature = models.CharField(max_length=400, blank=True, db_default="")
    confirmed_by = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["dossier", "channel", "-id"], name="evidence_newest"),)

    def __str__(self) -> str:
        return f"{self.channel} {self.verdict}"
