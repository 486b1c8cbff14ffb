"""Reminders and expiry to the minute: on the day before, on the day and after; who must not be touched; many at once."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gplx.casework.ask_help import ask_help
from gplx.casework.withdraw import withdraw
from gplx.clock import drafts
from gplx.clock.drafts import expire_drafts, remind_of_drafts
from gplx.dossiers.actor import citizen
from gplx.dossiers.drafts import idle_drafts, kept_until, worked_on
from gplx.dossiers.models import DRAFT, WITHDRAWN, Act, Dossier
from gplx.ground.clock import HANOI
from gplx.letters.models import Message
from gplx.licences.models import Licence
from tests import builders
from tests.builders import fresh
from tests.casework.acts.tries import TRIES
from tests.house.entry.stages import STAGES
from tests.moments import at

pytestmark = pytest.mark.django_db
BEGUN = "2021-09-01T10:00"
FIRST, LAST = "draft", "draft_last"


@pytest.fixture
def draft() -> Dossier:
    with at(BEGUN):
        return builders.draft()


def remind(moment: str) -> list[str]:
    """Which reminders by text message there are after the calendar came round then."""
    with at(moment):
        remind_of_drafts()
    return list(Message.objects.filter(way="sms").order_by("id").values_list("template", flat=True))


def expire(moment: str) -> str:
    with at(moment):
        expire_drafts()
    return Dossier.objects.get().state


# ---- the moment


@pytest.mark.parametrize(
    ("begun", "moment", "sent"),
    [
        ("2021-09-01T10:00", "2021-09-04T09:58", []),
        ("2021-09-01T10:00", "2021-09-04T10:02", [FIRST]),
        ("2021-09-01T10:00", "2021-09-15T09:58", [FIRST]),
        ("2021-09-01T10:00", "2021-09-15T10:02", [LAST]),
        # Begun late in the evening, it waits for the morning, not for the night.
        ("2021-09-01T22:30", "2021-09-04T19:58", []),
        ("2021-09-01T22:30", "2021-09-04T22:31", []),
        ("2021-09-01T22:30", "2021-09-05T08:00", [FIRST]),
        ("2021-02-27T10:00", "2021-03-02T10:02", [FIRST]),
        ("2020-12-29T10:00", "2021-01-01T10:02", [FIRST]),
    ],
)
def test_three_and_fourteen_days_are_to_the_minute_and_by_day(begun: str, moment: str, sent: list[str]) -> None:
    with at(begun):
        builders.draft()
    assert remind(moment) == sent


@pytest.mark.parametrize("hour", range(24))
def test_each_hour_of_the_day(draft: Dossier, hour: int) -> None:
    assert remind(f"2021-09-06T{hour:02}:30") == ([FIRST] if 8 <= hour < 20 else [])


@pytest.mark.parametrize(
    ("reminders", "moment", "sent"),
    [
        ((1, 2), "2021-09-02T10:02", [FIRST]),
        ((1, 2), "2021-09-03T10:02", [LAST]),
        ((5, 20), "2021-09-06T09:58", []),
        ((5, 20), "2021-09-20T10:02", [FIRST]),
    ],
)
def test_the_days_are_those_of_the_setting(
    draft: Dossier, settings: Any, reminders: tuple[int, int], moment: str, sent: list[str]
) -> None:
    settings.DRAFT_REMINDERS = reminders
    assert remind(moment) == sent


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2021-09-30T23:59", DRAFT),
        ("2021-10-01T00:01", DRAFT),
        ("2021-10-01T23:58", DRAFT),
        ("2021-10-02T00:01", WITHDRAWN),
        ("2021-10-02T23:58", WITHDRAWN),
    ],
)
@pytest.mark.parametrize("begun", ["2021-09-01T00:01", "2021-09-01T06:59", "2021-09-01T10:00", "2021-09-01T23:58"])
def test_whatever_the_hour_of_its_first_day_the_last_day_is_whole(begun: str, moment: str, state: str) -> None:
    """Also where that hour is of another day in London."""
    with at(begun):
        builders.draft()
    Dossier.objects.update(phone="", email="")
    assert expire(moment) == state


@pytest.mark.parametrize(
    ("begun", "last_day"),
    [
        (datetime(2021, 9, 1, 0, 0, tzinfo=HANOI), "2021-10-01"),
        (datetime(2021, 9, 1, 23, 59, tzinfo=HANOI), "2021-10-01"),
        (datetime(2020, 1, 30, 12, 0, tzinfo=HANOI), "2020-02-29"),
        (datetime(2021, 1, 30, 12, 0, tzinfo=HANOI), "2021-03-01"),
        (datetime(2021, 12, 2, 12, 0, tzinfo=HANOI), "2022-01-01"),
    ],
)
def test_thirty_days_over_months_and_years(begun: datetime, last_day: str) -> None:
    assert kept_until(begun).isoformat() == last_day


@pytest.mark.parametrize(
    ("told", "moment", "state"),
    [
        ("2021-10-10T11:00", "2021-10-17T10:58", DRAFT),
        ("2021-10-10T11:00", "2021-10-17T11:02", WITHDRAWN),
        ("2021-09-25T11:00", "2021-10-02T10:58", DRAFT),
        ("2021-09-24T11:00", "2021-10-02T00:01", WITHDRAWN),
    ],
)
def test_seven_days_lie_between_the_last_word_and_the_end(draft: Dossier, told: str, moment: str, state: str) -> None:
    assert remind(told) == [LAST]
    assert expire(moment) == state


def test_the_first_reminder_is_no_notice(draft: Dossier) -> None:
    assert remind("2021-09-04T11:00") == [FIRST]
    assert expire("2021-11-30T00:45") == DRAFT


def test_another_persons_notice_is_none(draft: Dossier) -> None:
    assert remind("2021-09-16") == [LAST]
    with at(BEGUN):
        other = builders.draft()
    with at("2021-10-20"):
        expire_drafts()
    states = {one.id: one.state for one in Dossier.objects.all()}
    assert states == {draft.id: WITHDRAWN, other.id: DRAFT}


def test_it_expires_once(draft: Dossier) -> None:
    remind("2021-09-16")
    for moment in ("2021-10-05T00:45", "2021-10-05T00:46", "2021-11-05"):
        assert expire(moment) == WITHDRAWN
    act = Act.objects.get(dossier=draft)
    assert (act.act, act.by_kind, act.by_id, act.state_before) == ("expire", "system", "calendar", DRAFT)


# ---- who must not be touched


@pytest.mark.parametrize("stage", [one for one in STAGES if one is not builders.draft], ids=lambda one: one.__name__)
def test_what_was_filed_is_neither_reminded_of_nor_given_up(stage: Any) -> None:
    with at(BEGUN):
        dossier = stage()
    Dossier.objects.update(phone="", email="")
    acts = Act.objects.count()
    letters = Message.objects.filter(template__in=(FIRST, LAST))
    for moment in ("2021-09-20", "2021-12-20"):
        with at(moment):
            remind_of_drafts()
            expire_drafts()
    assert Dossier.objects.get().state == dossier.state
    assert (Act.objects.count(), letters.count()) == (acts, 0)


def test_to_ask_for_help_is_to_go_on(draft: Dossier) -> None:
    with at("2021-09-13"):
        ask_help(dossier_id=draft.id, by=draft.applicant, request_id="h", seen=None)
    assert remind("2021-09-15T11:00") == []
    assert remind("2021-09-16T11:00") == [FIRST]


def test_a_withdrawn_dossier_is_left_in_peace() -> None:
    with at(BEGUN):
        dossier = builders.submitted()
        withdraw(dossier_id=dossier.id, by=citizen(dossier.applicant), request_id="w", seen=None)
    assert remind("2021-09-20") == []
    assert expire("2021-12-01") == WITHDRAWN
    assert not Act.objects.filter(act="expire").exists()


def test_after_each_time_it_was_gone_on_with_it_lies_from_then(draft: Dossier) -> None:
    for day in ("2021-09-05", "2021-09-09"):
        with at(day):
            TRIES["fill in a draft"].do(draft, draft.applicant, request_id=day)
    since = worked_on(draft)
    assert since.astimezone(HANOI).date().isoformat() == "2021-09-09"
    assert list(idle_drafts(since=since)) == [draft]
    assert not idle_drafts(since=since - timedelta(microseconds=1)).exists()


def test_the_longest_idle_come_first() -> None:
    begun = {}
    for day in ("2021-09-03", "2021-09-01", "2021-09-02"):
        with at(day):
            begun[day] = builders.draft().id
    found = idle_drafts(since=datetime(2021, 9, 30, tzinfo=HANOI))
    assert [one.id for one in found] == [begun[day] for day in sorted(begun)]


# ---- many at once


def test_those_still_to_be_told_do_not_keep_the_others_from_their_end(
    draft: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at("2021-09-02"):
        later = builders.draft()
    Dossier.objects.filter(id=later.id).update(phone="", email="")
    monkeypatch.setattr(drafts, "AT_ONCE", 1)
    with at("2021-10-20"):
        expire_drafts()
    assert {one.id: one.state for one in Dossier.objects.all()} == {draft.id: DRAFT, later.id: WITHDRAWN}


def test_what_is_too_much_for_one_round_is_done_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "AT_ONCE", 2)
    with at(BEGUN):
        for _ in range(3):
            builders.draft()
    assert [len(remind(f"2021-09-05T{hour}:00")) for hour in ("09", "10", "11")] == [2, 3, 3]


@pytest.mark.parametrize("what", [remind_of_drafts, expire_drafts], ids=lambda one: one.__name__)
def test_a_thousand_with_whom_nothing_is_to_be_done_take_no_more_questions_than_ten(draft: Dossier, what: Any) -> None:
    """They were reminded already and have a while to go; or they are over, and their owners were told only yesterday."""
    day = "2021-10-20T10:00"

    with at("2021-10-19T10:00"):
        remind_of_drafts()
    written = Message.objects.filter(dossier=draft, template=LAST).values().earliest("id")
    licence, row = Licence.objects.values().get(), Dossier.objects.values().get()

    def fill(count: int) -> None:
        held = Licence.objects.bulk_create(
            Licence(**licence | {"id": uuid4(), "number": fresh()[:12]}) for _ in range(count)
        )
        new = (Dossier(**row | {"id": uuid4(), "licence_id": one.id}) for one in held)
        made = Dossier.objects.bulk_create(new)
        told = (Message(**written | {"id": None, "key": fresh(), "dossier_id": one.id}) for one in made)
        Message.objects.bulk_create(told)

    def asked() -> int:
        with at(day), CaptureQueriesContext(connection) as queries:
            what()
        return len(queries)

    fill(9)
    few = asked()
    fill(990)
    assert asked() == few
    assert Dossier.objects.filter(state=DRAFT).count() == 1000
