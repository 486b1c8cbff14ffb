"""Keep evidence of fitness."""

from datetime import date, datetime
from uuid import UUID

from gplx.dossiers.models import Dossier
from gplx.health.copies.signature import Signature
from gplx.health.models import CLINIC, COPY, DATABASE, INVALID, NOT_FOUND, PAPER, UNVERIFIED, VALID, Evidence, Exam
from gplx.registers.health.port import Certificate
from gplx.rules.health import HealthCheck

NOBODY_TRUSTED = "Chưa có danh sách cơ quan chứng thực được tin cậy, nên chỉ biết tệp còn nguyên như khi ký, chưa biết chữ ký của ai."


def keep_certificate(*, dossier: Dossier, certificate: Certificate, check: HealthCheck, at: datetime) -> Evidence:
    """Keep a certificate of the health database with the law's judgement of it."""
    verdict = VALID if check.ok else INVALID if check.ok is False else UNVERIFIED
    return Evidence.objects.create(
        dossier=dossier,
        channel=DATABASE,
        verdict=verdict,
        certificate=certificate.number,
        concluded=certificate.concluded,
        classes=",".join(certificate.classes),
        conclusion=certificate.conclusion,
        facility=certificate.facility,
        says=" ".join(reason.text for reason in check.reasons)[:300],
        at=at,
    )


def keep_not_found(*, dossier: Dossier, at: datetime) -> Evidence:
    """The health database answered, and has nothing."""
    return Evidence.objects.create(dossier=dossier, channel=DATABASE, verdict=NOT_FOUND, at=at)


def keep_exam_evidence(
    *, dossier: Dossier, exam: Exam, check: HealthCheck, known: Evidence | None, at: datetime
) -> Evidence:
    """Keep a clinic's certificate with the law's judgement of it; where that is what is ``known``, it stays the only one."""
    verdict = VALID if check.ok else INVALID if check.ok is False else UNVERIFIED
    if known and (known.exam_id, known.verdict) == (exam.id, verdict):
        return known
    return Evidence.objects.create(
        dossier=dossier,
        channel=CLINIC,
        verdict=verdict,
        exam=exam,
        certificate=exam.number,
        concluded=exam.concluded,
        classes=exam.classes,
        conclusion=exam.conclusion,
        facility=exam.clinic.name,
        says=" ".join(reason.text for reason in check.reasons)[:300],
        at=at,
    )


def keep_no_exam(*, dossier: Dossier, at: datetime) -> Evidence:
    """The clinic's certificate that was known is no longer the applicant's: the clinic has edited it."""
    return Evidence.objects.create(dossier=dossier, channel=CLINIC, verdict=NOT_FOUND, at=at)


def bring_paper(*, dossier: Dossier, document: UUID, at: datetime) -> Evidence:
    """A paper that the applicant uploaded: unverified until an officer has compared it."""
    return Evidence.objects.create(dossier=dossier, channel=PAPER, verdict=UNVERIFIED, document=document, at=at)


def bring_copy(*, dossier: Dossier, document: UUID, signature: Signature, at: datetime) -> Evidence:
    """A certified copy whose signature was verified: who signed is known, what it says is unverified until an officer has read it."""
    return Evidence.objects.create(
        dossier=dossier,
        channel=COPY,
        verdict=UNVERIFIED,
        document=document,
        signature=signature.in_words(),
        says="" if signature.known else NOBODY_TRUSTED,
        at=at,
    )


def void_brought(*, dossier: Dossier, document: UUID, says: str) -> None:
    """A file that was refused is no evidence any more; what an officer has seen with own eyes stays."""
    brought = Evidence.objects.filter(dossier=dossier, document=document, verdict=UNVERIFIED)
    brought.update(verdict=INVALID, says=says)


def confirm_paper(
    *, dossier: Dossier, good: bool, concluded: date | None, classes: str, by: str, says: str, at: datetime
) -> Evidence:
    """An officer's word about the paper that was brought (or shown at the counter)."""
    brought = Evidence.objects.filter(dossier=dossier, channel__in=(PAPER, COPY)).order_by("-id").first()
    return Evidence.objects.create(
        dossier=dossier,
        channel=brought.channel if brought else PAPER,
        verdict=VALID if good else INVALID,
        concluded=concluded,
        classes=classes,
        conclusion="A0-1" if good else "",
        document=brought.document if brought else None,
        signature=brought.signature if brought else "",
        confirmed_by=by,
        says=says,
        at=at,
    )


def forget_evidence(*, dossier: Dossier) -> None:
    """Forget what was found and brought for a dossier that was never filed."""
    Evidence.objects.filter(dossier=dossier).delete()
