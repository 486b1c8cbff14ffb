"""The door: who is let in, where the others are sent, that looking writes nothing, and that what was shown is recorded."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from gplx.applicants.models import Applicant, KnownNumber
from gplx.ledger.models import Entry
from gplx.offices.entry import entry, entry_of
from gplx.offices.models import CLERK, LEADER, PRINTER, Clinic, Officer
from gplx.pages.kit.doors import WriteOnRead
from tests import builders
from tests.builders import sign_in, sign_in_citizen
from tests.pages.kit.rooms import SUBJECTS, unstated

pytestmark = pytest.mark.django_db
CITIZENS_DOOR, STAFFS_DOOR = "/dang-nhap", "/can-bo/dang-nhap"


@pytest.fixture(autouse=True)
def _rooms(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.pages.kit.rooms"


@pytest.fixture
def citizen(client: Client) -> Client:
    return sign_in_citizen(client, builders.applicant())


def at(*roles: str) -> Client:
    """The browser of an officer in these roles."""
    return sign_in(Client(), builders.officer(*roles))


def sent_to(answer: object) -> tuple[str, str]:
    """The page to which one was sent, and where one is to come back to."""
    assert answer.status_code == 302
    parts = urlsplit(answer["Location"])
    (back,) = parse_qs(parts.query)["next"]
    return parts.path, back


# ---- who is let in


def test_anybody_enters_where_anybody_may(client: Client) -> None:
    assert client.get("/ai-cung").content == b"GET citizen=None session=True"


def test_a_citizen_is_recognised_everywhere(citizen: Client) -> None:
    for address in ("/ai-cung", "/cong-dan"):
        assert "citizen=Nguyễn Thử Nghiệm" in citizen.get(address).content.decode()


def test_a_citizen_whose_account_is_gone_is_a_stranger(citizen: Client) -> None:
    KnownNumber.objects.all().delete()
    Applicant.objects.all().delete()
    assert "citizen=None" in citizen.get("/ai-cung").content.decode()
    assert sent_to(citizen.get("/cong-dan")) == (CITIZENS_DOOR, "/cong-dan")


@pytest.mark.parametrize("address", ["/can-bo", "/lanh-dao", "/xem"])
def test_a_citizen_is_no_officer(citizen: Client, address: str) -> None:
    assert sent_to(citizen.get(address)) == (STAFFS_DOOR, address)


def test_an_officer_is_no_citizen() -> None:
    assert sent_to(at(CLERK).get("/cong-dan")) == (CITIZENS_DOOR, "/cong-dan")


def test_an_officer_with_both_factors_enters() -> None:
    assert at(CLERK).get("/can-bo").status_code == 200


def test_a_password_alone_is_not_enough(client: Client) -> None:
    client.force_login(builders.officer(CLERK))
    assert sent_to(client.get("/can-bo")) == (STAFFS_DOOR, "/can-bo")
    assert sent_to(client.get("/lanh-dao")) == (STAFFS_DOOR, "/lanh-dao"), "not even that the role is wrong is told"


@pytest.mark.parametrize(
    ("roles", "status"),
    [((LEADER,), 200), ((PRINTER,), 200), ((CLERK, PRINTER), 200), ((CLERK,), 403), (("directorate",), 403)],
)
def test_where_roles_are_named_one_of_them_is_needed(roles: tuple[str, ...], status: int) -> None:
    assert at(*roles).get("/lanh-dao").status_code == status


def test_one_who_left_loses_the_role_at_once() -> None:
    browser = at(LEADER)
    Officer.objects.update(is_active=False)
    assert browser.get("/lanh-dao").status_code != 200


@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_a_view_that_does_not_say_who_may_enter_is_closed_to_all(citizen: Client, method: str) -> None:
    assert entry_of(unstated) is None
    for browser in (Client(), citizen, at()):
        assert getattr(browser, method)("/khong-noi").status_code == 403


def test_another_system_is_let_in_without_a_session(citizen: Client) -> None:
    assert citizen.get("/he-thong").content == b"GET citizen=None session=False"
    assert not Client().get("/he-thong").cookies


def test_an_address_that_is_none_is_missing_to_everybody(citizen: Client) -> None:
    assert {browser.get("/khong-co").status_code for browser in (Client(), citizen, at())} == {404}


# ---- where the others are sent


@pytest.mark.parametrize(
    "address", ["/cong-dan", "/cong-dan?trang=2&ten=Nguy%E1%BB%85n", "/cong-dan?next=//evil.example"]
)
def test_one_comes_back_to_the_address_that_was_wanted(client: Client, address: str) -> None:
    assert sent_to(client.get(address)) == (CITIZENS_DOOR, address)


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/ho-so/1?trang=2#phi", "/ho-so/1?trang=2"),
        ("http://testserver", "/"),
        ("", "/"),
        ("https://evil.example/ho-so", "/"),
        ("//evil.example/ho-so", "/"),
        ("http://testserver.evil.example/ho-so", "/"),
        ("http://testserver@evil.example/ho-so", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_after_a_form_one_comes_back_to_its_page_and_never_elsewhere(client: Client, referer: str, back: str) -> None:
    headers = {"Referer": referer} if referer else {}
    assert sent_to(client.post("/cong-dan", {"a": "1"}, headers=headers)) == (CITIZENS_DOOR, back)


def test_what_was_typed_does_not_travel_in_the_address(client: Client) -> None:
    answer = client.post("/cong-dan", {"number": "001085000001"})
    assert "001085000001" not in answer["Location"]


# ---- looking writes nothing


def test_a_page_that_is_looked_at_cannot_write(client: Client) -> None:
    with pytest.raises(WriteOnRead, match='INSERT INTO "offices_clinic"'), transaction.atomic():
        client.get("/ghi")
    assert not Clinic.objects.exists()


@pytest.mark.parametrize("method", ["head", "options"])
def test_nor_can_it_by_another_safe_word(client: Client, method: str) -> None:
    with pytest.raises(WriteOnRead), transaction.atomic():
        getattr(client, method)("/ghi")
    assert not Clinic.objects.exists()


@pytest.mark.parametrize(("method", "address"), [("post", "/ghi"), ("get", "/ghi-khi-xem"), ("post", "/ghi-khi-xem")])
def test_what_may_write_writes(client: Client, method: str, address: str) -> None:
    assert getattr(client, method)(address).status_code == 200
    assert Clinic.objects.count() == 1


def test_what_was_refused_is_not_shown(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/ghi")
    assert answer.status_code == 500
    assert "offices_clinic" not in answer.content.decode()


def test_one_who_is_turned_away_writes_nothing(citizen: Client) -> None:
    citizen.post("/can-bo")
    assert not Clinic.objects.exists()


def test_head_is_answered_like_get_and_without_a_body(citizen: Client) -> None:
    answer = citizen.head("/cong-dan")
    assert (answer.status_code, answer.content) == (200, b"")
    assert sent_to(Client().head("/cong-dan")) == (CITIZENS_DOOR, "/cong-dan")


# ---- what was shown is recorded


def reads() -> list[tuple[str, str, str, dict[str, str]]]:
    return list(Entry.objects.filter(kind="read").order_by("id").values_list("subject", "act", "actor", "details"))


@pytest.mark.parametrize("status", [200, 400, 409])
def test_what_was_shown_is_recorded_for_each_person_it_was_about(status: int) -> None:
    officer = builders.officer(CLERK)
    assert sign_in(Client(), officer).get(f"/xem?status={status}").status_code == status
    assert reads() == [(subject, "view", f"officer:{officer.pk}", {}) for subject in SUBJECTS]


def test_each_look_is_recorded() -> None:
    browser = at(CLERK)
    for _ in range(2):
        browser.get("/xem")
    assert [subject for subject, *_ in reads()] == [*SUBJECTS, *SUBJECTS]


@pytest.mark.parametrize("address", ["/xem?breaks=1", "/xem?status=500", "/xem?status=503"])
def test_a_page_that_broke_showed_nothing(address: str) -> None:
    browser = at(CLERK)
    browser.raise_request_exception = False
    assert browser.get(address).status_code >= 500
    assert reads() == []


def test_one_who_was_turned_away_saw_nothing(citizen: Client) -> None:
    citizen.get("/xem")
    Client().get("/xem")
    assert reads() == []


def test_one_visitors_reads_are_not_anothers() -> None:
    at(CLERK).get("/xem")
    before = reads()
    at(CLERK).get("/can-bo")
    assert reads() == before


# ---- the mark itself


def test_a_view_keeps_the_mark_that_it_was_given() -> None:
    def view() -> str:
        return "x"

    marked = entry("staff", roles=(CLERK,))(view)
    assert marked is view
    stated = entry_of(marked)
    assert stated is not None
    assert (stated.who, stated.roles, stated.writes_on_get) == ("staff", (CLERK,), False)
