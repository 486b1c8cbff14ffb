"""A clinic's software sends twice at the same moment, or edits while a leader approves."""

from functools import partial
from typing import Any

import pytest

from gplx.casework.approve import approve
from gplx.casework.learn_exams import spread_exam
from gplx.casework.propose import propose
from gplx.casework.receive_exam import receive_exam
from gplx.dossiers.models import APPROVED, EXAMINING, Dossier
from gplx.health.exams.models import Exam
from gplx.health.models import CLINIC, Evidence
from gplx.ledger.models import Entry
from gplx.offices.models import EXAMINER, LEADER, Clinic
from tests import builders
from tests.casework.acts.together import kinds, together
from tests.health.exams import sender

pytestmark = pytest.mark.django_db(transaction=True)


def sending(clinic: Clinic, message: dict[str, Any]) -> Any:
    return partial(receive_exam, clinic=clinic, message=message)


def test_the_same_message_three_times_is_one_exam() -> None:
    clinic, message = sender.connected(), sender.message()
    outcomes = together(*[sending(clinic, message)] * 3)
    assert kinds(outcomes) == ["done"] * 3
    assert Exam.objects.count() == Entry.objects.filter(act="receive_exam").count() == 1


def test_of_two_different_ones_under_one_number_one_is_first() -> None:
    clinic = sender.connected()
    messages = [sender.message(KETLUAN=conclusion) for conclusion in ("A0-1", "A0-2")]
    outcomes = together(*[sending(clinic, message) for message in messages])
    assert sorted(kinds(outcomes)) == ["UnableToReceive", "done"]
    assert Exam.objects.count() == 1


def test_two_edits_are_two_versions() -> None:
    clinic = sender.connected()
    receive_exam(clinic=clinic, message=sender.message())
    edits = [sender.message(STATE="EDIT", KETLUAN=conclusion) for conclusion in ("A0-2", "A0-3")]
    assert kinds(together(*[sending(clinic, message) for message in edits])) == ["done"] * 2
    assert sorted(Exam.objects.values_list("version", flat=True)) == [1, 2, 3]
    assert Exam.objects.get(current=True).version == 3


def test_learning_at_the_same_moment_keeps_one_piece_of_evidence() -> None:
    clinic, dossier = sender.connected(), builders.draft()
    receive_exam(clinic=clinic, message=sender.of(dossier.applicant))
    exam = Exam.objects.get()
    assert kinds(together(*[partial(spread_exam, exam_id=exam.id)] * 3)) == ["done"] * 3
    assert Evidence.objects.filter(dossier=dossier, channel=CLINIC).count() == 1


def test_an_edit_comes_before_the_approval_or_after_it() -> None:
    clinic, dossier = sender.connected(), builders.examining()
    dossier.health.all().delete()
    receive_exam(clinic=clinic, message=sender.of(dossier.applicant))
    propose(dossier_id=dossier.id, by=builders.officer(EXAMINER), request_id="p", seen=None)
    leader = builders.officer(LEADER)
    outcomes = together(
        partial(approve, dossier_id=dossier.id, by=leader, request_id="a", seen=None),
        sending(clinic, sender.of(dossier.applicant, STATE="EDIT", MATUY="1")),
    )
    state = Dossier.objects.get(id=dossier.id).state
    assert (kinds(outcomes), state) in [(["done", "done"], APPROVED), (["NotComplete", "done"], EXAMINING)]
