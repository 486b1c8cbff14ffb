"""The page of the outside systems at its bounds: hostile faults, who may not, a GET that would write, many exchanges, English."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gplx.offices.changes import open_directorate
from gplx.offices.models import CLERK, DIRECTORATE, DIRECTORATE_ID, EXAMINER, LEADER, PRINTER
from gplx.registers.models import ANSWERED, GIVEN_UP, REFUSED, SENT, WANTED, Exchange
from tests import builders
from tests.house.entry.writes import collecting
from tests.pages.directorate.test_operations import PAGE, an_exchange
from tests.pages.officer.desk import at, page
from tests.pages.reading import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db: None) -> Client:
    open_directorate()
    return at(builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID))


def again(register: str) -> str:
    return reverse("ask_register_again", args=[register])


def test_before_anything_was_asked_nothing_is_said_to_be_well(desk: Client) -> None:
    shown = main(desk.get(PAGE))
    assert "Chưa hỏi lần nào" in shown
    for word in ("Tốt", "Không trả lời", "Lúc được lúc không", "Lỗi gần nhất", "Hỏi lại những lần"):
        assert word not in shown


def test_a_hostile_fault_is_shown_as_words(desk: Client) -> None:
    an_exchange("police", WANTED, error="<script>alert(1)</script> {{ 7*7 }}", error_kind="try_later")
    answer = desk.get(PAGE)
    assert "<script>alert(1)</script> {{ 7*7 }}" in page(answer)
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("state", [WANTED, SENT, ANSWERED, REFUSED])
def test_what_was_not_given_up_is_not_asked_again(desk: Client, state: str) -> None:
    exchange = an_exchange("police", state)
    before = Exchange.objects.values().get()
    assert again("police") not in desk.get(PAGE).content.decode()
    assert "Không còn lần hỏi nào đã ngừng" in page(desk.post(again("police"), follow=True))
    assert Exchange.objects.values().get(id=exchange.id) == before


def test_a_second_click_asks_nothing_twice(desk: Client) -> None:
    an_exchange("police", GIVEN_UP)
    for _ in range(2):
        assert desk.post(again("police"))["Location"] == PAGE
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pgqueuer WHERE payload IS NOT NULL")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("role", [CLERK, EXAMINER, LEADER, PRINTER])
def test_no_role_of_an_office_sees_or_asks(desk: Client, role: str) -> None:
    an_exchange("police", GIVEN_UP)
    browser = at(builders.officer(role))
    with collecting() as written:
        assert (browser.get(PAGE).status_code, browser.post(again("police")).status_code) == (403, 403)
    assert written == {}


def test_nobody_without_an_account_and_no_citizen_asks(desk: Client) -> None:
    an_exchange("police", GIVEN_UP)
    for browser in (Client(), builders.sign_in_citizen(Client(), builders.applicant())):
        for answer in (browser.get(PAGE), browser.post(again("police"))):
            assert answer.status_code in (302, 403)
            assert answer.get("Location", "") != PAGE
    assert Exchange.objects.get(register="police").state == GIVEN_UP


def test_to_look_asks_nothing_again(desk: Client) -> None:
    an_exchange("police", GIVEN_UP)
    with collecting() as written:
        statuses = [desk.get(again("police")).status_code, desk.post(PAGE).status_code, desk.head(PAGE).status_code]
    assert (statuses, written) == ([405, 405, 200], {})


def test_a_thousand_exchanges_take_no_more_questions_than_ten(desk: Client) -> None:
    def fill(first: int, last: int) -> None:
        told: dict[str, Any] = {"register": "police", "operation": "find", "about": "dossier:x", "ask": {}}
        rows = [
            Exchange(**told, key=f"many-{number}", state=WANTED, wanted_at=builders.now())
            for number in range(first, last)
        ]
        Exchange.objects.bulk_create(rows)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(PAGE).status_code == 200
        return len(queries)

    fill(0, 10)
    asked()
    few = asked()
    fill(10, 1000)
    assert asked() == few
    assert "1000" in main(desk.get(PAGE))


def test_in_english_no_standing_is_left_in_vietnamese(desk: Client) -> None:
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    an_exchange("health", ANSWERED, milliseconds=120)
    an_exchange("police", GIVEN_UP, error="no answer", error_kind="try_later")
    shown = main(desk.get(PAGE))
    for word in ("Tốt", "Chưa hỏi lần nào", "Đang chờ", "Đã ngừng hỏi", "Hỏi lại những lần", "Lỗi gần nhất"):
        assert word not in shown
    assert "120 ms" in shown and "no answer" in shown
