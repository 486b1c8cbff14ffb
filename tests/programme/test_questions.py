"""What the Directorate reads: offices, states, on time, outside systems."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gplx.casework.refuse import refuse
from gplx.dossiers.models import APPROVED, EXAMINING, REFUSED, SUBMITTED, Dossier
from gplx.ground.clock import now, today
from gplx.offices.changes import open_departments, open_directorate
from gplx.offices.models import CLERK
from gplx.programme.questions import Office, departments
from tests import builders

pytestmark = pytest.mark.django_db


def office(province: str) -> Office:
    """One of them."""
    return next(one for one in departments() if one.province == province)


def test_all_63_departments_are_there_in_the_order_of_the_alphabet() -> None:
    open_departments()
    open_directorate()
    names = [one.province for one in departments()]
    assert len(names) == 63
    assert (names[0], names[-1]) == ("An Giang", "Yên Bái")
    assert names.index("Đà Nẵng") < names.index("Hà Nội") < names.index("Hải Phòng")
    assert sum(one.online for one in departments()) == 12


def test_dossiers_are_counted_by_state_and_drafts_are_not() -> None:
    builders.draft()
    builders.submitted(green=False)
    builders.submitted()
    builders.examining()
    builders.approved(department_id="H24")
    here, there = office("Hà Nội"), office("Hải Phòng")
    assert {state: n for state, n in here.states.items() if n} == {SUBMITTED: 2, EXAMINING: 1}
    assert {state: n for state, n in there.states.items() if n} == {APPROVED: 1}
    assert (here.all, here.closed, here.decided) == (3, 0, 0)


@pytest.mark.parametrize(("days", "on_time"), [(0, 1), (1, 1), (-1, 0)])
def test_on_time_is_not_after_the_day_that_was_given(days: int, on_time: int) -> None:
    dossier = builders.approved()
    Dossier.objects.filter(id=dossier.id).update(due_on=today() + timedelta(days=days))
    assert (office("Hà Nội").decided, office("Hà Nội").on_time) == (1, on_time)


def test_what_was_delivered_late_was_decided_in_time() -> None:
    dossier = builders.approved()
    late = now() + timedelta(days=60)
    Dossier.objects.filter(id=dossier.id).update(state="closed", ended_at=late, delivered_at=late)
    assert (office("Hà Nội").decided, office("Hà Nội").on_time, office("Hà Nội").closed) == (1, 1, 1)


def test_a_refusal_counts_once_the_dossier_was_accepted() -> None:
    before, after = builders.paid(), builders.examining()
    told = {"reason": "Thử", "article": "Điều 1", "seen": None}
    refuse(dossier_id=before.id, by=builders.officer(CLERK), request_id=builders.fresh(), **told)
    refuse(dossier_id=after.id, by=builders.officer(), request_id=builders.fresh(), **told)
    assert office("Hà Nội").states[REFUSED] == 2
    assert (office("Hà Nội").decided, office("Hà Nội").on_time) == (1, 1)


def test_the_questions_are_as_many_however_much_there_is() -> None:
    builders.examining()
    with CaptureQueriesContext(connection) as few:
        departments()
    for department_id in ("H24", "H26", "H26"):
        builders.examining(department_id=department_id)
    with CaptureQueriesContext(connection) as more:
        departments()
    assert len(few) == len(more) == 2
