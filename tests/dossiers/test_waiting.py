"""Whom a dossier waits for: the question to the database and the main table say the same."""

from collections.abc import Callable
from itertools import product

import pytest

from gplx.dossiers.models import DESK, POST, Dossier
from gplx.dossiers.waiting import next_step, waiting_for
from gplx.offices.models import CLERK, EXAMINER, LEADER, OFFICE_ROLES, PRINTER
from tests import builders
from tests.casework.acts.stages import failed_at_the_door
from tests.casework.acts.tries import TRIES

pytestmark = pytest.mark.django_db


def called_back() -> Dossier:
    """To be fetched at the desk, while the card is still with the post."""
    trial = TRIES["fetch it instead"]
    dossier = trial.ready()
    return trial.do(dossier, trial.doer(dossier), request_id=builders.fresh())


def came_back() -> Dossier:
    """Its card is in the department again."""
    trial = TRIES["take back"]
    dossier = trial.ready()
    return trial.do(dossier, trial.doer(dossier), request_id=builders.fresh())


def lost() -> Dossier:
    """Its card is nowhere."""
    trial = TRIES["lose the card"]
    dossier = trial.ready()
    return trial.do(dossier, trial.doer(dossier), request_id=builders.fresh())


@pytest.mark.parametrize(
    ("build", "role", "step"),
    [
        (lambda: builders.submitted(green=False), CLERK, "ask_payment"),
        (lambda: builders.submitted(green=False), EXAMINER, ""),
        (builders.submitted, CLERK, ""),
        (builders.paid, CLERK, "accept"),
        (builders.paid, LEADER, ""),
        (builders.examining, EXAMINER, "propose"),
        (builders.examining, LEADER, ""),
        (builders.proposed, EXAMINER, ""),
        (builders.proposed, LEADER, "approve"),
        (builders.approved, PRINTER, "print_card"),
        (builders.printed, PRINTER, "hand_over"),
        (lambda: builders.handed_over(delivery=DESK), PRINTER, "deliver"),
        (lambda: builders.handed_over(delivery=POST), PRINTER, ""),
        (failed_at_the_door, PRINTER, ""),
        (called_back, PRINTER, ""),
        (came_back, PRINTER, "hand_over"),
        (lost, PRINTER, "print_card"),
    ],
)
def test_the_next_step_is_somebodys(build: Callable[[], Dossier], role: str, step: str) -> None:
    dossier, person = build(), builders.officer(role)
    assert next_step(dossier, officer=person) == step
    assert waiting_for(person).filter(id=dossier.id).exists() == bool(step)


def test_the_database_and_the_table_agree_on_every_role_and_stage() -> None:
    stages = [
        builders.submitted(green=False),
        builders.submitted(),
        builders.paid(),
        builders.examining(),
        builders.proposed(),
        builders.approved(delivery=DESK),
        builders.printed(),
        builders.handed_over(delivery=DESK),
        builders.handed_over(delivery=POST),
        called_back(),
        came_back(),
        lost(),
    ]
    people = [
        builders.officer(*roles) for roles in [(role,) for role in OFFICE_ROLES] + [OFFICE_ROLES, (CLERK, PRINTER)]
    ]
    for person, dossier in product(people, stages):
        found = waiting_for(person).filter(id=dossier.id).exists()
        assert found == bool(next_step(dossier, officer=person)), (person.roles, dossier.state)


def test_nobody_approves_what_they_proposed() -> None:
    both = builders.officer(EXAMINER, LEADER)
    dossier = builders.proposed(by=both)
    assert next_step(dossier, officer=both) == ""
    assert not waiting_for(both).filter(id=dossier.id).exists()
    assert next_step(dossier, officer=builders.officer(LEADER)) == "approve"


def test_another_office_waits_for_nothing_of_ours() -> None:
    builders.paid()
    assert not waiting_for(builders.officer(CLERK, department_id="H24")).exists()


def test_one_without_a_role_waits_for_nothing() -> None:
    builders.paid()
    person = builders.officer(CLERK)
    person.roles = []
    person.save()
    assert not waiting_for(person).exists()
