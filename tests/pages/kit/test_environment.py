"""The template environment and the language of a page: filters, addresses, pictures, and who chooses the language."""

from datetime import UTC, date, datetime
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.translation import gettext_lazy, gettext_noop
from jinja2 import UndefinedError
from pytest_django import Settings

from gplx.pages.kit.jinja import day, environment, moment, qr, request_id, url
from gplx.pages.kit.language import LanguageMiddleware, chosen
from gplx.pages.kit.page import render
from tests.pages.kit.showing import parsed, shown


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (datetime(2021, 9, 27, 3, 5, tzinfo=UTC), "10:05 ngày 27/09/2021"),
        (datetime(2021, 9, 27, 16, 59, tzinfo=UTC), "23:59 ngày 27/09/2021"),
        (datetime(2021, 9, 27, 17, 0, tzinfo=UTC), "00:00 ngày 28/09/2021"),
        (datetime(2021, 12, 31, 17, 0, tzinfo=UTC), "00:00 ngày 01/01/2022"),
    ],
)
def test_a_moment_is_hanois(at: datetime, told: str) -> None:
    assert moment(at) == told


def test_days_and_moments_are_written_the_same_way_in_english() -> None:
    with translation.override("en"):
        assert moment(datetime(2021, 9, 27, 3, 5, tzinfo=UTC)) == "10:05 on 27/09/2021"
        assert day(date(2021, 9, 7)) == "07/09/2021"


@pytest.mark.parametrize(
    ("amount", "written"), [(0, "0 ₫"), (135_000, "135.000 ₫"), (1_000_000, "1.000.000 ₫"), (-5_000, "-5.000 ₫")]
)
def test_money_has_dots_and_no_decimals(amount: int, written: str) -> None:
    assert shown("{{ amount|money }}", amount=amount) == written


WORDS = gettext_noop("Quay lại")


@pytest.mark.parametrize(("language", "told"), [("vi", "Quay lại"), ("en", "Back")])
def test_the_houses_words_are_translated_and_others_are_escaped(language: str, told: str) -> None:
    with translation.override(language):
        assert shown("{{ words|translated }}", words=WORDS) == told
        assert shown("{{ words|translated }}", words="<b>Quay lại</b>") == "&lt;b&gt;Quay lại&lt;/b&gt;"
        assert shown("{{ words }}", words=gettext_lazy("Quay lại")) == told


def test_one_and_many_are_both_said() -> None:
    source = "{% trans n=n %}{{ n }} hồ sơ thử{% pluralize %}{{ n }} hồ sơ thử{% endtrans %}"
    assert shown(source, n=2) == "2 hồ sơ thử"


@pytest.mark.parametrize(
    "source",
    ["{{ missing }}", "{{ there.missing }}", "{% if missing %}x{% endif %}", "{% for one in missing %}x{% endfor %}"],
)
def test_nothing_is_missing_silently(source: str) -> None:
    with pytest.raises(UndefinedError):
        shown(source, there={})


def test_escaping_cannot_be_switched_off_by_options() -> None:
    made = environment(autoescape=False)
    assert made.from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("value", "is_several"), [(["a"], True), (("a",), True), ([], True), ("a", False), ({"a": 1}, False), (None, False)]
)
def test_several_lines_are_a_list(value: object, is_several: bool) -> None:
    assert shown("{{ value is several }}", value=value) == str(is_several)


def test_a_request_id_is_another_each_time() -> None:
    ids = {request_id() for _ in range(100)}
    assert len(ids) == 100
    assert {len(one) for one in ids} == {32}


def test_addresses_are_made_from_names() -> None:
    assert url("my_page") == "/cua-toi"
    assert url("tasks", dossier_id="00000000-0000-4000-8000-000000000000").startswith("/ho-so/00000000-")


def test_a_code_leads_to_us_and_is_a_picture_of_its_own() -> None:
    picture = qr("/gplx/abc")
    assert picture.startswith("data:image/svg+xml")
    assert "<svg" in unquote(picture)
    assert "http" not in unquote(picture).replace("http://www.w3.org", "")
    assert qr("/gplx/abc") == picture != qr("/gplx/abd")


# ---- language


def asking(cookie: str | None, **headers: str) -> HttpRequest:
    request = RequestFactory().get("/", headers=headers)
    if cookie is not None:
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie
    return request


@pytest.mark.parametrize(
    ("cookie", "language"),
    [(None, "vi"), ("", "vi"), ("vi", "vi"), ("en", "en"), ("fr", "vi"), ("EN", "vi"), ("../x", "vi")],
)
def test_the_visitor_chooses_among_two_and_nobody_else(cookie: str | None, language: str) -> None:
    assert chosen(asking(cookie, accept_language="en-US,en;q=0.9")) == language


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_is_made_and_marked_in_its_language_and_the_next_starts_anew(language: str) -> None:
    spoken: list[str | None] = []

    def page(_request: HttpRequest) -> HttpResponse:
        spoken.append(translation.get_language())
        return HttpResponse("x")

    before = translation.get_language()
    answer = LanguageMiddleware(page)(asking(language))
    assert (spoken, answer["Content-Language"]) == ([language], language)
    assert translation.get_language() == before


def test_a_page_that_says_its_language_itself_keeps_it() -> None:
    answer = LanguageMiddleware(lambda _: HttpResponse("x", headers={"Content-Language": "fr"}))(asking("en"))
    assert answer["Content-Language"] == "fr"


def test_a_page_that_breaks_leaves_no_language_behind() -> None:
    def breaks(_request: HttpRequest) -> HttpResponse:
        raise LookupError("x")

    before = translation.get_language()
    with pytest.raises(LookupError):
        LanguageMiddleware(breaks)(asking("en"))
    assert translation.get_language() == before


@pytest.mark.parametrize(("language", "offers", "word"), [("vi", "en", "English"), ("en", "vi", "Tiếng Việt")])
def test_the_switch_offers_the_other_language_in_its_own_words(language: str, offers: str, word: str) -> None:
    with translation.override(language):
        tree = parsed("{{ k.language_switch() }}")
    (button,) = tree.xpath("//button")
    assert (button.get("name"), button.get("value"), button.get("lang")) == ("language", offers, offers)
    assert button.text == word
    assert tree.xpath("//input[@name='next']/@value") == ["/x?a=1"]
    assert tree.xpath("//form/@method") == ["post"]


@pytest.mark.django_db
def test_a_choice_is_kept_and_leads_back(client: Client) -> None:
    answer = client.post("/ngon-ngu", {"language": "en", "next": "/tro-giup?a=1"})
    assert answer["Location"] == "/tro-giup?a=1"
    cookie = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["samesite"], bool(cookie["httponly"])) == ("en", "Lax", True)
    assert client.get("/tro-giup")["Content-Language"] == "en"
    assert '<html lang="en"' in client.get("/tro-giup").content.decode()


# ---- answering with a page


def an_answer(**more: object) -> HttpResponse:
    request = RequestFactory().get("/")
    request.citizen = None
    return render(request, "public/about/help.html", **more)


@pytest.mark.parametrize("status", [200, 400, 409])
def test_a_page_has_its_status_and_is_kept_by_nobody(status: int) -> None:
    answer = an_answer(status=status)
    assert (answer.status_code, answer["Cache-Control"]) == (status, "no-store")
    assert answer["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("practice", [True, False])
def test_every_page_of_the_practice_world_says_so(practice: bool, settings: Settings) -> None:
    settings.PRACTICE = practice
    assert ("không có thật" in an_answer().content.decode()) is practice


def test_a_template_that_is_not_there_is_a_defect() -> None:
    request = RequestFactory().get("/")
    with pytest.raises(TemplateDoesNotExist, match="khong-co"):
        render(request, "khong-co.html")
