"""Receive an exam (*tiếp nhận kết quả khám*): what a clinic signed is kept as it came, and those who wait for it learn of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from gplx.ground.clock import now
from gplx.ground.jobs import enqueue
from gplx.health.exams.changes import UnableToKeep, keep_exam
from gplx.health.exams.inspection import inspect
from gplx.health.exams.models import GATEWAY
from gplx.ledger.changes import append
from gplx.offices.models import Clinic, Officer


class UnableToReceive(Exception):
    """The exam was not received. ``sentences``: everything that is wrong, each with the field that it is about."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, kw_only=True)
class Received:
    """The certificate's own id, the same for all its versions; ``again`` where the very same message was received before."""

    uuid: UUID
    again: bool


def receive_exam(
    *, clinic: Clinic, message: Mapping[str, Any], channel: str = GATEWAY, by: Officer | None = None
) -> Received:
    """Take a clinic's message (TTLT 24/2015), from its software or (``by`` a doctor) from the browser. The same message twice is one.

    Raises ``UnableToReceive`` with every fault; then nothing was kept. Dossiers learn of it by the job ``exam_received``.
    """
    at = now()
    found = inspect(message, clinic=clinic, at=at)
    if found.faults or found.said is None or found.signed is None:
        raise UnableToReceive(*(str(fault) for fault in found.faults))
    with transaction.atomic():
        try:
            exam, is_new = keep_exam(
                clinic=clinic,
                message=message,
                said=found.said,
                signed=found.signed,
                at=at,
                channel=channel,
                by=by,
            )
        except UnableToKeep as refusal:
            raise UnableToReceive(str(refusal)) from None
        if is_new:
            actor = f"officer:{by.pk}" if by else f"system:clinic:{clinic.id}"
            told = {"number": exam.number, "version": exam.version, "digest": exam.digest}
            append(subject=f"exam:{exam.uuid}", kind="act", act="receive_exam", actor=actor, at=at, details=told)
            enqueue("exam_received", {"exam": exam.id})
    return Received(uuid=exam.uuid, again=not is_new)
