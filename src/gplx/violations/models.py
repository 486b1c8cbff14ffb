"""Answers about violations. *No answer* is neither clear nor a hold, and never stops a filing."""

from django.db import models

from gplx.dossiers.models import Dossier

POLICE, INSPECTORATE = "police", "inspectorate"
SOURCES = {POLICE: "Cục Cảnh sát giao thông", INSPECTORATE: "Thanh tra giao thông"}
CLEAR, HOLD, NO_ANSWER = "clear", "hold", "no_answer"


class Answer(models.Model):
    """The last word of one agency about one dossier; ``paper_by`` names the officer who recorded it from paper."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="violations")
    source = models.CharField(max_length=12)
    verdict = models.CharField(max_length=10)
    records = models.JSONField(default=list)
    paper_by = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["dossier", "source"], name="answer_once"),)

    def __str__(self) -> str:
        return f"{self.source} {self.verdict}"
