"""A scanner that is down is asked again and again; nothing is taken for clean meanwhile, and nobody is kept from filing."""

from dataclasses import replace

import pytest
from pytest_django import Settings

from gplx.clock.answers import answered
from gplx.clock.files import scan_waiting_files
from gplx.documents.models import PHOTO, Document
from gplx.ground.clock import now
from gplx.letters.models import Message
from gplx.registers.models import Exchange
from gplx.registers.scanner.clamd import ScannerAddress
from tests import builders
from tests.clock.test_after_an_act import tell_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("scanner")]


def ended(state: str, answer: object = None) -> Exchange:
    """The scan of a draft's photo, ended so; and whoever waited for it has learnt of it."""
    builders.draft()
    Exchange.objects.filter(register="scanner").update(state=state, answer=answer, ended_at=now())
    exchange = Exchange.objects.get(register="scanner")
    answered({"exchange": exchange.id})
    return exchange


def scan() -> str:
    return Document.objects.get(kind=PHOTO).scan


@pytest.mark.parametrize(
    ("state", "answer", "then"),
    [
        ("answered", {"verdict": "clean", "name": ""}, "clean"),
        ("answered", {"verdict": "infected", "name": "Thu.Nghiem-1"}, "infected"),
        ("refused", None, "unscannable"),
        ("wanted", None, "pending"),
        ("sent", None, "pending"),
        ("given_up", None, "pending"),
    ],
)
def test_what_becomes_of_a_file(state: str, answer: object, then: str) -> None:
    exchange = ended(state, answer)
    assert scan() == then
    answered({"exchange": exchange.id})
    assert scan() == then, "heard twice, it is the same"


def test_a_scanner_that_was_given_up_is_asked_again() -> None:
    exchange = ended("given_up")
    scan_waiting_files()
    exchange.refresh_from_db()
    assert (exchange.state, exchange.attempts, scan()) == ("wanted", 0, "pending")


@pytest.mark.parametrize("state", ["wanted", "sent"])
def test_one_that_is_still_being_asked_is_left_alone(state: str) -> None:
    builders.draft()
    Exchange.objects.filter(register="scanner").update(state=state, attempts=3)
    scan_waiting_files()
    assert Exchange.objects.get(register="scanner").attempts == 3


def test_where_there_is_no_scanner_any_more_nothing_waits_for_it(settings: Settings) -> None:
    builders.draft()
    settings.OUTSIDE = replace(settings.OUTSIDE, scanner=ScannerAddress(url=""))
    scan_waiting_files()
    assert scan() == "unscanned"


def test_without_a_scanner_a_file_is_what_its_content_was_checked_to_be(settings: Settings) -> None:
    settings.OUTSIDE = replace(settings.OUTSIDE, scanner=ScannerAddress(url=""))
    builders.draft()
    assert scan() == "unscanned"
    assert not Exchange.objects.filter(register="scanner").exists()
    scan_waiting_files()
    assert scan() == "unscanned"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "vi",
            "GPLX: Ảnh chân dung đã gửi có vi-rút và đã bị hủy. Vui lòng gửi ảnh khác. Đăng nhập và mở hồ sơ để gửi lại.",
        ),
        (
            "en",
            "GPLX: The portrait that you sent contained a virus and was destroyed. Please send another one. "
            "Sign in and open your dossier to send it again.",
        ),
    ],
)
def test_the_applicant_is_written_to_in_their_language(language: str, text: str) -> None:
    dossier = builders.draft()
    dossier.language = language
    dossier.save()
    Exchange.objects.filter(register="scanner").update(
        state="answered", answer={"verdict": "infected", "name": ""}, ended_at=now()
    )
    answered({"exchange": Exchange.objects.get(register="scanner").id})
    tell_all(dossier)
    assert set(Message.objects.values_list("text", flat=True)) == {text}
    assert set(Message.objects.values_list("way", flat=True)) == {"sms", "email"}
