"""The pages of ratings: somebody else's does not exist, what is odd is refused, a second click is one rating, hostile words are words."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.test import Client

from gplx.dossiers.models import Dossier
from gplx.offices.changes import open_directorate
from gplx.offices.models import CLERK, DIRECTORATE, DIRECTORATE_ID, EXAMINER, LEADER, PRINTER
from gplx.ratings.models import ITEMS, Rating
from tests import builders
from tests.house.entry.stages import refused
from tests.pages.officer.desk import at as signed_in
from tests.pages.reading import field, main, mistakes, title
from tests.ratings.test_ratings import closed, say

pytestmark = pytest.mark.django_db
WELL = dict.fromkeys(ITEMS, "satisfied")
OFFICE = "/can-bo/danh-gia"


@pytest.fixture(scope="module")
def made(made_once: Path) -> Dossier:
    return closed()


def owner(dossier: Dossier, *, language: str = "vi") -> Client:
    browser = builders.sign_in_citizen(Client(), dossier.applicant)
    browser.cookies[house.LANGUAGE_COOKIE_NAME] = language
    return browser


def directorate() -> Client:
    open_directorate()
    return signed_in(builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID))


def address(dossier: Dossier) -> str:
    return f"/ho-so/{dossier.id}/danh-gia"


@pytest.mark.parametrize("who", ["nobody", "another citizen", "an officer"])
def test_nobody_else_rates_or_reads_a_rating(dossier: Dossier, who: str) -> None:
    say(dossier, "Chỉ của tôi")
    browsers = {
        "nobody": Client,
        "another citizen": lambda: builders.sign_in_citizen(Client(), builders.applicant()),
        "an officer": lambda: signed_in(builders.officer()),
    }
    browser = browsers[who]()
    for answer in (browser.get(address(dossier)), browser.post(address(dossier), WELL | {"comment": "x"})):
        assert answer.status_code in (302, 403, 404)
        assert "Chỉ của tôi" not in answer.content.decode()
    assert [(one.overall, one.comment) for one in Rating.objects.all()] == [("very", "Chỉ của tôi")]


@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("level", ["", "VERY", "0", "<b>", "very satisfied"])
def test_a_level_that_is_none_is_not_kept(dossier: Dossier, item: str, level: str) -> None:
    answer = owner(dossier).post(address(dossier), WELL | {item: level})
    assert answer.status_code in (200, 400)
    assert len(mistakes(answer)) == 1
    assert not Rating.objects.exists()


@pytest.mark.parametrize(("length", "is_kept"), [(0, True), (1000, True), (1001, False)])
def test_a_comment_has_a_thousand_letters(dossier: Dossier, length: int, is_kept: bool) -> None:
    owner(dossier).post(address(dossier), WELL | {"comment": "ệ" * length})
    assert [len(one.comment) for one in Rating.objects.all()] == ([length] if is_kept else [])


def test_what_was_written_stays_in_the_form_that_was_refused(dossier: Dossier) -> None:
    answer = owner(dossier).post(address(dossier), WELL | {"overall": "", "comment": "Tôi đã viết & nghĩ"})
    assert (field(answer, "comment"), field(answer, "ease")) == ("Tôi đã viết & nghĩ", "satisfied")


def test_a_second_click_is_one_rating(dossier: Dossier) -> None:
    browser = owner(dossier)
    for _ in range(2):
        assert browser.post(address(dossier), WELL)["Location"] == f"/ho-so/{dossier.id}/tien-do"
    assert Rating.objects.count() == 1


def test_looking_at_the_page_keeps_nothing(dossier: Dossier) -> None:
    browser = owner(dossier)
    assert (browser.get(address(dossier)).status_code, browser.head(address(dossier)).status_code) == (200, 200)
    assert browser.get(f"{address(dossier)}?overall=very&ease=very&timeliness=very&attitude=very").status_code == 200
    assert browser.put(address(dossier)).status_code == 405
    assert not Rating.objects.exists()


def test_whoever_was_refused_may_say_so_too() -> None:
    dossier = refused()
    browser = owner(dossier)
    assert title(browser.get(address(dossier))) == "Đánh giá dịch vụ"
    browser.post(address(dossier), WELL | {"overall": "not"})
    assert Rating.objects.get().overall == "not"


def test_in_english_all_is_asked_in_english(dossier: Dossier) -> None:
    page = main(owner(dossier, language="en").get(address(dossier)))
    assert "Rất hài lòng" not in page and "Thời gian giải quyết" not in page
    assert page.count("Very satisfied") == len(ITEMS)


# ---- what offices see


@pytest.mark.parametrize("role", [CLERK, EXAMINER, LEADER, PRINTER])
def test_every_role_of_an_office_sees_the_figures_of_its_own(role: str, settings: Any) -> None:
    settings.FEWEST_RATINGS = 1
    say(closed(department_id="H24"), overall="not")
    assert "Năm 2021 có 0 lượt đánh giá." in main(signed_in(builders.officer(role)).get(OFFICE))
    there = main(signed_in(builders.officer(role, department_id="H24")).get(OFFICE))
    assert "Nhìn chung 0 0 1" in there and "Mức độ thuận tiện 1 0 0" in there


def test_the_figures_are_only_to_be_read(dossier: Dossier) -> None:
    browser = signed_in(builders.officer())
    assert browser.post(OFFICE, WELL).status_code == 405
    assert Client().get(OFFICE).status_code == 302
    assert owner(dossier).get(OFFICE).status_code in (302, 403)


def test_a_department_cannot_ask_for_anothers_figures(settings: Any) -> None:
    settings.FEWEST_RATINGS = 1
    say(closed(department_id="H24"))
    answer = signed_in(builders.officer()).get(f"{OFFICE}?department=H24&year=2021")
    assert "có 0 lượt" in main(answer)


def test_the_directorate_reads_hostile_words_as_words(dossier: Dossier) -> None:
    hostile = '<script>alert("x")</script>'
    say(dossier, hostile)
    answer = directorate().get("/tong-cuc")
    assert hostile in main(answer)
    assert hostile not in answer.content.decode()


def test_below_the_fewest_the_directorate_sees_no_figures_either(settings: Any) -> None:
    settings.FEWEST_RATINGS = 2
    say(closed(), overall="not")
    shown = main(directorate().get("/tong-cuc"))
    assert "Năm 2021 có 1 lượt đánh giá." in shown
    assert "Còn quá ít để cho biết con số" in shown and "Nhìn chung" not in shown
