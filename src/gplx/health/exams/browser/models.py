"""The sheet of an exam that was issued in the browser: what the message of the gateway has no place for."""

from django.db import models

from gplx.health.exams.models import Exam


class ExamSheet(models.Model):
    """Everything that the doctor said in one version of an exam; ``why`` it was corrected; ``request`` the id of the form."""

    exam = models.OneToOneField(Exam, primary_key=True, on_delete=models.PROTECT, related_name="sheet")
    said = models.JSONField()
    why = models.CharField(max_length=200, blank=True)
    request = models.UUIDField(unique=True)

    def __str__(self) -> str:
        return str(self.exam_id)
