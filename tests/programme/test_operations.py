"""How the outside systems stand: counted from the record of the calls, in the same few queries however many there are."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gplx.ground.clock import now
from gplx.programme.operations import SHAKY, SHOWN, SILENT, UNASKED, WELL, Register, operations
from gplx.registers.directory import registers
from gplx.registers.models import ANSWERED, GIVEN_UP, REFUSED, SENT, WANTED, Exchange

pytestmark = pytest.mark.django_db

Make = Callable[..., Exchange]


@pytest.fixture
def made() -> Make:
    count = iter(range(1_000_000))

    def make(register: str = "police", state: str = ANSWERED, *, minutes_ago: float = 1, **told: Any) -> Exchange:
        at = now() - timedelta(minutes=minutes_ago)
        ended = at if state in (ANSWERED, REFUSED, GIVEN_UP) else None
        given = {"attempts": 1, "milliseconds": 40, "sent_at": at, "wanted_at": at, "ended_at": ended} | told
        return Exchange.objects.create(
            register=register, operation="find", key=f"k{next(count)}", about="dossier:x", state=state, ask={}, **given
        )

    return make


def of(name: str) -> Register:
    return next(row for row in operations() if row.name == name)


def test_every_register_has_a_row_before_anything_was_asked() -> None:
    found = operations()
    assert tuple(row.name for row in found) == registers()
    assert {row.standing for row in found} == {UNASKED}
    assert of("police").failure_share is None


def test_tries_that_brought_no_answer_are_the_share_of_failures(made: Make) -> None:
    made(attempts=1, milliseconds=100)
    made(attempts=3, milliseconds=300)
    made(state=GIVEN_UP, attempts=4, error="police cannot be reached", error_kind="try_later")
    found = of("police")
    assert (found.answered, found.tries, found.failure_share) == (2, 8, 75)
    assert (found.milliseconds, found.given_up, found.refused) == (200, 1, 0)


def test_what_is_older_than_a_day_is_not_counted_but_what_waits_is(made: Make) -> None:
    made(state=GIVEN_UP, minutes_ago=25 * 60, attempts=9)
    old = made(state=WANTED, minutes_ago=26 * 60, attempts=2, error="police cannot be reached", error_kind="try_later")
    made(attempts=1)
    found = of("police")
    assert (found.tries, found.answered, found.failure_share) == (1, 1, 0)
    assert (found.waiting, found.failing, found.oldest, found.given_up) == (1, 1, old.wanted_at, 1)


@pytest.mark.parametrize(
    ("answered_ago", "failed_ago", "standing"),
    [(5, None, WELL), (5, 1, SILENT), (1, 5, SHAKY), (None, 1, SILENT)],
)
def test_the_word_for_how_it_stands(
    made: Make, answered_ago: float | None, failed_ago: float | None, standing: str
) -> None:
    if answered_ago is not None:
        made(minutes_ago=answered_ago)
    if failed_ago is not None:
        made(state=WANTED, minutes_ago=failed_ago, error="police did not answer in time", error_kind="try_later")
    assert of("police").standing == standing


def test_a_call_that_was_never_made_yet_is_no_failure(made: Make) -> None:
    made(state=WANTED, attempts=0, sent_at=None, milliseconds=None)
    assert (of("police").standing, of("police").waiting, of("police").last) == (WELL, 1, ())


def test_the_last_calls_are_told_the_newest_first(made: Make) -> None:
    for minutes in range(SHOWN + 5, 0, -1):
        made(minutes_ago=minutes, milliseconds=minutes)
    made(state=REFUSED, minutes_ago=0.5, error="police refused the call (HTTP 400)", error_kind="never")
    last = of("police").last
    assert len(last) == SHOWN
    assert (last[0].answered, last[0].error) == (False, "police refused the call (HTTP 400)")
    assert [call.milliseconds for call in last[1:4]] == [1, 2, 3]


@pytest.mark.parametrize(
    ("took", "mean"),
    [([100], 100), ([100, 200], 150), ([1, 2], 2), ([100, 101, 101], 101), ([0], 0), ([None], None), ([None, 80], 80)],
)
def test_the_mean_is_of_answers_and_rounded_to_milliseconds(
    made: Make, took: list[int | None], mean: int | None
) -> None:
    for milliseconds in took:
        made(milliseconds=milliseconds)
    for state in (REFUSED, GIVEN_UP, SENT, WANTED):
        made(state=state, milliseconds=9_000)
    assert of("police").milliseconds == mean


def test_systems_stand_by_name_each_with_its_own_calls(made: Make) -> None:
    for register in ("sync", "email", "police", "email"):
        made(register, WANTED)
    waits = {row.name: row.waiting for row in operations() if row.waiting}
    assert list(waits.items()) == [("email", 2), ("police", 1), ("sync", 1)]


def test_it_takes_the_same_three_queries_for_few_and_for_many(made: Make) -> None:
    for count in (1, 200):
        for number in range(count):
            made(register=("police", "health", "sync")[number % 3])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            operations()
        assert len(asked) == 3
