"""A file of a dossier. Its content lies in the object store under its own id."""

import uuid

from django.db import models

from gplx.dossiers.models import Dossier

PHOTO, HEALTH_PAPER, HEALTH_COPY, NUMBER_PAPER, ANSWER_PAPER, FEE_BILL = (
    "photo",
    "health_paper",
    "health_copy",
    "number_paper",
    "answer_paper",
    "fee_bill",
)


class Document(models.Model):
    """A file: its kind, true type, size in bytes and SHA-256. The newest of a kind counts.

    A portrait also carries what was found of it (``portrait.findings.Seen``; nothing where it was not looked at), and when its owner
    said to use it in spite of doubts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=16)
    content_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=10, default="upload")
    at = models.DateTimeField()
    portrait = models.JSONField(null=True)
    used_anyway_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def path(self) -> str:
        """Where the object store keeps the content."""
        return f"documents/{self.id.hex[:2]}/{self.id}"
