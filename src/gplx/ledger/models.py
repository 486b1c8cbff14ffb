"""Rows that are only ever added: a trigger and the application's database role both see to it."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Entry(models.Model):
    """One thing that happened to one subject, chained to the one before by its hash."""

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=16)
    act = models.CharField(max_length=40)
    actor = models.CharField(max_length=80)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["subject", "number"], name="entry_once"),)
        # Who read which dossiers as a list: asked for by the code of one of them.
        indexes = (
            GinIndex(
                fields=["details"], name="entry_lists", opclasses=["jsonb_path_ops"], condition=models.Q(kind="read")
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} #{self.number} {self.act}"


class Seal(models.Model):
    """The hash over all entries of a day, to be kept outside the house and checked without it."""

    day = models.DateField(primary_key=True)
    entries = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.day} {self.digest[:12]}"
