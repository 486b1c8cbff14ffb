"""A clinic's exam was received: those who wait for one learn of it. The record of old calls is forgotten."""

from datetime import timedelta
from typing import Any

from django.conf import settings

from gplx.casework.learn_exams import spread_exam
from gplx.ground.clock import now
from gplx.health.exams.changes import forget_calls


def exam_received(payload: dict[str, Any]) -> None:
    """Let the dossiers of the person learn of the exam ``payload["exam"]``."""
    spread_exam(exam_id=payload["exam"])


def forget_old_calls() -> None:
    """Forget what clinics' software called more than ``GPLX_CLINIC_CALL_DAYS`` days ago; exams themselves stay."""
    forget_calls(before=now() - timedelta(days=settings.CLINIC_CALL_DAYS))
