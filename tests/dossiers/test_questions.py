"""Who sees which dossiers, and in what order."""

from uuid import uuid4

import pytest

from gplx.dossiers.models import POST, Dossier
from gplx.dossiers.questions import completion, dossier_by_id, history, of_applicant, queue, visible_to, was_done
from gplx.offices.models import CLERK
from tests import builders
from tests.casework.acts.stages import asked_to_correct
from tests.casework.acts.tries import TRIES
from tests.moments import at

pytestmark = pytest.mark.django_db


def test_an_officer_sees_what_was_filed_with_the_own_office_alone() -> None:
    builders.draft()
    builders.submitted(department_id="H24")
    mine, done = builders.submitted(), builders.handed_over()
    assert set(visible_to(builders.officer(CLERK))) == {mine, done}


def test_what_is_due_first_stands_first_and_what_waits_for_the_applicant_last() -> None:
    with at("2021-09-20"):
        waits, long_due = asked_to_correct(), builders.examining()
    with at("2021-09-21T09:00"):
        later = builders.submitted()
    with at("2021-09-21T08:00"):
        earlier = builders.submitted()
    with at("2021-09-21T10:00"):
        refused = TRIES["refuse receipt"].ready()
        TRIES["refuse receipt"].do(refused, builders.officer(CLERK), request_id="r1")
    person = builders.officer(CLERK)
    assert list(queue(person)) == [earlier, later, long_due, waits]
    assert list(queue(person, states=("refused",))) == [refused]


def test_a_person_sees_their_own_the_newest_first() -> None:
    with at("2021-09-20"):
        first = builders.submitted()
    with at("2021-09-21"):
        second = builders.draft(first.applicant)
    builders.draft()
    assert list(of_applicant(first.applicant)) == [second, first]


def test_history_is_told_from_its_beginning() -> None:
    dossier = builders.examining()
    assert [act.act for act in history(dossier)] == ["submit", "ask_payment", "pay", "accept"]


@pytest.mark.parametrize(
    ("change", "done"),
    [({}, True), ({"request_id": "r2"}, False), ({"act": "refuse"}, False), ({"dossier_id": uuid4()}, False)],
)
def test_a_request_is_known_again_as_the_officers_own(change: dict[str, object], done: bool) -> None:
    trial = TRIES["accept"]
    dossier = trial.ready()
    clerk = trial.doer(dossier)
    trial.do(dossier, clerk, request_id="r1")
    asked = {"dossier_id": dossier.id, "act": "accept", "request_id": "r1"} | change
    assert was_done(officer=clerk, **asked) is done
    assert not was_done(officer=builders.officer(CLERK), **asked)


def test_a_code_opens_only_what_was_filed() -> None:
    dossier = builders.submitted()
    assert completion(f" {dossier.code}\n") == dossier
    assert completion("000.00.99.H26-210927-0002") is None
    assert completion("") is None
    draft = builders.draft()
    Dossier.objects.filter(id=draft.id).update(code="000.00.99.H26-210927-0009")
    assert completion("000.00.99.H26-210927-0009") is None


def test_a_dossier_is_found_by_its_id_or_not_at_all() -> None:
    dossier = builders.draft()
    assert dossier_by_id(str(dossier.id)).delivery == POST
    with pytest.raises(Dossier.DoesNotExist):
        dossier_by_id(uuid4())
