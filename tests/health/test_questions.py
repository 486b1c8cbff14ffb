"""Which evidence of fitness counts: of the newest word of each channel the best."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from gplx.health.changes import bring_paper, confirm_paper, keep_not_found
from gplx.health.models import (
    CLINIC,
    COPY,
    DATABASE,
    INVALID,
    NOT_FOUND,
    PAPER,
    UNVERIFIED,
    VALID,
    Evidence,
)
from gplx.health.questions import evidence_of
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(made_once: Path) -> Dossier:
    return builders.draft()


def say(dossier: Dossier, channel: str, verdict: str) -> Evidence:
    return Evidence.objects.create(dossier=dossier, channel=channel, verdict=verdict, at=now())


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ([(DATABASE, VALID)], 0),
        ([(DATABASE, NOT_FOUND)], 0),
        ([(DATABASE, VALID), (DATABASE, INVALID)], 1),  # the newest of a channel, even if it is worse
        ([(DATABASE, INVALID), (DATABASE, VALID)], 1),
        ([(DATABASE, VALID), (DATABASE, NOT_FOUND)], 1),
        ([(DATABASE, VALID), (PAPER, UNVERIFIED)], 0),
        ([(PAPER, UNVERIFIED), (DATABASE, VALID)], 1),
        ([(PAPER, UNVERIFIED), (DATABASE, INVALID)], 0),
        ([(PAPER, INVALID), (DATABASE, NOT_FOUND)], 0),
        ([(DATABASE, NOT_FOUND), (PAPER, INVALID)], 1),
        ([(DATABASE, VALID), (DATABASE, NOT_FOUND), (PAPER, UNVERIFIED)], 2),
        ([(COPY, UNVERIFIED), (PAPER, UNVERIFIED)], 1),  # of equals the newest
        ([(CLINIC, VALID), (COPY, INVALID), (PAPER, UNVERIFIED), (DATABASE, NOT_FOUND)], 0),
    ],
)
def test_the_best_of_the_newest_counts(dossier: Dossier, said: list[tuple[str, str]], counts: int) -> None:
    kept = [say(dossier, *one) for one in said]
    assert evidence_of(dossier) == kept[counts]


def test_where_nothing_was_said_nothing_counts_and_anothers_does_not_either(dossier: Dossier) -> None:
    say(builders.draft(), DATABASE, VALID)
    assert evidence_of(dossier) is None


def test_a_paper_that_was_brought_waits_for_an_officer(dossier: Dossier) -> None:
    document = uuid4()
    keep_not_found(dossier=dossier, at=now())
    brought = bring_paper(dossier=dossier, document=document, at=now())
    assert (brought.channel, brought.verdict, brought.document) == (PAPER, UNVERIFIED, document)
    assert evidence_of(dossier) == brought


def confirm(dossier: Dossier, *, good: bool = True) -> Evidence:
    told = {"concluded": date(2021, 9, 1), "classes": "B2", "by": "Cán bộ Thử", "says": "Đã đối chiếu"}
    return confirm_paper(dossier=dossier, good=good, at=now(), **told)


@pytest.mark.parametrize(("good", "verdict", "conclusion"), [(True, VALID, "A0-1"), (False, INVALID, "")])
def test_an_officers_word_is_about_the_paper_that_was_brought_last(
    dossier: Dossier, good: bool, verdict: str, conclusion: str
) -> None:
    bring_paper(dossier=dossier, document=uuid4(), at=now())
    last = bring_paper(dossier=dossier, document=uuid4(), at=now())
    word = confirm(dossier, good=good)
    assert (word.channel, word.document) == (PAPER, last.document)
    assert (word.verdict, word.conclusion, word.confirmed_by) == (verdict, conclusion, "Cán bộ Thử")
    assert evidence_of(dossier) == word


def test_a_copy_stays_a_copy_and_a_paper_shown_at_the_counter_is_a_paper(dossier: Dossier) -> None:
    assert (confirm(dossier).channel, confirm(dossier).document) == (PAPER, None)
    say(dossier, COPY, UNVERIFIED)
    assert confirm(dossier).channel == COPY
