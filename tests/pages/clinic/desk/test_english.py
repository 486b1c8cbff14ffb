"""The clinics' rooms in English, also where something is wrong or was just done."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from gplx.offices.models import APPLIED, SUSPENDED, Clinic
from tests import builders
from tests.pages.clinic.exam import NEW, issue, send
from tests.pages.clinic.registration import SAID as REGISTERED
from tests.pages.clinic.registration import register
from tests.pages.clinic.registration import send as apply
from tests.pages.reading import main, rows, said, title, tree
from tests.pages.test_english import pieces, vietnamese

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(desk: Client, health_office: Client, client: Client) -> None:
    for browser in (desk, health_office, client):
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"


def mistakes(answer: Any) -> list[str]:
    """The sentences beside the fields."""
    beside = tree(answer).xpath("//*[contains(@class, 'govuk-error-message')]")
    return [said(one).removeprefix("Error: ") for one in beside]


def left(answer: Any) -> set[str]:
    """The texts of the catalogue that stand on a page in Vietnamese."""
    page = tree(answer)
    for noise in page.xpath("//script | //style | //*[@lang]/button | //button[@lang]"):
        noise.text = ""
    return pieces("\n".join(page.itertext())) & vietnamese()


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"drugs": "positive", "found": ["opiates"]}, "conclusion"),
    ({"alcohol": "0,2"}, "conclusion"),
    ({"conclusion": "A0-2"}, "reason"),
    ({"conclusion": "A0-3"}, "reexamine_on"),
    ({"name": ""}, "name"),
    ({"name": "a\x01b"}, "name"),
    ({"number": "1"}, "number"),
    ({"classes": []}, "classes"),
    ({"mental": "x" * 201}, "mental"),
    ({"issued_on": "1/1/1980"}, "issued_on"),
]


@pytest.mark.parametrize(("other", "field"), WRONG, ids=[field for _, field in WRONG])
def test_what_is_wrong_with_an_exam(desk: Client, other: dict[str, Any], field: str) -> None:
    page = send(desk, "sign", **other)
    assert page.status_code == 400
    (sentence,) = mistakes(page)
    assert sentence.isascii()
    assert left(page) == set()


def test_the_page_to_check(desk: Client) -> None:
    page = send(desk, conclusion="A0-3", reexamine_on="1/12/2021", sex="female")
    assert title(page) == "Check before signing"
    assert all(name.isascii() for name in rows(page))
    assert left(page) - {"Bình thường"} == set()


def test_a_signed_exam(desk: Client) -> None:
    exam = issue(desk, drugs="positive", found=["cannabis"], conclusion="A0-2", reason="Positive")
    page = desk.get(f"/co-so-kham/phieu/{exam.uuid}")
    assert f"number {exam.number}" in main(page).replace("no.", "number")
    assert all(name.isascii() for name in rows(page))
    assert left(page) - {"Bình thường"} == set()


def test_the_form_of_a_correction_that_was_overtaken(desk: Client) -> None:
    exam = issue(desk)
    page = send(desk, "sign", page=f"/co-so-kham/phieu/{exam.uuid}/sua", why="x", version=7)
    assert "This exam has just been corrected elsewhere." in main(page)
    assert left(page) - {"Bình thường"} == set()


def test_a_stopped_clinic(desk: Client) -> None:
    Clinic.objects.update(state=SUSPENDED)
    for page in (desk.get(NEW), desk.get("/co-so-kham/da-phat-hanh")):
        assert title(page).isascii()
        assert left(page) == set()


def test_a_password_just_given(desk: Client) -> None:
    desk.post("/co-so-kham/ket-noi/mat-khau")
    page = desk.get("/co-so-kham/ket-noi")
    assert "New password" in main(page)
    assert left(page) == set()


def test_no_message_to_try(desk: Client) -> None:
    page = desk.post("/co-so-kham/ket-noi", {"message": ""})
    (sentence,) = mistakes(page)
    assert sentence.startswith("Please paste")
    assert left(page) == set()


@pytest.mark.parametrize("name", sorted(set(REGISTERED) - {"groups", "place"}))
def test_a_registration_with_something_missing(client: Client, name: str) -> None:
    page = apply(client, **{name: ""})
    (sentence,) = mistakes(page)
    assert sentence.startswith("Please ")
    assert left(page) == set()


def test_a_registration_that_arrived_and_its_code(client: Client) -> None:
    apply(client)
    page = client.get("/co-so-kham/dang-ky/xong")
    assert title(page).isascii()
    assert left(page) == set()


def test_a_code_that_opens_nothing_and_one_that_has_to_wait(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "vi"
    code = register(client)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for typed in ("x", code):
        page = client.post("/co-so-kham/kich-hoat", {"clinic": "01955", "code": typed})
        assert page.status_code == 200
        assert left(page) == set()


@pytest.mark.parametrize(
    ("act", "reason", "told"),
    [("approve", "", "approved"), ("refuse", "", "reason"), ("refuse", "x", "refused"), ("resume", "", "changed")],
)
def test_what_was_decided(health_office: Client, act: str, reason: str, told: str) -> None:
    builders.clinic("01903", state=APPLIED)
    health_office.post(f"/can-bo/co-so-kham/01903/{act}", {"reason": reason})
    page = health_office.get("/can-bo/co-so-kham/01903")
    assert told in main(page)
    assert left(page) == set()
