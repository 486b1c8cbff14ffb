"""The counter at its bounds: the day of a visit, hostile cards, a code's last minute, a second click, many begun, English."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gplx.applicants.models import Applicant
from gplx.casework.submit import submit
from gplx.dossiers.actor import citizen
from gplx.dossiers.models import DRAFT, Act, Dossier, Visit
from gplx.ledger.models import Entry
from gplx.offices.models import CLERK, Officer
from gplx.registers.models import Exchange
from tests import builders
from tests.builders import fresh
from tests.casework.acts.stages import CODE, asked_for_help
from tests.house.entry.writes import collecting
from tests.moments import at as at_moment
from tests.pages.officer.desk import at
from tests.pages.reading import field, main, mistakes

pytestmark = pytest.mark.django_db
DESK = "/can-bo/tai-quay"
CARD = {
    "consent": "on",
    "number": "001085000555",
    "name": "Nguyễn Thử Quầy",
    "born": "12/4/1985",
    "sex": "male",
    "address": "2 phố Thử, Hà Nội",
}


@pytest.fixture
def clerk(db: None) -> Officer:
    return builders.officer(CLERK)


@pytest.fixture
def browser(clerk: Officer) -> Client:
    return at(clerk)


def receive(browser: Client, **said: str) -> Any:
    return browser.post(DESK, CARD | {"request_id": fresh()} | said)


def take_up(browser: Client, code: str, request_id: str = "") -> Any:
    return browser.post(f"{DESK}/ma", {"code": code, "request_id": request_id or fresh()})


# ---- the day of a visit


@pytest.mark.parametrize(
    ("came", "asked", "status"),
    [
        ("2021-09-27T00:01", "2021-09-27T00:02", 200),
        ("2021-09-27T06:30", "2021-09-27T23:58", 200),
        ("2021-09-27T23:57", "2021-09-27T23:58", 200),
        ("2021-09-27T23:57", "2021-09-28T00:01", 404),
        ("2021-09-27T08:00", "2021-09-28T07:59", 404),
        ("2021-09-27T08:00", "2021-09-26T08:00", 404),
    ],
)
def test_a_visit_is_open_on_its_day_in_hanoi_alone(
    browser: Client, clerk: Officer, came: str, asked: str, status: int
) -> None:
    with at_moment(came):
        visit = builders.visit(by=clerk)
    with at_moment(asked):
        assert browser.get(f"{DESK}/nguoi/{visit.id}").status_code == status
        licence = builders.licence(visit.applicant)
        begun = browser.post(f"{DESK}/nguoi/{visit.id}/doi", {"licence": licence.id})
    assert (begun.status_code, Dossier.objects.count()) == ((302, 1) if status == 200 else (404, 0))


def test_a_colleague_goes_on_with_a_visit_and_both_looks_are_noted(browser: Client, clerk: Officer) -> None:
    visit, colleague = builders.visit(by=clerk), builders.officer(CLERK)
    for one in (browser, at(colleague)):
        assert one.get(f"{DESK}/nguoi/{visit.id}").status_code == 200
    reads = Entry.objects.filter(kind="read", subject=f"applicant:{visit.applicant_id}").order_by("id")
    assert list(reads.values_list("act", "actor")) == [("counter", f"officer:{one.pk}") for one in (clerk, colleague)]


# ---- whose card


@pytest.mark.parametrize(
    "said",
    [
        {"number": "00108500055"},
        {"number": "0010850005555"},
        {"number": "012345678"},
        {"number": "' OR 1=1 --"},
        {"name": "x" * 81},
        {"address": "x" * 201},
        {"sex": "other"},
        {"born": "1985-04-31"},
        {"old_number": "1234567890"},
        {"old_number": "abcdefghi"},
        {"qr": "x" * 501},
        {"qr": "||||||"},
        {"consent": ""},
    ],
)
def test_what_no_card_says_receives_nobody_and_asks_nobody(browser: Client, said: dict[str, str]) -> None:
    answer = receive(browser, **said)
    assert (answer.status_code, len(mistakes(answer))) == (400, 1)
    assert (Visit.objects.count(), Applicant.objects.count(), Exchange.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", 'Nguyễn "Thử" & Con', "{{ 7*7 }} %(x)s"])
def test_a_hostile_name_is_shown_as_words(browser: Client, name: str) -> None:
    answer = browser.get(receive(browser, name=name)["Location"])
    assert name.casefold() in main(answer).casefold()
    assert "<script>alert" not in answer.content.decode()


def test_what_was_typed_stays_where_one_field_is_wrong(browser: Client) -> None:
    answer = receive(browser, number="1")
    assert [field(answer, name) for name in ("name", "born", "sex", "number")] == [
        "Nguyễn Thử Quầy",
        "12/4/1985",
        "male",
        "1",
    ]


@pytest.mark.parametrize("born", ["27/9/2021", "28/9/2021"])
def test_nobody_is_born_tomorrow(browser: Client, born: str) -> None:
    with at_moment("2021-09-27T23:50"):
        assert (receive(browser, born=born).status_code == 302) is (born == "27/9/2021")


# ---- the code


@pytest.mark.parametrize(("moment", "opens"), [("2021-09-27T10:14", True), ("2021-09-27T10:16", False)])
def test_a_code_is_taken_in_its_quarter_of_an_hour(browser: Client, moment: str, opens: bool) -> None:
    with at_moment("2021-09-27T10:00"):
        dossier = asked_for_help()
    with at_moment(moment):
        assert (take_up(browser, CODE).status_code == 302) is opens
    dossier.refresh_from_db()
    assert (dossier.entrusted_at is not None) is opens


@pytest.mark.parametrize("code", [f" {CODE[:4]}-{CODE[4:]} ", f"{CODE[:2]}.{CODE[2:]}", f"Mã {CODE}"])
def test_a_code_may_be_typed_as_it_was_heard(browser: Client, code: str) -> None:
    asked_for_help()
    assert take_up(browser, code).status_code == 302


@pytest.mark.parametrize("code", ["0123456", "012345670", "1234567", "%", "' OR ''='", "x" * 21, "²²²²²²²²", "abc"])
def test_a_code_that_is_none_opens_nothing(browser: Client, code: str) -> None:
    asked_for_help()
    builders.draft()
    with collecting() as written:
        answer = take_up(browser, code)
    assert (answer.status_code, len(mistakes(answer)), written) == (400, 1, {})


def test_a_code_taken_up_twice_opens_once(browser: Client) -> None:
    asked_for_help()
    click = fresh()
    assert [take_up(browser, CODE, click).status_code for _ in range(2)] == [302, 400]
    assert Act.objects.filter(act="give_help").count() == 1


def test_a_code_of_a_draft_that_was_submitted_meanwhile_opens_nothing(browser: Client) -> None:
    dossier = asked_for_help()
    builders.learn_all(dossier)
    submit(dossier_id=dossier.id, by=citizen(dossier.applicant), request_id=fresh(), seen=None)
    assert take_up(browser, CODE).status_code == 400
    assert not Act.objects.filter(act="give_help").exists()


def test_to_look_for_a_code_is_no_get(browser: Client) -> None:
    asked_for_help()
    assert browser.get(f"{DESK}/ma?code={CODE}").status_code == 405
    assert not Act.objects.filter(act="give_help").exists()


# ---- what was begun


def test_what_was_begun_is_that_of_the_department_and_the_newest_stands_first(browser: Client, clerk: Officer) -> None:
    with at_moment("2021-09-27T08:00"):
        old = builders.counter_draft(builders.visit(by=clerk))
        builders.counter_draft(builders.visit(by=builders.officer(CLERK, department_id="H17")))
    with at_moment("2021-09-27T09:00"):
        new = builders.counter_draft(builders.visit(by=builders.officer(CLERK)))
    page = browser.get(DESK).content.decode()
    assert page.index(str(new.id)) < page.index(str(old.id))
    assert page.count(f"{DESK}/ho-so/") == 2


def test_ten_that_were_begun_take_no_more_questions_than_one(browser: Client, clerk: Officer) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(DESK).status_code == 200
        return len(queries)

    builders.counter_draft(builders.visit(by=clerk))
    few = asked()
    for _ in range(9):
        builders.counter_draft(builders.visit(by=clerk))
    assert asked() == few
    assert Dossier.objects.filter(state=DRAFT).count() == 10


def test_the_desk_speaks_english_and_the_consent_stays_vietnamese(browser: Client) -> None:
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    shown = main(browser.get(DESK))
    assert "Số căn cước công dân" not in shown and "Giới tính" not in shown
    assert "Tôi đồng ý để Sở Giao thông vận tải Hà Nội" in shown
    assert "Vui lòng" not in main(receive(browser, number="1", sex=""))
