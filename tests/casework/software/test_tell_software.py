"""A department's software is told of every act once, in order; again when it asks for that; and never of anybody's data."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from gplx.casework.expire import expire
from gplx.casework.tell_software import tell_again, tell_all_again
from gplx.casework.transfer import transfer
from gplx.ground.clock import now
from gplx.offices.models import CLERK, Webhook
from gplx.offices.software.webhooks import stop
from gplx.registers.models import ANSWERED, GIVEN_UP, SENT, WANTED, Exchange
from tests import builders
from tests.casework.software.hooks import KEY, follow, listens, told

pytestmark = pytest.mark.django_db
STORY = [
    ("submit", "draft", "submitted", 2),
    ("ask_payment", "submitted", "submitted", 3),
    ("pay", "submitted", "submitted", 4),
    ("accept", "submitted", "examining", 5),
]


@pytest.fixture(autouse=True)
def _keys(settings: Settings) -> None:
    settings.WEBHOOK_KEYS = [KEY]


def end(state: str, **which: Any) -> None:
    """The calls of the department's software end so."""
    Exchange.objects.filter(about="webhook:H26", **which).update(state=state, ended_at=now(), answer={})


def test_every_act_from_submission_on_is_told_with_the_version_after_it() -> None:
    listens()
    dossier = builders.examining()
    follow(dossier)
    assert told() == STORY
    assert dossier.version == STORY[-1][3]
    lanes = set(Exchange.objects.filter(about="webhook:H26").values_list("lane", flat=True))
    assert lanes == {f"webhook:H26:{dossier.id}"}


def test_it_is_in_order_and_once_whatever_order_the_jobs_come_in() -> None:
    listens()
    dossier = builders.examining()
    follow(dossier, backwards=True)
    follow(dossier)
    assert told() == STORY


def test_nobody_listens_so_nothing_is_told() -> None:
    follow(builders.examining())
    listens("H24")
    follow(builders.examining())
    assert not Exchange.objects.filter(register="webhooks").exists()


def test_what_was_before_it_listened_is_not_told_by_itself() -> None:
    dossier = builders.paid()
    listens()
    builders.accept(dossier_id=dossier.id, by=builders.officer(CLERK), request_id=builders.fresh(), seen=None)
    follow(dossier)
    assert told() == STORY[3:]


def test_who_stopped_listening_is_told_nothing() -> None:
    listens()
    stop(department_id="H26")
    follow(builders.submitted())
    assert told() == []


def test_a_draft_that_expires_is_told_to_nobody() -> None:
    listens()
    dossier = builders.draft()
    expire(dossier_id=dossier.id, idle_since=now())
    follow(dossier)
    assert told() == []


def test_nothing_that_is_asked_holds_personal_data() -> None:
    listens()
    dossier = builders.handed_over()
    follow(dossier)
    words = str(list(Exchange.objects.filter(register="webhooks").values_list("ask", flat=True)))
    person = dossier.applicant
    assert len(told()) > 5
    for secret in (person.name, person.address, dossier.phone, dossier.licence.number, "Cán bộ Thử"):
        assert not secret or secret not in words
    assert set(Exchange.objects.filter(register="webhooks").first().ask) == {
        "department", "id", "code", "act", "before", "after", "version", "at",
    }  # fmt: skip


def test_after_a_transfer_both_are_told_of_it_and_the_new_one_of_what_follows() -> None:
    listens("H26")
    listens("H24")
    dossier = builders.submitted(green=False)
    clerk = builders.officer(CLERK)
    transfer(
        dossier_id=dossier.id, by=clerk, request_id=builders.fresh(), seen=None, department_id="H24", reason="Nhầm Sở"
    )
    builders.learn_violations_clear(dossier)
    follow(dossier, backwards=True)
    moved = ("transfer", "submitted", "submitted", 3)
    assert told("H26") == [("submit", "draft", "submitted", 2), moved]
    assert told("H24")[0] == moved
    assert ("submit", "draft", "submitted", 2) not in told("H24")


def test_one_that_was_answered_is_told_again_as_the_same_message() -> None:
    listens()
    follow(builders.paid())
    end(ANSWERED)
    first = Exchange.objects.filter(about="webhook:H26").earliest("id")
    for _ in range(2):
        tell_again(department_id="H26", exchange_id=first.id, request_id="lan-nua-1")
    assert told()[3:] == STORY[:1]
    again = Exchange.objects.filter(about="webhook:H26").latest("id")
    assert (again.ask, again.lane, again.state) == (first.ask, first.lane, WANTED)


def test_one_that_was_given_up_goes_on_in_its_place() -> None:
    listens()
    follow(builders.paid())
    given_up = Exchange.objects.filter(about="webhook:H26").earliest("id")
    end(GIVEN_UP, id=given_up.id)
    assert tell_again(department_id="H26", exchange_id=given_up.id, request_id="lan-nua-1") == 1
    given_up.refresh_from_db()
    assert (given_up.state, given_up.attempts) == (WANTED, 0)
    assert told() == STORY[:3]


@pytest.mark.parametrize("state", [WANTED, SENT])
def test_one_that_is_on_its_way_is_left_alone(state: str) -> None:
    listens()
    follow(builders.submitted())
    one = Exchange.objects.filter(about="webhook:H26").earliest("id")
    Exchange.objects.filter(id=one.id).update(state=state)
    assert tell_again(department_id="H26", exchange_id=one.id, request_id="lan-nua-1") == 0
    assert len(told()) == 2


def test_another_departments_messages_are_none() -> None:
    listens()
    builders.department("H24")
    follow(builders.submitted())
    end(ANSWERED)
    one = Exchange.objects.filter(about="webhook:H26").earliest("id")
    assert tell_again(department_id="H24", exchange_id=one.id, request_id="lan-nua-1") == 0
    assert tell_again(department_id="H26", exchange_id=0, request_id="lan-nua-1") == 0
    assert tell_all_again(department_id="H24", since=now() - timedelta(days=1), request_id="lan-nua-2") == 0
    assert len(told()) == 2


def test_all_since_a_moment_is_told_again_once_a_request() -> None:
    listens()
    follow(builders.paid())
    end(ANSWERED)
    since = now() - timedelta(hours=1)
    assert tell_all_again(department_id="H26", since=since, request_id="tat-ca-1") == 3
    assert tell_all_again(department_id="H26", since=since, request_id="tat-ca-1") == 0
    assert told() == STORY[:3] * 2
    assert tell_all_again(department_id="H26", since=now() + timedelta(hours=1), request_id="tat-ca-2") == 0


def test_all_since_a_moment_holds_what_was_before_it_listened() -> None:
    follow(builders.paid())
    listens()
    assert tell_all_again(department_id="H26", since=now() - timedelta(hours=1), request_id="tat-ca-1") == 3
    assert told() == STORY[:3]


def test_the_moment_since_which_it_listens_is_that_of_its_registration() -> None:
    hook = listens()
    assert now() - hook.since < timedelta(minutes=1)
    assert Webhook.objects.count() == 1
