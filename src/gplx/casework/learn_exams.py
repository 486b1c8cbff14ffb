"""Learn from our own store whether a clinic has issued a certificate that serves a dossier."""

from uuid import UUID

from django.db import transaction

from gplx.applicants.questions import holders_of, numbers_of
from gplx.casework.judge_health import is_of, judge
from gplx.casework.settle import settle
from gplx.dossiers.models import Dossier
from gplx.dossiers.questions import dossier_by_id, undecided
from gplx.ground.clock import now
from gplx.health.changes import keep_exam_evidence, keep_no_exam
from gplx.health.exams.models import Exam
from gplx.health.exams.questions import exams_under, numbers_ever
from gplx.health.questions import newest_of_clinic
from gplx.rules.health import HealthCheck


def spread_exam(*, exam_id: int) -> None:
    """Let every undecided dossier learn of an exam: of all who stand, or stood in an earlier version, under its number. Safe to repeat."""
    exam = Exam.objects.get(id=exam_id)
    for dossier in undecided(holders_of(numbers_ever(exam.uuid))):
        learn_exams(dossier_id=dossier.id)


@transaction.atomic
def learn_exams(*, dossier_id: UUID | str) -> None:
    """Consult our own store for a dossier, then settle. Safe to repeat."""
    Dossier.objects.select_for_update().get(id=dossier_id)
    dossier = dossier_by_id(dossier_id)
    consult_exams(dossier)
    settle(dossier)


def consult_exams(dossier: Dossier) -> None:
    """Keep what the newest versions of clinics' certificates say of a dossier; what is known already is not kept again.

    Where the certificate that was known is no longer the applicant's, that is kept, too (TTLT 24/2015: a facility answers for its own).
    """
    numbers = {known.number for known in numbers_of(dossier.applicant)}
    own = [exam for exam in exams_under(numbers) if is_of(name=exam.name, born=exam.born, dossier=dossier)]
    judged = [(exam, _judge(exam, dossier)) for exam in own]
    known = newest_of_clinic(dossier)
    if judged:
        exam, check = max(judged, key=lambda pair: (bool(pair[1].ok), pair[0].concluded, pair[0].id))
        keep_exam_evidence(dossier=dossier, exam=exam, check=check, known=known, at=now())
    elif known and known.exam_id:
        keep_no_exam(dossier=dossier, at=now())


def _judge(exam: Exam, dossier: Dossier) -> HealthCheck:
    return judge(
        concluded=exam.concluded,
        classes=tuple(exam.classes.split(",")),
        conclusion=exam.conclusion,
        drugs=exam.drugs,
        alcohol=bool(exam.alcohol),
        dossier=dossier,
    )
