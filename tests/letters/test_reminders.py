"""The words of reminders, and that each goes out once by each way that the owner of a draft gave."""

import re
from datetime import date

import pytest

from gplx.dossiers.models import Dossier
from gplx.letters.changes import remind
from gplx.letters.models import EMAIL, SMS, Message
from gplx.letters.texts import acts_told, reminder, subject_of
from gplx.registers.models import Exchange
from tests import builders

pytestmark = pytest.mark.django_db
DAY = date(2021, 10, 27)
# Two parts of a message in Vietnamese letters.
LONGEST = 2 * 67 + 67


@pytest.mark.parametrize("template", ["draft", "draft_last"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_names_class_and_day_and_neither_person_nor_address(template: str, language: str) -> None:
    dossier = builders.draft()
    dossier.language = language
    text = reminder(template, dossier=dossier, day=DAY)
    assert text.startswith("GPLX: ")
    assert "B2" in text and "27/10/2021" in text
    assert not re.search(r"https?:|www\.|\d{9}", text)
    assert dossier.applicant.name not in text
    assert len(text) <= LONGEST


def test_a_reminder_is_no_word_about_an_act() -> None:
    assert not {"draft", "draft_last", "expire", "ask_help", "give_help"} & acts_told()


@pytest.mark.parametrize(
    ("phone", "email", "ways"),
    [
        ("0900000001", "a@example.vn", [SMS, EMAIL]),
        ("0900000001", "", [SMS]),
        ("", "a@example.vn", [EMAIL]),
        ("", "", []),
    ],
)
def test_by_each_way_once_however_often_it_is_called(phone: str, email: str, ways: list[str]) -> None:
    dossier = builders.draft()
    dossier.phone, dossier.email = phone, email
    for day in (DAY, DAY, date(2021, 10, 28)):
        remind(dossier, template="draft", day=day)
    assert list(Message.objects.order_by("id").values_list("way", flat=True)) == ways
    assert all("27/10/2021" in text for text in Message.objects.values_list("text", flat=True))
    asked = Exchange.objects.filter(about=f"dossier:{dossier.id}", operation="send")
    assert sorted(asked.values_list("register", flat=True)) == sorted(ways)
    if EMAIL in ways:
        assert asked.get(register=EMAIL).ask["subject"] == "Hồ sơ đổi giấy phép lái xe"


def test_first_and_last_are_two_and_each_draft_has_its_own() -> None:
    for dossier in (builders.draft(), builders.draft()):
        for template in ("draft", "draft_last"):
            remind(dossier, template=template, day=DAY)
    assert Message.objects.count() == 2 * 2 * 2
    assert Dossier.objects.filter(state="draft").count() == 2


def test_the_subject_of_what_has_no_code_yet() -> None:
    assert subject_of(code="", language="vi") == "Hồ sơ đổi giấy phép lái xe"
    assert subject_of(code="", language="en") == "Driving licence exchange"
