"""While the health database is asked again, a leader reads so, and what is tried too early is told, one by one."""

import pytest
from django.test import Client

from gplx.casework.checks import ASKED_AGAIN, SILENT_AGAIN
from gplx.casework.propose import propose
from gplx.dossiers.models import APPROVED, EXAMINING, Dossier
from gplx.offices.models import EXAMINER, LEADER
from gplx.registers.models import GIVEN_UP, Exchange
from tests import builders
from tests.api.acts.software import Software
from tests.pages.officer.desk import at, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier() -> Dossier:
    """Proposed a moment ago; the health database has not answered again yet."""
    made = builders.examining()
    made = propose(dossier_id=made.id, by=builders.officer(EXAMINER), request_id=builders.fresh(), seen=None)
    builders.violations_answer_again(made)
    return made


@pytest.fixture
def leader() -> Client:
    return at(builders.officer(LEADER))


def silence(dossier: Dossier) -> None:
    Exchange.objects.filter(about=f"dossier:{dossier.id}", register="health").update(state=GIVEN_UP)


def test_the_page_says_that_it_is_asked_again(dossier: Dossier, leader: Client) -> None:
    assert ASKED_AGAIN in page(leader.get(f"/can-bo/ho-so/{dossier.id}"))
    silence(dossier)
    assert SILENT_AGAIN in page(leader.get(f"/can-bo/ho-so/{dossier.id}"))
    builders.health_answers_again(dossier)
    shown = page(leader.get(f"/can-bo/ho-so/{dossier.id}"))
    assert ASKED_AGAIN not in shown
    assert SILENT_AGAIN not in shown


def test_too_early_is_told_and_afterwards_it_is_approved(dossier: Dossier, leader: Client) -> None:
    address = f"/can-bo/ho-so/{dossier.id}/approve"
    early = leader.post(address, {"request_id": builders.fresh(), "version": dossier.version})
    assert early.status_code in (400, 409)
    assert ASKED_AGAIN in page(early)
    builders.health_answers_again(dossier)
    leader.post(address, {"request_id": builders.fresh(), "version": dossier.version})
    dossier.refresh_from_db()
    assert dossier.state == APPROVED


def test_of_several_each_is_told_for_itself(dossier: Dossier, leader: Client) -> None:
    ready = builders.proposed()
    ticks = [f"{one.id}:{one.version}" for one in (dossier, ready)]
    leader.post("/can-bo/duyet", {"request_id": builders.fresh(), "dossier": ticks})
    assert [Dossier.objects.get(id=one.id).state for one in (dossier, ready)] == [EXAMINING, APPROVED]
    told = page(leader.get("/can-bo"))
    assert f"{dossier.code}: {ASKED_AGAIN}" in told
    assert f"{ready.code}: đã phê duyệt." in told


def test_departments_software_is_told_the_same(dossier: Dossier, client: Client) -> None:
    answer = Software(client, "H26").do("approve", dossier, builders.officer(LEADER))
    assert answer.json()["detail"] == ASKED_AGAIN
    dossier.refresh_from_db()
    assert dossier.state == EXAMINING
