"""Before an approval the health database is asked once more; a silent one stops the approval, and never for ever."""

from datetime import date
from typing import Any

import msgspec
import pytest

from gplx.casework.approve import CHANGED, approve
from gplx.casework.checks import ASKED_AGAIN, SILENT_AGAIN, checks_of
from gplx.casework.propose import propose
from gplx.casework.receive_exam import receive_exam
from gplx.casework.record_answer import PaperAnswer, record_answer
from gplx.casework.send_back import send_back
from gplx.dossiers.models import APPROVED, EXAMINING, Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.health.models import PAPER
from gplx.health.questions import evidence_of
from gplx.offices.models import CLERK, EXAMINER, LEADER
from gplx.registers.models import GIVEN_UP, REFUSED, Exchange
from tests import builders
from tests.health.exams import sender

pytestmark = pytest.mark.django_db


def proposed() -> Dossier:
    """A dossier that was proposed a moment ago: the health database has not answered again yet."""
    dossier = builders.examining()
    propose_again(dossier)
    dossier.refresh_from_db()
    return dossier


def question(dossier: Dossier) -> Exchange:
    return Exchange.objects.filter(about=f"dossier:{dossier.id}", register="health").latest("id")


def approving(dossier: Dossier) -> str:
    """What the leader is told; empty where it is approved."""
    try:
        approve(dossier_id=dossier.id, by=builders.officer(LEADER), request_id=builders.fresh(), seen=None)
    except NotComplete as refusal:
        dossier.refresh_from_db()
        assert dossier.state == EXAMINING
        return str(refusal)
    dossier.refresh_from_db()
    assert dossier.state == APPROVED
    return ""


def back(dossier: Dossier) -> None:
    send_back(
        dossier_id=dossier.id, by=builders.officer(LEADER), request_id=builders.fresh(), seen=None, reason="Xem lại"
    )


def paper(dossier: Dossier, *, good: bool = True) -> None:
    answer = PaperAnswer(subject="health", good=good, note="Giấy số 1", concluded=date(2021, 9, 20), classes="B2")
    record_answer(
        dossier_id=dossier.id, by=builders.officer(CLERK), request_id=builders.fresh(), seen=None, answer=answer
    )


def propose_again(dossier: Dossier) -> None:
    propose(dossier_id=dossier.id, by=builders.officer(EXAMINER), request_id=builders.fresh(), seen=None)
    builders.violations_answer_again(dossier)


def test_a_proposal_asks_about_all_numbers_of_the_person() -> None:
    dossier = proposed()
    asked = question(dossier)
    assert asked.key == f"health:{dossier.id}:approval-{dossier.version - 1}"
    assert asked.ask["numbers"]
    assert set(asked.ask["numbers"]) == {known.number for known in dossier.applicant.numbers.all()}


def test_until_it_has_answered_nothing_is_approved() -> None:
    dossier = proposed()
    assert approving(dossier) == ASKED_AGAIN
    builders.health_answers_again(dossier)
    assert approving(dossier) == ""


def test_an_answer_that_nobody_has_learnt_of_is_none_yet() -> None:
    dossier = proposed()
    Exchange.objects.filter(id=question(dossier).id).update(state="answered", answer={"certificates": []})
    assert approving(dossier) == ASKED_AGAIN


@pytest.mark.parametrize(
    "changed",
    [{"conclusion": "A0-2"}, {"conclusion": "A0-3"}, {"drugs": True}, {"classes": ("A1",)}, {"name": "Trần Văn Khác"}],
)
def test_what_has_turned_bad_is_not_approved(changed: dict[str, Any]) -> None:
    dossier = proposed()
    edited = msgspec.structs.replace(builders.certificate(dossier.applicant), state="EDIT", **changed)
    builders.health_answers_again(dossier, edited)
    assert approving(dossier) == CHANGED


@pytest.mark.parametrize("told", [{"error_kind": "later"}, {"state": GIVEN_UP}, {"state": REFUSED}])
def test_a_silent_database_is_told_apart_from_one_that_was_just_asked(told: dict[str, str]) -> None:
    dossier = proposed()
    Exchange.objects.filter(id=question(dossier).id).update(**told)
    assert approving(dossier) == SILENT_AGAIN


def test_a_silent_database_does_not_block_for_ever() -> None:
    dossier = proposed()
    Exchange.objects.filter(id=question(dossier).id).update(state=GIVEN_UP)
    back(dossier)
    paper(dossier)
    propose_again(dossier)
    Exchange.objects.filter(id=question(dossier).id).update(state=GIVEN_UP)
    assert approving(dossier) == ""


def test_it_may_answer_late() -> None:
    dossier = proposed()
    Exchange.objects.filter(id=question(dossier).id).update(error_kind="later")
    assert approving(dossier) == SILENT_AGAIN
    builders.health_answers_again(dossier)
    assert approving(dossier) == ""


def test_each_proposal_asks_anew() -> None:
    dossier = proposed()
    builders.health_answers_again(dossier)
    back(dossier)
    propose_again(dossier)
    assert approving(dossier) == ASKED_AGAIN


def test_a_paper_that_an_officer_recorded_needs_no_second_answer() -> None:
    dossier = builders.examining()
    paper(dossier)
    propose_again(dossier)
    assert approving(dossier) == ""
    counted = evidence_of(dossier)
    assert counted is not None
    assert counted.channel == PAPER


def test_a_clinics_exam_needs_no_second_answer_and_is_looked_up_at_once() -> None:
    clinic, dossier = sender.connected(), builders.examining()
    receive_exam(clinic=clinic, message=sender.of(dossier.applicant))
    propose_again(dossier)
    assert approving(dossier) == ""


def test_a_clinics_edit_that_no_job_has_spread_yet_stops_the_approval_all_the_same() -> None:
    clinic, dossier = sender.connected(), builders.examining()
    dossier.health.all().delete()
    receive_exam(clinic=clinic, message=sender.of(dossier.applicant))
    propose_again(dossier)
    receive_exam(clinic=clinic, message=sender.of(dossier.applicant, STATE="EDIT", MATUY="1"))
    assert approving(dossier) == CHANGED


def test_only_proposed_dossiers_wait_for_it() -> None:
    dossier = builders.examining()
    assert dossier.accepted_at
    assert question(dossier).wanted_at < dossier.accepted_at
    assert {check.verdict for check in checks_of(dossier)} == {"ok"}
