"""The acts behind the doctor's desk: whatever the page lets through, these refuse what must not be."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from pytest_django import Settings

from gplx.casework.correct_exam import correct_exam
from gplx.casework.issue_exam import UnableToIssue, issue_exam
from gplx.conf.settings import PRACTICE_CLINIC_KEY
from gplx.health.exams.browser.models import ExamSheet
from gplx.health.exams.browser.sheet import Sheet
from gplx.health.exams.models import Exam
from gplx.ledger.questions import history
from gplx.offices.clinics.held_keys import UnableToSign, key_of
from gplx.offices.models import APPLIED, DOCTOR, REFUSED, SUSPENDED, Clinic, Officer
from tests import builders
from tests.health.exams.browser.sheets import person, sheet


@pytest.fixture(autouse=True)
def _keys(settings: Settings) -> None:
    settings.CLINIC_KEYS = [PRACTICE_CLINIC_KEY]


@pytest.fixture
def doctor(db: None) -> Officer:
    """A doctor of a connected clinic."""
    return doctor_of("01901")


def doctor_of(clinic_id: str) -> Officer:
    """The doctor of a clinic."""
    office = builders.health_office()
    return builders.officer(DOCTOR, department_id=office.id, name="Bác Sĩ Thử", clinic=builders.clinic(clinic_id))


def issue(doctor: Officer, said: Sheet | None = None, request: UUID | None = None) -> Exam:
    return issue_exam(sheet=said or sheet(), by=doctor, request=request or uuid4())


def correct(doctor: Officer, exam: Exam, **other: Any) -> Exam:
    told: dict[str, Any] = {"sheet": sheet(person(name="Tên Mới")), "why": "Sai tên", "request": uuid4()}
    return correct_exam(exam_uuid=exam.uuid, by=doctor, **told | other)


def test_what_is_issued_stands_in_the_ledger_with_the_doctor(doctor: Officer) -> None:
    exam = issue(doctor)
    (entry,) = history(subject=f"exam:{exam.uuid}")
    assert (entry.act, entry.actor) == ("receive_exam", f"officer:{doctor.pk}")
    assert entry.details["number"] == "00001/GKSKLX/01901/21"
    assert "Nguyễn" not in str(entry.details), "the ledger names nobody"


@pytest.mark.parametrize("state", [APPLIED, REFUSED, SUSPENDED])
def test_only_a_connected_clinic_issues(doctor: Officer, state: str) -> None:
    Clinic.objects.update(state=state)
    with pytest.raises(UnableToIssue, match="tạm dừng kết nối"):
        issue(doctor)
    assert not Exam.objects.exists()


def test_somebody_of_no_clinic_issues_nothing(db: None) -> None:
    with pytest.raises(UnableToIssue):
        issue(builders.officer())


@pytest.mark.parametrize("conclusion", ["A0-1", "A0-3"])
@pytest.mark.parametrize("found", [{"drugs": ("opiates",)}, {"alcohol": Decimal("0.01")}])
def test_with_drugs_or_alcohol_no_fitness_is_signed(doctor: Officer, conclusion: str, found: dict[str, Any]) -> None:
    said = sheet(conclusion=conclusion, reexamine_on=date(2021, 12, 1), **found)
    with pytest.raises(UnableToIssue, match="không đủ sức khỏe"):
        issue(doctor, said)
    assert not Exam.objects.exists()


def test_a_class_that_the_clinic_may_not_examine_for_is_refused_and_uses_no_number(doctor: Officer) -> None:
    Clinic.objects.update(groups=[1])
    with pytest.raises(UnableToIssue, match="HANGBANGLAI"):
        issue(doctor)
    assert not Exam.objects.exists()
    assert not ExamSheet.objects.exists()
    Clinic.objects.update(groups=[1, 2, 3])
    assert issue(doctor).number.startswith("00001/")


def test_without_a_key_no_number_is_used(doctor: Officer, settings: Settings) -> None:
    settings.CLINIC_KEYS = []
    with pytest.raises(UnableToSign):
        issue(doctor)
    assert not Exam.objects.exists()


def test_the_same_request_is_one_exam(doctor: Officer) -> None:
    request = uuid4()
    assert issue(doctor, request=request) == issue(doctor, request=request)
    assert Exam.objects.count() == 1


def test_a_correction_keeps_number_classes_and_day(doctor: Officer) -> None:
    exam = issue(doctor)
    after = correct(doctor, exam)
    assert (after.uuid, after.number, after.classes, after.concluded) == (
        exam.uuid,
        exam.number,
        exam.classes,
        exam.concluded,
    )
    assert (after.version, after.name, after.sheet.why) == (2, "Tên Mới", "Sai tên")
    assert [entry.details["version"] for entry in history(subject=f"exam:{exam.uuid}")] == [1, 2]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"why": "  "}, "Vui lòng ghi lý do sửa"),
        ({"sheet": sheet(classes=("D",))}, "Hạng của phiếu đã phát hành không sửa được"),
        ({"sheet": sheet(drugs=("opiates",))}, "không đủ sức khỏe"),
    ],
)
def test_what_cannot_be_corrected_is_refused(doctor: Officer, other: dict[str, Any], sentence: str) -> None:
    exam = issue(doctor)
    with pytest.raises(UnableToIssue, match=sentence):
        correct(doctor, exam, **other)
    exam.refresh_from_db()
    assert exam.current
    assert Exam.objects.count() == 1


def test_another_clinics_exam_cannot_be_corrected(doctor: Officer) -> None:
    exam = issue(doctor)
    with pytest.raises(UnableToIssue, match="không lập ở đây"):
        correct(doctor_of("01902"), exam)
    assert Exam.objects.count() == 1


def test_one_corrected_twice_keeps_all_three(doctor: Officer) -> None:
    exam = issue(doctor)
    correct(doctor, exam)
    correct(doctor, exam, sheet=sheet(person(name="Tên Mới Nữa")), why="Vẫn sai")
    versions = Exam.objects.filter(uuid=exam.uuid).order_by("version")
    assert [(one.version, one.current, one.name) for one in versions] == [
        (1, False, "Nguyễn Thử Nghiệm"),
        (2, False, "Tên Mới"),
        (3, True, "Tên Mới Nữa"),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_two_numbers() -> None:
    doctor = doctor_of("01901")
    key_of(Clinic.objects.get(), at=issue(doctor).received_at)

    def at_once(_number: int) -> str:
        try:
            return issue(doctor).number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        numbers = sorted(pool.map(at_once, range(4)))
    assert numbers == [f"{number:05d}/GKSKLX/01901/21" for number in range(2, 6)]
