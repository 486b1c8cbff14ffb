"""What a clinic issued reaches the dossiers of its person, and only theirs; and what it edits afterwards reaches them, too."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gplx.applicants.changes import link
from gplx.applicants.models import CHIP_QR, Applicant
from gplx.casework.checks import checks_of
from gplx.casework.learn_exams import learn_exams, spread_exam
from gplx.casework.receive_exam import UnableToReceive, receive_exam
from gplx.clock.exams import exam_received
from gplx.dossiers.models import SUBMITTED, Dossier
from gplx.ground.clock import now, today
from gplx.health.exams.models import Exam
from gplx.health.models import CLINIC, INVALID, NOT_FOUND, UNVERIFIED, VALID, Evidence
from gplx.offices.models import Clinic
from tests import builders
from tests.health.exams import sender

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic() -> Clinic:
    return sender.connected()


def issue(clinic: Clinic, person: Applicant, **changed: Any) -> Exam:
    """The clinic issues an exam, and the worker does what follows."""
    receive_exam(clinic=clinic, message=sender.of(person, **changed))
    exam = Exam.objects.latest("id")
    exam_received({"exam": exam.id})
    return exam


def known(dossier: Dossier) -> list[str]:
    """What clinics' certificates meant for a dossier, in order."""
    return list(
        Evidence.objects.filter(dossier=dossier, channel=CLINIC).order_by("id").values_list("verdict", flat=True)
    )


def health(dossier: Dossier) -> tuple[str, str]:
    (check,) = (one for one in checks_of(Dossier.objects.get(id=dossier.id)) if one.name == "health")
    return check.verdict, check.source


def test_a_draft_learns_of_it(clinic: Clinic) -> None:
    dossier = builders.draft()
    exam = issue(clinic, dossier.applicant)
    evidence = Evidence.objects.get(dossier=dossier)
    assert (evidence.channel, evidence.verdict, evidence.exam_id) == (CLINIC, VALID, exam.id)
    assert (evidence.certificate, evidence.concluded, evidence.classes) == (exam.number, today(), "B2")
    assert health(dossier) == ("ok", clinic.name)


def test_where_it_was_the_last_thing_missing_the_fee_is_asked_for(clinic: Clinic) -> None:
    dossier = builders.submitted(green=False)
    Evidence.objects.all().delete()
    builders.learn_violations_clear(dossier)
    issue(clinic, dossier.applicant)
    dossier.refresh_from_db()
    assert dossier.state == SUBMITTED
    assert dossier.payment_asked_at


def test_what_was_issued_before_is_found_when_the_draft_is_started(clinic: Clinic) -> None:
    person = builders.applicant()
    issue(clinic, person)
    assert known(builders.draft(person)) == [VALID]


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({}, VALID),
        ({"HANGBANGLAI": "C"}, VALID),
        ({"HANGBANGLAI": "A1"}, INVALID),
        ({"KETLUAN": "A0-2"}, INVALID),
        ({"KETLUAN": "A0-3"}, UNVERIFIED),
        ({"KETLUAN": "A1-0"}, UNVERIFIED),
        ({"MATUY": "1"}, INVALID),
        ({"MATUY": "1", "KETLUAN": "A1-0"}, INVALID),
        ({"NONGDOCON": "0.001"}, INVALID),
        ({"NONGDOCON": "0,1", "DVINONGDOCON": "1"}, INVALID),
        ({"NGAYKETLUAN": "26/03/2021"}, INVALID),
        ({"NGAYKETLUAN": "27/03/2021"}, VALID),
    ],
)
def test_it_is_judged_by_the_law(clinic: Clinic, changed: dict[str, str], verdict: str) -> None:
    dossier = builders.draft()
    issue(clinic, dossier.applicant, **changed)
    assert known(dossier) == [verdict]
    assert health(dossier)[0] == {VALID: "ok", INVALID: "missing", UNVERIFIED: "officer"}[verdict]


@pytest.mark.parametrize(
    "changed",
    [
        {"HOTEN": "Trần Người Khác"},
        {"NGAYSINH": "13/04/1985"},
        {"SOCMND_PASSPORT": "001085888888"},
    ],
)
def test_it_must_be_the_persons_own(clinic: Clinic, changed: dict[str, str]) -> None:
    dossier = builders.draft()
    issue(clinic, dossier.applicant, **changed)
    assert known(dossier) == []


def test_it_is_found_under_every_number_of_the_person(clinic: Clinic) -> None:
    dossier = builders.draft()
    link(applicant=dossier.applicant, number="012345678", source=CHIP_QR, evidence={}, at=now())
    issue(clinic, dossier.applicant, SOCMND_PASSPORT="012345678")
    assert known(dossier) == [VALID]


def test_nobody_elses_dossier_learns_of_it(clinic: Clinic) -> None:
    mine, others = builders.draft(), builders.draft()
    issue(clinic, mine.applicant)
    assert (known(mine), known(others)) == ([VALID], [])


def test_learning_twice_is_learning_once(clinic: Clinic) -> None:
    dossier = builders.draft()
    exam = issue(clinic, dossier.applicant)
    spread_exam(exam_id=exam.id)
    learn_exams(dossier_id=dossier.id)
    assert known(dossier) == [VALID]


def test_the_best_of_several_counts(clinic: Clinic) -> None:
    dossier = builders.draft()
    issue(clinic, dossier.applicant, KETLUAN="A0-2")
    issue(clinic, dossier.applicant, SO="00002/GKSKLX/01901/21")
    issue(clinic, dossier.applicant, SO="00003/GKSKLX/01901/21", HANGBANGLAI="A1")
    assert known(dossier) == [INVALID, VALID]


def test_an_edit_changes_what_the_dossier_knows(clinic: Clinic) -> None:
    dossier = builders.draft()
    issue(clinic, dossier.applicant)
    issue(clinic, dossier.applicant, STATE="EDIT", KETLUAN="A0-2")
    assert known(dossier) == [VALID, INVALID]
    assert health(dossier)[0] == "missing"
    issue(clinic, dossier.applicant, STATE="EDIT", KETLUAN="A0-1", LYDO="Nhập nhầm")
    assert health(dossier)[0] == "ok"


def test_an_edit_to_another_person_takes_it_away(clinic: Clinic) -> None:
    wrong, right = builders.draft(), builders.draft()
    issue(clinic, wrong.applicant)
    issue(clinic, right.applicant, STATE="EDIT")
    assert (known(wrong), known(right)) == ([VALID, NOT_FOUND], [VALID])
    assert health(wrong)[0] == "missing"


def test_who_has_filed_and_was_approved_is_left_alone(clinic: Clinic) -> None:
    dossier = builders.approved()
    issue(clinic, dossier.applicant, KETLUAN="A0-2")
    assert known(dossier) == []


def test_a_refused_message_changes_nothing(clinic: Clinic) -> None:
    dossier = builders.draft()
    with pytest.raises(UnableToReceive) as refusal:
        receive_exam(clinic=clinic, message=sender.of(dossier.applicant) | {"MATUY": "1"})
    assert len(refusal.value.sentences) == 1
    assert not Exam.objects.exists()


def test_the_law_is_that_of_the_day_of_filing(clinic: Clinic) -> None:
    dossier = builders.submitted()
    Dossier.objects.filter(id=dossier.id).update(submitted_at=now() - timedelta(days=3))
    issue(clinic, dossier.applicant)
    assert known(dossier) == [INVALID], "concluded after it was filed"


def test_consulting_the_store_takes_the_same_questions_for_one_and_for_many(clinic: Clinic) -> None:
    dossier = builders.draft()
    issue(clinic, dossier.applicant)
    with CaptureQueriesContext(connection) as for_one:
        learn_exams(dossier_id=dossier.id)
    for number in range(2, 12):
        receive_exam(clinic=clinic, message=sender.of(dossier.applicant, SO=f"{number:05d}/GKSKLX/01901/21"))
    learn_exams(dossier_id=dossier.id)
    with CaptureQueriesContext(connection) as for_many:
        learn_exams(dossier_id=dossier.id)
    assert len(for_one) == len(for_many) > 3
