"""Before an approval police and inspectorate are asked once more: clear, a new hold, or no answer, each with its own consequence."""

from datetime import date, timedelta

import pytest
from django.test import override_settings

from gplx.casework.approve import CHANGED, approve
from gplx.casework.checks import AGAIN, ASKED_AGAIN, OLD_ANSWERS, checks_of
from gplx.casework.learn_violations import learn_violations
from gplx.casework.propose import propose
from gplx.casework.record_answer import PaperAnswer, record_answer
from gplx.casework.send_back import send_back
from gplx.dossiers.models import APPROVED, EXAMINING, Act, Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.ground.clock import now
from gplx.licences.models import ElectronicLicence
from gplx.offices.models import CLERK, EXAMINER, LEADER
from gplx.registers.models import GIVEN_UP, REFUSED, Exchange
from gplx.violations.models import INSPECTORATE, POLICE, SOURCES, Answer
from tests import builders
from tests.violations.measures import CLEAR, told

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("source", [POLICE, INSPECTORATE])
BEFORE_2025 = {"seized": "Điều 125", "stripped": "Điều 25"}


def proposed() -> Dossier:
    """Proposed a moment ago; the health database has said the same again, police and inspectorate not yet."""
    dossier = builders.examining()
    propose(dossier_id=dossier.id, by=builders.officer(EXAMINER), request_id=builders.fresh(), seen=None)
    builders.health_answers_again(dossier)
    return dossier


def question(dossier: Dossier, source: str) -> Exchange:
    return Exchange.objects.filter(about=f"dossier:{dossier.id}", register=source).latest("id")


def silence(dossier: Dossier, source: str, **how: str) -> None:
    Exchange.objects.filter(id=question(dossier, source).id).update(**how or {"state": GIVEN_UP})


def other(source: str) -> str:
    return INSPECTORATE if source == POLICE else POLICE


def approving(dossier: Dossier) -> str:
    """What the leader is told, and that nothing was given then; empty where it is approved."""
    try:
        approve(dossier_id=dossier.id, by=builders.officer(LEADER), request_id=builders.fresh(), seen=None)
    except NotComplete as refusal:
        dossier.refresh_from_db()
        assert (dossier.state, dossier.approved_at) == (EXAMINING, None)
        assert not ElectronicLicence.objects.filter(dossier_code=dossier.code).exists()
        return str(refusal)
    dossier.refresh_from_db()
    assert dossier.state == APPROVED
    return ""


def back(dossier: Dossier) -> None:
    send_back(
        dossier_id=dossier.id, by=builders.officer(LEADER), request_id=builders.fresh(), seen=None, reason="Xem lại"
    )


def paper(dossier: Dossier, source: str, *, good: bool = True) -> None:
    answer = PaperAnswer(subject=source, good=good, note="Công văn 12/CV-THU")
    record_answer(
        dossier_id=dossier.id, by=builders.officer(CLERK), request_id=builders.fresh(), seen=None, answer=answer
    )


def test_a_proposal_asks_both_by_every_number_and_the_birth_date() -> None:
    dossier = proposed()
    for source in SOURCES:
        asked = question(dossier, source)
        assert asked.key == f"{source}:{dossier.id}:approval-{dossier.version}"
        known = {one.number for one in dossier.applicant.numbers.all()} | {dossier.licence.number}
        assert set(asked.ask["numbers"]) == known
        assert asked.ask["born"] == dossier.applicant.born.isoformat()


@BOTH
def test_until_each_has_answered_nothing_is_approved(source: str) -> None:
    dossier = proposed()
    builders.violations_answer_again(dossier, **{other(source): CLEAR})
    assert approving(dossier) == AGAIN[source]["asking"]
    builders.violations_answer_again(dossier, **{source: CLEAR})
    assert approving(dossier) == ""


def test_of_several_that_are_awaited_the_first_is_named() -> None:
    dossier = builders.examining()
    propose(dossier_id=dossier.id, by=builders.officer(EXAMINER), request_id=builders.fresh(), seen=None)
    assert approving(dossier) == ASKED_AGAIN
    assert [check.name for check in checks_of(Dossier.objects.get(id=dossier.id)) if check.again] == [
        "health",
        POLICE,
        INSPECTORATE,
    ]


@BOTH
@pytest.mark.parametrize(("kind", "article"), BEFORE_2025.items())
def test_a_new_hold_stops_the_approval_with_its_article(source: str, kind: str, article: str) -> None:
    dossier = proposed()
    builders.violations_answer_again(dossier, **{other(source): CLEAR, source: told(kind=kind)})
    said = approving(dossier)
    assert said.startswith(f"{SOURCES[source]} đang áp dụng biện pháp xử lý vi phạm (")
    assert article in said
    (check,) = (one for one in checks_of(Dossier.objects.get(id=dossier.id)) if one.name == source)
    assert (check.verdict, article in check.article) == ("held", True)


@BOTH
@pytest.mark.parametrize("kind", ["unpaid_fine", "unresolved"])
def test_what_the_law_of_the_day_only_warns_of_stops_nothing(source: str, kind: str) -> None:
    """Before 2025 no text bars who owes a fine (DOMAIN 10)."""
    dossier = proposed()
    builders.violations_answer_again(dossier, **{other(source): CLEAR, source: told(kind=kind)})
    assert approving(dossier) == ""


def test_a_hold_that_is_lifted_is_learnt_of_at_the_next_proposal() -> None:
    dossier = proposed()
    builders.violations_answer_again(dossier, police=told(), inspectorate=CLEAR)
    assert "đang áp dụng biện pháp" in approving(dossier)
    back(dossier)
    with pytest.raises(NotComplete):
        propose(dossier_id=dossier.id, by=builders.officer(EXAMINER), request_id=builders.fresh(), seen=None)
    learn_violations(dossier_id=dossier.id, source=POLICE, found=told(active=False))
    propose(dossier_id=dossier.id, by=builders.officer(EXAMINER), request_id=builders.fresh(), seen=None)
    builders.agencies_answer_again(dossier)
    assert approving(dossier) == ""


@BOTH
@pytest.mark.parametrize("how", [{"error_kind": "try_later"}, {"state": GIVEN_UP}, {"state": REFUSED}])
def test_no_answer_is_neither_clear_nor_a_hold(source: str, how: dict[str, str]) -> None:
    dossier = proposed()
    builders.violations_answer_again(dossier, **{other(source): CLEAR})
    silence(dossier, source, **how)
    assert approving(dossier) == AGAIN[source]["silent"]
    assert Answer.objects.get(dossier=dossier, source=source).verdict == "clear"


@BOTH
def test_where_it_stays_silent_a_paper_that_an_officer_recorded_serves(source: str) -> None:
    dossier = proposed()
    builders.violations_answer_again(dossier, **{other(source): CLEAR})
    silence(dossier, source)
    back(dossier)
    paper(dossier, source)
    propose(dossier_id=dossier.id, by=builders.officer(EXAMINER), request_id=builders.fresh(), seen=None)
    builders.health_answers_again(dossier)
    builders.violations_answer_again(dossier, **{other(source): CLEAR})
    silence(dossier, source)
    assert approving(dossier) == ""
    assert Answer.objects.get(dossier=dossier, source=source).paper_by == "Cán bộ Thử"


def test_what_the_register_says_after_all_takes_the_place_of_the_paper() -> None:
    dossier = builders.examining()
    paper(dossier, POLICE)
    propose(dossier_id=dossier.id, by=builders.officer(EXAMINER), request_id=builders.fresh(), seen=None)
    builders.health_answers_again(dossier)
    builders.violations_answer_again(dossier, police=told(), inspectorate=CLEAR)
    assert "Cục Cảnh sát giao thông đang áp dụng" in approving(dossier)


def test_other_trouble_is_not_told_as_waiting() -> None:
    dossier = proposed()
    Dossier.objects.filter(id=dossier.id).update(delivery="")
    assert approving(dossier) == CHANGED


@pytest.mark.parametrize(("days", "said"), [(3, ""), (4, OLD_ANSWERS)])
def test_an_answer_that_has_grown_old_counts_for_no_approval(days: int, said: str) -> None:
    dossier = proposed()
    builders.violations_answer_again(dossier)
    earlier = now() - timedelta(days=days) + timedelta(hours=1)
    Dossier.objects.filter(id=dossier.id).update(proposed_at=earlier)
    asked = Exchange.objects.filter(about=f"dossier:{dossier.id}")
    asked.update(wanted_at=earlier, ended_at=earlier)
    assert approving(dossier) == said


@override_settings(ANSWER_DAYS=10)
def test_how_old_is_too_old_is_a_setting() -> None:
    dossier = proposed()
    builders.violations_answer_again(dossier)
    earlier = now() - timedelta(days=9)
    Dossier.objects.filter(id=dossier.id).update(proposed_at=earlier)
    Exchange.objects.filter(about=f"dossier:{dossier.id}").update(wanted_at=earlier, ended_at=earlier)
    assert approving(dossier) == ""


@pytest.mark.parametrize(("until", "stands"), [(date(2021, 9, 26), "ok"), (date(2021, 9, 27), "held"), (None, "held")])
def test_a_measure_whose_last_day_is_over_holds_no_longer(until: date | None, stands: str) -> None:
    """Of a dossier that was filed while it held: what counts is the day on which it is decided about."""
    dossier = builders.submitted(green=False)
    Dossier.objects.filter(id=dossier.id).update(submitted_at=now() - timedelta(days=6))
    learn_violations(dossier_id=dossier.id, source=POLICE, found=told(until=until))
    (check,) = (one for one in checks_of(Dossier.objects.get(id=dossier.id)) if one.name == POLICE)
    assert check.verdict == stands


def test_a_refused_approval_leaves_no_trace() -> None:
    dossier = proposed()
    acts = Act.objects.filter(dossier=dossier).count()
    assert approving(dossier)
    assert Act.objects.filter(dossier=dossier).count() == acts
