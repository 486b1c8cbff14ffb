"""Help with a draft: only with the code that its owner tells, only at the draft's department, until submitted or taken back."""

from datetime import timedelta

import pytest

from gplx.applicants.models import Applicant
from gplx.casework.ask_help import ask_help
from gplx.casework.fill_in import fill_in
from gplx.casework.give_help import give_help
from gplx.casework.submit import submit
from gplx.casework.take_back_help import take_back_help
from gplx.dossiers.actor import Actor, citizen
from gplx.dossiers.actor import officer as as_officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.questions import draft_with_code, entrusted_to
from gplx.dossiers.refusals import NotAllowed, NotPossibleNow
from gplx.ground.clock import now
from gplx.ledger.questions import reads
from gplx.offices.models import CLERK, Officer
from tests import builders
from tests.builders import fresh
from tests.casework.acts.stages import CODE, asked_for_help, codes
from tests.moments import at

pytestmark = pytest.mark.django_db


def take_up(dossier: Dossier, clerk: Officer, code: str = CODE) -> Dossier:
    return give_help(dossier_id=dossier.id, by=clerk, request_id=fresh(), code=code)


def helped() -> tuple[Dossier, Officer]:
    dossier, clerk = asked_for_help(), builders.officer(CLERK)
    return take_up(dossier, clerk), clerk


def fill(dossier: Dossier, by: Applicant | Actor) -> Dossier:
    change = {"item": "delivery", "change": lambda _dossier: None}
    return fill_in(dossier_id=dossier.id, by=by, request_id=fresh(), seen=None, **change)


def test_a_code_has_eight_digits_and_each_is_another() -> None:
    dossier = builders.draft()
    made = set()
    for _ in range(5):
        asked = ask_help(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)
        made.add(asked.help_code)
    assert len(made) == 5
    assert all(len(code) == 8 and code.isdecimal() for code in made)


def test_only_the_last_code_opens_the_draft() -> None:
    dossier, clerk = builders.draft(), builders.officer(CLERK)
    first = ask_help(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None).help_code
    second = ask_help(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None).help_code
    assert draft_with_code(clerk, first, at=now()) is None
    assert draft_with_code(clerk, second, at=now()) == dossier


@pytest.mark.parametrize(("code", "office"), [("76543210", "H26"), ("", "H26"), (CODE, "H17")])
def test_a_wrong_code_or_another_department_finds_nothing(code: str, office: str) -> None:
    asked_for_help()
    builders.draft()
    assert draft_with_code(builders.officer(CLERK, department_id=office), code, at=now()) is None


def test_the_code_is_good_for_a_quarter_of_an_hour() -> None:
    clerk = builders.officer(CLERK)
    with at("2021-09-27T10:00") as moment:
        dossier = asked_for_help()
    assert draft_with_code(clerk, CODE, at=moment + timedelta(minutes=14)) == dossier
    assert draft_with_code(clerk, CODE, at=moment + timedelta(minutes=16)) is None
    with at("2021-09-27T10:16"), pytest.raises(NotPossibleNow):
        take_up(dossier, clerk)


def test_the_code_is_used_up() -> None:
    dossier, clerk = helped()
    assert draft_with_code(clerk, CODE, at=now()) is None
    with pytest.raises(NotPossibleNow):
        take_up(dossier, builders.officer(CLERK))


@pytest.mark.parametrize("code", ["", "76543210"])
def test_nobody_takes_a_draft_up_without_its_code(code: str) -> None:
    dossier = asked_for_help()
    with pytest.raises(NotPossibleNow):
        take_up(dossier, builders.officer(CLERK), code)
    dossier.refresh_from_db()
    assert dossier.entrusted_at is None


def test_before_the_code_was_told_no_clerk_fills_in() -> None:
    dossier, clerk = asked_for_help(), builders.officer(CLERK)
    assert not entrusted_to(clerk).exists()
    with pytest.raises(NotAllowed):
        fill(dossier, as_officer(clerk))


def test_afterwards_both_fill_in_and_the_clerks_part_is_shown_to_the_owner() -> None:
    dossier, clerk = helped()
    fill(dossier, as_officer(clerk))
    fill(dossier, dossier.applicant)
    shown = [(entry.act, entry.actor) for entry in reads(subjects=[f"dossier:{dossier.id}"])]
    assert shown == [("fill_in", f"officer:{clerk.pk}")]


def test_taken_back_no_clerk_reaches_it_any_more() -> None:
    dossier, clerk = helped()
    take_back_help(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)
    assert not entrusted_to(clerk).exists()
    with pytest.raises(NotAllowed):
        fill(dossier, as_officer(clerk))
    with codes():
        again = ask_help(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)
    assert take_up(again, clerk).entrusted_at


@pytest.mark.parametrize("who", ["owner", "clerk"])
def test_submitted_by_either_the_help_is_over_and_it_stays_an_online_dossier(who: str) -> None:
    dossier, clerk = helped()
    builders.learn_all(dossier)
    by = as_officer(clerk) if who == "clerk" else citizen(dossier.applicant)
    filed = submit(dossier_id=dossier.id, by=by, request_id=fresh(), seen=None)
    assert (filed.channel, filed.entrusted_at, filed.help_asked_at, filed.help_code) == ("online", None, None, "")
    assert not entrusted_to(clerk).exists()


def test_a_clerk_of_another_department_cannot_help_even_with_the_code() -> None:
    with pytest.raises(NotAllowed):
        take_up(asked_for_help(), builders.officer(CLERK, department_id="H17"))
