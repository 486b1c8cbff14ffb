"""The store of exams: versions beside one another, one of them current; nothing is written over."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gplx.ground.clock import now
from gplx.health.exams.changes import EXISTS, UNKNOWN, UnableToKeep, digest_of, keep_exam
from gplx.health.exams.inspection import inspect
from gplx.health.exams.models import BROWSER, Exam, GatewayCall
from gplx.health.exams.questions import exams_under, last_calls, numbers_ever
from gplx.offices.models import DOCTOR, Clinic
from tests import builders
from tests.health.exams import sender

pytestmark = pytest.mark.django_db
NUMBER = "001085999999"


@pytest.fixture
def clinic() -> Clinic:
    return sender.connected()


def keep(clinic: Clinic, **changed: Any) -> tuple[Exam, bool]:
    """Keep what a good message says."""
    message = sender.message(**changed)
    found = inspect(message, clinic=clinic, at=now())
    assert found.said is not None
    assert found.signed is not None
    return keep_exam(clinic=clinic, message=message, said=found.said, signed=found.signed, at=now())


def test_versions_count_up_and_only_the_last_is_current(clinic: Clinic) -> None:
    first, _ = keep(clinic)
    for number, conclusion in enumerate(("A0-2", "A0-3", "A0-1"), start=2):
        edited, is_new = keep(clinic, STATE="EDIT", KETLUAN=conclusion)
        assert (edited.version, edited.uuid, is_new) == (number, first.uuid, True)
    assert list(Exam.objects.filter(current=True).values_list("version", "conclusion")) == [(4, "A0-1")]
    assert list(Exam.objects.order_by("version").values_list("conclusion", flat=True)) == [
        "A0-1",
        "A0-2",
        "A0-3",
        "A0-1",
    ]


def test_what_was_sent_is_kept_with_each_version(clinic: Clinic) -> None:
    keep(clinic, LYDO="Lần một")
    keep(clinic, STATE="EDIT", LYDO="Lần hai")
    kept = Exam.objects.order_by("version")
    assert [one.fields["LYDO"] for one in kept] == ["Lần một", "Lần hai"]
    assert [digest_of(one.fields) for one in kept] == [one.digest for one in kept]


@pytest.mark.parametrize(
    ("before", "state", "says"), [(True, "ADD", EXISTS), (False, "EDIT", UNKNOWN)], ids=["there", "not there"]
)
def test_what_does_not_fit_is_refused(clinic: Clinic, before: bool, state: str, says: str) -> None:
    if before:
        keep(clinic)
    with pytest.raises(UnableToKeep, match=says):
        keep(clinic, STATE=state, LYDO="khác")
    assert Exam.objects.count() == int(before)


def test_the_order_of_classes_makes_no_other_certificate(clinic: Clinic) -> None:
    first, _ = keep(clinic, HANGBANGLAI="C,B2")
    edited, _ = keep(clinic, HANGBANGLAI="b2 ; c", STATE="EDIT")
    assert (edited.uuid, edited.classes) == (first.uuid, "B2,C")


def test_the_database_itself_keeps_one_current_version(clinic: Clinic) -> None:
    exam, _ = keep(clinic)
    exam.pk, exam.version = None, 2
    with pytest.raises(IntegrityError, match="exam_current_once"), transaction.atomic():
        exam.save()
    exam.version, exam.current = 1, False
    with pytest.raises(IntegrityError, match="exam_version_once"), transaction.atomic():
        exam.save()


def test_only_current_ones_stand_under_a_number(clinic: Clinic) -> None:
    first, _ = keep(clinic)
    edited, _ = keep(clinic, STATE="EDIT", SOCMND_PASSPORT="012345678")
    assert list(exams_under([NUMBER])) == []
    assert [exam.id for exam in exams_under([NUMBER, "012345678"])] == [edited.id]
    assert numbers_ever(first.uuid) == {NUMBER, "012345678"}


def test_a_doctor_in_the_browser_is_kept_with_the_exam(clinic: Clinic) -> None:
    doctor = builders.officer(DOCTOR, department_id=builders.health_office().id, clinic=clinic)
    message = sender.message()
    found = inspect(message, clinic=clinic, at=now())
    assert found.said is not None
    assert found.signed is not None
    exam, _ = keep_exam(
        clinic=clinic, message=message, said=found.said, signed=found.signed, at=now(), channel=BROWSER, by=doctor
    )
    exam.refresh_from_db()
    assert (exam.channel, exam.issued_by, exam.doctor) == ("browser", doctor, "Bác sĩ Thử")


def test_the_algorithm_is_kept_as_it_was_verified(clinic: Clinic) -> None:
    message = sender.message()
    found = inspect(message, clinic=clinic, at=now())
    assert found.said is not None
    assert found.signed is not None
    strong = replace(found.signed, algorithm="RSA-SHA256")
    exam, _ = keep_exam(clinic=clinic, message=message, said=found.said, signed=strong, at=now())
    assert (exam.signature_algorithm, exam.weak_algorithm) == ("RSA-SHA256", False)


def test_the_last_calls_are_the_clinics_own_the_newest_first(clinic: Clinic) -> None:
    other = sender.connected("01902")
    for minute in range(5):
        for caller in (clinic, other, None):
            at = now() + timedelta(minutes=minute)
            GatewayCall.objects.create(at=at, clinic=caller, accepted=True, sentence=f"{minute}", milliseconds=1)
    assert [call.sentence for call in last_calls(clinic, at_most=3)] == ["4", "3", "2"]
    assert {call.clinic_id for call in last_calls(clinic)} == {"01901"}
