"""A clinic's exam was received: those who wait for one learn of it."""

from typing import Any

from gplx.casework.learn_exams import spread_exam


def exam_received(payload: dict[str, Any]) -> None:
    """Let the dossiers of the person learn of the exam ``payload["exam"]``."""
    spread_exam(exam_id=payload["exam"])
