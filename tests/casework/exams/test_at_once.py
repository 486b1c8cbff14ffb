"""Doctors of one clinic at the same moment: numbers without gaps, versions one after another, one key."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from gplx.casework.correct_exam import correct_exam
from gplx.casework.issue_exam import issue_exam
from gplx.casework.receive_exam import receive_exam
from gplx.conf.settings import PRACTICE_CLINIC_KEY
from gplx.ground.clock import now
from gplx.health.exams.browser.models import ExamSheet
from gplx.health.exams.models import Exam
from gplx.ledger.models import Entry
from gplx.offices.clinics.deciding import decide
from gplx.offices.clinics.held_keys import key_of
from gplx.offices.models import APPLIED, DOCTOR, HEALTH_OFFICE, SUSPENDED, Clinic, HeldKey, Officer
from tests import builders
from tests.casework.acts.together import kinds, together
from tests.health.exams import sender
from tests.health.exams.browser.sheets import person, sheet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _keys(settings: Settings) -> None:
    settings.CLINIC_KEYS = [PRACTICE_CLINIC_KEY]


@pytest.fixture
def doctor() -> Officer:
    """A doctor of a connected clinic that has its key."""
    clinic = sender.connected()
    key_of(clinic, at=now())
    return builders.officer(DOCTOR, department_id=builders.health_office().id, name="Bác Sĩ Thử", clinic=clinic)


def issuing(doctor: Officer, **how: Any) -> Any:
    return partial(issue_exam, **{"sheet": sheet(), "by": doctor, "request": uuid4()} | how)


def correcting(doctor: Officer, exam: Exam, name: str, **how: Any) -> Any:
    told: dict[str, Any] = {"sheet": sheet(person(name=name)), "why": "Sai tên", "request": uuid4()}
    return partial(correct_exam, exam_uuid=exam.uuid, by=doctor, **told | how)


def numbers() -> list[int]:
    return sorted(int(number.split("/")[0]) for number in Exam.objects.values_list("number", flat=True))


def test_six_at_once_have_six_numbers_without_a_gap(doctor: Officer) -> None:
    assert kinds(together(*[issuing(doctor) for _ in range(6)])) == ["done"] * 6
    assert numbers() == [1, 2, 3, 4, 5, 6]


def test_those_that_are_refused_leave_no_gap(doctor: Officer) -> None:
    good, bad = [issuing(doctor) for _ in range(3)], [issuing(doctor, sheet=sheet(classes=("Z9",))) for _ in range(3)]
    outcomes = together(*[call for pair in zip(bad, good, strict=True) for call in pair])
    assert kinds(outcomes) == ["UnableToIssue"] * 3 + ["done"] * 3
    assert numbers() == [1, 2, 3]
    assert issuing(doctor)().number.startswith("00004/")


def test_clinics_do_not_count_together(doctor: Officer) -> None:
    clinic = sender.connected("01902")
    other = builders.officer(DOCTOR, department_id="Y26", clinic=clinic)
    key_of(clinic, at=now())
    assert kinds(together(*[issuing(one) for one in (doctor, other) * 2])) == ["done"] * 4
    assert sorted(Exam.objects.values_list("number", flat=True)) == [
        "00001/GKSKLX/01901/21",
        "00001/GKSKLX/01902/21",
        "00002/GKSKLX/01901/21",
        "00002/GKSKLX/01902/21",
    ]


def test_one_form_sent_four_times_at_once_is_one_exam(doctor: Officer) -> None:
    outcomes = together(*[issuing(doctor, request=uuid4())] * 4)
    assert kinds(outcomes) == ["done"] * 4
    assert len({exam.pk for exam in outcomes}) == Exam.objects.count() == ExamSheet.objects.count() == 1
    assert Entry.objects.filter(act="receive_exam").count() == 1


def test_the_browser_and_the_software_never_share_a_number(doctor: Officer) -> None:
    message = sender.message(HANGBANGLAI="B2,C")
    outcomes = together(issuing(doctor), partial(receive_exam, clinic=doctor.clinic, message=message))
    assert kinds(outcomes) in (["UnableToReceive", "done"], ["done", "done"])
    kept = list(Exam.objects.filter(current=True).values_list("number", flat=True))
    assert len(kept) == len(set(kept)) == kinds(outcomes).count("done")


def test_corrections_at_once_are_versions_one_after_another(doctor: Officer) -> None:
    exam = issuing(doctor)()
    names = ["Thử Một", "Thử Hai", "Thử Ba"]
    assert kinds(together(*[correcting(doctor, exam, name) for name in names])) == ["done"] * 3
    kept = list(Exam.objects.filter(uuid=exam.uuid).order_by("version"))
    assert [one.version for one in kept] == [1, 2, 3, 4]
    assert [one.current for one in kept] == [False, False, False, True]
    assert {one.name for one in kept[1:]} == set(names)


def test_of_corrections_of_the_same_version_only_the_first_is_signed(doctor: Officer) -> None:
    exam = issuing(doctor)()
    outcomes = together(*[correcting(doctor, exam, name, seen=1) for name in ("Thử Một", "Thử Hai", "Thử Ba")])
    assert kinds(outcomes) == ["UnableToIssue", "UnableToIssue", "done"]
    (done,) = [one for one in outcomes if isinstance(one, Exam)]
    assert Exam.objects.get(current=True).name == done.name
    assert Exam.objects.count() == 2


def test_an_exam_is_issued_before_the_clinic_is_stopped_or_not_at_all(doctor: Officer) -> None:
    office = builders.officer(HEALTH_OFFICE, department_id="Y26")
    stop = partial(decide, clinic_id="01901", act="suspend", by=office, reason="Hết hạn công bố", at=now())
    outcomes = together(issuing(doctor), stop)
    assert kinds(outcomes) in (["UnableToIssue", "done"], ["done", "done"])
    assert Clinic.objects.get().state == SUSPENDED
    assert Exam.objects.count() == sum(isinstance(one, Exam) for one in outcomes)


def test_a_clinics_first_two_doctors_share_one_key() -> None:
    clinic = builders.clinic()
    outcomes = together(*[partial(key_of, clinic, at=now())] * 3)
    assert kinds(outcomes) == ["done"] * 3
    assert len({one.certificate.fingerprint for one in outcomes}) == HeldKey.objects.count() == 1
    assert Entry.objects.filter(act="held_key").count() == 1


def test_two_officers_decide_at_once_and_one_of_them_is_told() -> None:
    builders.health_office()
    builders.clinic(state=APPLIED)
    one, other = (builders.officer(HEALTH_OFFICE, department_id="Y26") for _ in range(2))
    outcomes = together(
        partial(decide, clinic_id="01901", act="approve", by=one, reason="", at=now()),
        partial(decide, clinic_id="01901", act="refuse", by=other, reason="Thiếu công bố", at=now()),
    )
    assert kinds(outcomes) == ["UnableToDecide", "done"]
    clinic = Clinic.objects.get()
    assert clinic.decided_by in (one, other)
    assert Entry.objects.filter(subject="clinic:01901").count() == 1
