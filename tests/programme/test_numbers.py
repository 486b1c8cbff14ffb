"""The Directorate's numbers at their edges: the last minute of the day, what does not count, and means that are rounded."""

from datetime import date, datetime, time, timedelta

import pytest

from gplx.casework.ask_correction import ask_correction
from gplx.casework.refuse import refuse
from gplx.casework.reopen import reopen
from gplx.casework.transfer import transfer
from gplx.casework.withdraw import withdraw
from gplx.dossiers.models import (
    APPROVED,
    CLOSED,
    DRAFT,
    EXAMINING,
    REFUSED,
    STATES,
    SUBMITTED,
    WITH_APPLICANT,
    WITHDRAWN,
    Dossier,
)
from gplx.ground.clock import HANOI, now
from gplx.offices.changes import open_departments, open_directorate
from gplx.offices.models import CLERK, LEADER, Department
from gplx.programme.questions import Office, departments
from tests import builders
from tests.builders import fresh

pytestmark = pytest.mark.django_db
DUE = date(2021, 10, 4)
TOLD = {"reason": "Lý do thử.", "seen": None}


def hanoi() -> Office:
    return next(one for one in departments() if one.province == "Hà Nội")


def counted() -> tuple[int, int]:
    """How many of Hà Nội were decided, and how many of these in time."""
    return hanoi().decided, hanoi().on_time


def states(office: Office) -> dict[str, int]:
    """Those that there are."""
    return {state: number for state, number in office.states.items() if number}


def refused(dossier: Dossier) -> Dossier:
    told = TOLD | {"article": "Điều 37"}
    return refuse(dossier_id=dossier.id, by=builders.officer(LEADER, CLERK), request_id=fresh(), **told)


@pytest.mark.parametrize(
    ("at", "on_time"),
    [
        (datetime.combine(DUE, time(0, 0), HANOI), 1),
        (datetime.combine(DUE, time(17, 0), HANOI), 1),
        (datetime.combine(DUE, time(23, 59, 59), HANOI), 1),
        (datetime.combine(DUE + timedelta(days=1), time(0, 0), HANOI), 0),
        (datetime.combine(DUE + timedelta(days=1), time(6, 59), HANOI), 0),
    ],
    ids=["the first minute", "closing time", "the last second", "midnight", "still that day in London"],
)
@pytest.mark.parametrize("end", ["approved", "refused"])
def test_the_day_that_was_given_ends_at_midnight_in_hanoi(end: str, at: datetime, on_time: int) -> None:
    dossier = builders.approved() if end == "approved" else refused(builders.examining())
    moment = {"approved_at": at} if end == "approved" else {"ended_at": at}
    Dossier.objects.filter(id=dossier.id).update(due_on=DUE, **moment)
    assert counted() == (1, on_time)


def test_what_was_decided_without_a_day_is_not_in_time() -> None:
    dossier = builders.approved()
    Dossier.objects.filter(id=dossier.id).update(due_on=None)
    assert counted() == (1, 0)


def a_withdrawn() -> Dossier:
    dossier = builders.examining()
    return withdraw(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)


def a_correction() -> Dossier:
    dossier = builders.submitted()
    told = TOLD | {"items": ["photo"]}
    return ask_correction(dossier_id=dossier.id, by=builders.officer(CLERK), request_id=fresh(), **told)


def a_reopened() -> Dossier:
    dossier = refused(builders.examining())
    return reopen(dossier_id=dossier.id, by=builders.officer(LEADER), request_id=fresh(), **TOLD)


def a_refusal_at_the_desk() -> Dossier:
    return refused(builders.paid())


@pytest.mark.parametrize(
    ("build", "state", "decided"),
    [
        (builders.submitted, SUBMITTED, 0),
        (builders.paid, SUBMITTED, 0),
        (builders.examining, EXAMINING, 0),
        (builders.proposed, EXAMINING, 0),
        (a_correction, WITH_APPLICANT, 0),
        (a_reopened, EXAMINING, 0),
        (a_withdrawn, WITHDRAWN, 0),
        (a_refusal_at_the_desk, REFUSED, 0),
        (builders.approved, APPROVED, 1),
        (builders.handed_over, APPROVED, 1),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_each_dossier_counts_once_where_it_stands(build, state: str, decided: int) -> None:
    build()
    assert states(hanoi()) == {state: 1}
    assert counted() == (decided, decided)
    assert (hanoi().all, hanoi().closed) == (1, 0)


def test_a_draft_is_its_owners_business() -> None:
    builders.draft()
    assert hanoi().all == 0
    assert hanoi().states[DRAFT] == 0


def test_every_state_has_a_number_even_where_there_is_nothing() -> None:
    open_departments()
    for office in departments():
        assert office.states == dict.fromkeys(STATES, 0)
        assert (office.all, office.decided, office.on_time, office.closed) == (0, 0, 0, 0)


def test_a_transferred_dossier_counts_where_it_went() -> None:
    dossier = builders.submitted(green=False)
    builders.department("H24")
    told = TOLD | {"department_id": "H24"}
    transfer(dossier_id=dossier.id, by=builders.officer(CLERK), request_id=fresh(), **told)
    numbers = {one.province: one.all for one in departments() if one.all}
    assert numbers == {"Hải Phòng": 1}


def test_a_closed_dossier_is_one_whose_card_is_there() -> None:
    dossier = builders.handed_over()
    Dossier.objects.filter(id=dossier.id).update(state=CLOSED, ended_at=now())
    assert (hanoi().closed, states(hanoi())) == (1, {CLOSED: 1})


def test_departments_that_joined_are_those_that_say_so() -> None:
    open_departments()
    Department.objects.filter(id="H26").update(online=False)
    assert not hanoi().online
    assert sum(one.online for one in departments()) == 11


def test_the_directorate_is_no_department() -> None:
    open_directorate()
    assert departments() == []
