"""Officers may read English, too; what comes from the law and from people stays as it was said."""

import pytest
from django.conf import settings

from gplx.offices.models import CLERK, EXAMINER, LEADER
from tests import builders
from tests.pages.officer.desk import act, at, page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/can-bo", ("Dossiers to work on", "For me (1)", "Under way (1)", "7 days left", "Propose approval")),
        ("/can-bo/ho-so/{}", ("Every check is good. Propose approval", "Ask for a correction", "Source: Applicant")),
    ],
)
def test_the_pages_speak_english(address: str, says: tuple[str, ...]) -> None:
    dossier, browser = builders.examining(), at(builders.officer(EXAMINER))
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    shown = page(browser.get(address.format(dossier.id)))
    assert [text for text in says if text not in shown] == []


def test_a_refusal_is_told_in_english() -> None:
    dossier, browser = builders.paid(), at(builders.officer(CLERK))
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "The dossier was just changed elsewhere." in page(act(browser, dossier, "accept", version=99))


def test_the_grounds_of_the_law_are_in_english() -> None:
    dossier, browser = builders.examining(), at(builders.officer(LEADER))
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "A lost licence" in page(browser.get(f"/can-bo/ho-so/{dossier.id}"))
