"""Drafts left lying: reminded of twice at most and never by night, given up after their last day and never unannounced."""

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from gplx.casework.submit import submit
from gplx.clock.drafts import expire_drafts, remind_of_drafts
from gplx.dossiers.actor import citizen
from gplx.dossiers.models import DRAFT, WITHDRAWN, Dossier
from gplx.letters.models import Message
from gplx.registers.models import Exchange
from tests import builders
from tests.casework.acts.tries import TRIES
from tests.moments import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Dossier:
    """Begun in the morning of the first of September."""
    with at("2021-09-01T10:00"):
        return builders.draft()


def remind_on(*moments: str) -> list[tuple[str, str]]:
    """Which reminders there are once the calendar came round at these moments, by way."""
    for moment in moments:
        with at(moment):
            remind_of_drafts()
    return list(Message.objects.order_by("id").values_list("template", "way"))


def expire_on(moment: str) -> str:
    with at(moment):
        expire_drafts()
    return Dossier.objects.get().state


FIRST, LAST = [("draft", "sms"), ("draft", "email")], [("draft_last", "sms"), ("draft_last", "email")]


def test_after_three_and_fourteen_days_and_never_again(draft: Dossier) -> None:
    assert remind_on("2021-09-04T09:00") == []
    assert remind_on("2021-09-04T11:00") == FIRST
    assert remind_on("2021-09-04T12:00", "2021-09-10", "2021-09-15T09:00") == FIRST
    assert remind_on("2021-09-15T11:00") == FIRST + LAST
    assert remind_on("2021-09-15T12:00", "2021-09-20", "2021-12-01") == FIRST + LAST


def test_what_is_said_names_the_last_day_and_nobody(draft: Dossier) -> None:
    remind_on("2021-09-04T11:00", "2021-09-15T11:00")
    first, last = Message.objects.filter(way="sms").order_by("id").values_list("text", flat=True)
    assert first == (
        "GPLX: Ông/bà có hồ sơ đổi giấy phép lái xe hạng B2 đang làm dở. Đăng nhập, mở Hồ sơ của tôi để làm tiếp. "
        "Bản nháp được giữ đến ngày 01/10/2021."
    )
    assert last == (
        "GPLX: Bản nháp đổi giấy phép lái xe hạng B2 sẽ được xóa sau ngày 01/10/2021 nếu ông/bà không làm tiếp. "
        "Đăng nhập, mở Hồ sơ của tôi."
    )
    asked = Exchange.objects.filter(about=f"dossier:{draft.id}", operation="send")
    assert sorted(asked.values_list("register", flat=True)) == ["email", "email", "sms", "sms"]


def test_in_the_language_of_the_draft(draft: Dossier) -> None:
    Dossier.objects.update(language="en")
    remind_on("2021-09-04T11:00")
    assert Message.objects.filter(way="sms").get().text.startswith("GPLX: Your exchange of a class B2 licence")


@pytest.mark.parametrize(
    ("hour", "is_sent"), [("07:59", False), ("08:00", True), ("19:59", True), ("20:00", False), ("02:00", False)]
)
def test_nobody_is_woken(draft: Dossier, hour: str, is_sent: bool) -> None:
    assert bool(remind_on(f"2021-09-08T{hour}")) is is_sent


def test_who_was_away_for_long_gets_the_last_one_alone(draft: Dossier) -> None:
    assert remind_on("2021-09-20", "2021-09-21") == LAST


def test_who_goes_on_is_left_in_peace_for_as_long_again(draft: Dossier) -> None:
    with at("2021-09-03"):
        TRIES["fill in a draft"].do(draft, draft.applicant, request_id="r1")
    assert remind_on("2021-09-05") == []
    assert remind_on("2021-09-06T11:00") == FIRST


def test_who_finished_is_not_reminded(draft: Dossier) -> None:
    with at("2021-09-02"):
        builders.learn_all(draft)
        submit(dossier_id=draft.id, by=citizen(draft.applicant), request_id="s", seen=None)
    assert remind_on("2021-09-08", "2021-09-20") == []


def test_whoever_gave_no_way_and_whose_clerk_has_it_are_not_reminded(draft: Dossier) -> None:
    Dossier.objects.update(phone="", email="")
    with at("2021-09-01"):
        builders.counter_draft()
    assert remind_on("2021-09-08", "2021-09-20") == []


def test_one_way_is_enough(draft: Dossier) -> None:
    Dossier.objects.update(email="")
    assert remind_on("2021-09-08") == FIRST[:1]


# ---- giving up


def test_the_last_day_is_a_whole_day_and_then_it_is_given_up(draft: Dossier) -> None:
    remind_on("2021-09-15T11:00")
    assert expire_on("2021-10-01T23:50") == DRAFT
    assert expire_on("2021-10-02T00:45") == WITHDRAWN
    assert expire_on("2021-10-03") == WITHDRAWN


def test_unannounced_nothing_is_given_up(draft: Dossier) -> None:
    assert expire_on("2021-10-15") == DRAFT
    remind_on("2021-10-15T11:00")
    assert "sau ngày 22/10/2021" in Message.objects.filter(way="sms").get().text
    assert expire_on("2021-10-21") == DRAFT
    assert expire_on("2021-10-23") == WITHDRAWN


def test_who_can_be_told_by_nobody_loses_it_on_the_day_that_the_pages_name(draft: Dossier) -> None:
    Dossier.objects.update(phone="", email="")
    assert expire_on("2021-10-01") == DRAFT
    assert expire_on("2021-10-02") == WITHDRAWN


def test_who_went_on_after_the_last_reminder_has_the_whole_time_again(draft: Dossier) -> None:
    remind_on("2021-09-15T11:00")
    with at("2021-09-30"):
        TRIES["fill in a draft"].do(draft, draft.applicant, request_id="r1")
    assert expire_on("2021-10-02") == DRAFT
    assert expire_on("2021-10-31") == WITHDRAWN


def test_a_draft_of_the_counter_expires_too() -> None:
    with at("2021-09-01"):
        builders.counter_draft()
    assert expire_on("2021-10-02") == WITHDRAWN


def test_what_was_worked_on_at_the_same_moment_stays(draft: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    remind_on("2021-09-15T11:00")
    found = Dossier.objects.annotate(worked_on=F("created_at"))
    monkeypatch.setattr("gplx.clock.drafts.idle_drafts", lambda since: found.filter(created_at__lte=since))
    with at("2021-10-02T00:30"):
        TRIES["fill in a draft"].do(draft, draft.applicant, request_id="r1")
    assert expire_on("2021-10-02T00:45") == DRAFT


def test_reminding_asks_no_more_often_for_many(draft: Dossier) -> None:
    """What is sent takes its writes; those who are not reminded take no question each."""
    remind_on("2021-09-08")
    with at("2021-09-08"), CaptureQueriesContext(connection) as few:
        remind_of_drafts()
    with at("2021-09-07"):
        for _ in range(5):
            builders.draft()
    with at("2021-09-08"), CaptureQueriesContext(connection) as many:
        remind_of_drafts()
    assert len(many) == len(few)
