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


# What the virus scanner said: not asked (none is set), not yet, nothing harmful, something harmful, that it cannot look through it.
UNSCANNED, PENDING, CLEAN, INFECTED, UNSCANNABLE = "unscanned", "pending", "clean", "infected", "unscannable"
SHOWN = (UNSCANNED, CLEAN)


class Document(models.Model):
    """A file: its kind, true type, size in bytes and SHA-256. The newest of a kind counts.

    A portrait also carries what was found of it (``portrait.findings.Seen``; nothing where it was not looked at), and when its owner
    said to use it in spite of doubts.

    Until ``scan`` is one of ``SHOWN`` it is in quarantine: nobody but its sender gets it. Of an infected one the content is destroyed.
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
    scan = models.CharField(max_length=11, default=UNSCANNED, db_default=UNSCANNED)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_shown(self) -> bool:
        """Whether others than its sender may see it."""
        return self.scan in SHOWN

    @property
    def path(self) -> str:
        """Where the object store keeps the content."""
        return f"documents/{self.id.hex[:2]}/{self.id}"
