"""The worker: it takes what waits, one register's failure is nobody else's, and what fails is tried again and kept."""

import asyncio
from collections.abc import Iterator
from unittest import mock

import msgspec
import pytest
from django.db import connection
from pgqueuer.domain.types import QueueExecutionMode

from gplx.clock.calendar import CALENDAR
from gplx.clock.jobs import AT_ONCE, Job, jobs
from gplx.clock.worker import THREADS, work
from gplx.ground.jobs import enqueue
from gplx.registers import directory
from gplx.registers.directory import Operation
from gplx.registers.errors import Never
from gplx.registers.exchanges import want
from gplx.registers.models import ANSWERED, REFUSED, Exchange

pytestmark = pytest.mark.django_db(transaction=True)


class Question(msgspec.Struct, frozen=True):
    """What is asked."""

    word: str


def say(ask: Question) -> Question:
    if ask.word == "never":
        raise Never("echo refuses")
    return ask


@pytest.fixture(autouse=True)
def _echo() -> Iterator[None]:
    directory.provide("echo", {"say": Operation(ask=Question, answer=Question, perform=say)})
    yield
    directory._DIRECTORY.pop("echo")


def drain() -> None:
    """Let a worker take everything that waits, and stop; its threads keep no connection."""
    with mock.patch.dict(connection.settings_dict, {"CONN_MAX_AGE": 0}):
        asyncio.run(asyncio.wait_for(work(mode=QueueExecutionMode.drain), timeout=20))


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pgqueuer WHERE status = 'queued'")
        return int(cursor.fetchone()[0])


def test_it_takes_what_waits_and_records_it() -> None:
    ids = [
        want(register="echo", operation="say", ask=Question(word=word), about="t:1", key=f"{word}-{n}").id
        for n, word in enumerate(["xin", "never", "chào"])
    ]
    drain()
    states = [Exchange.objects.get(id=one).state for one in ids]
    assert states == [ANSWERED, REFUSED, ANSWERED]
    assert waiting() == 0


def test_a_job_that_breaks_is_tried_again_until_it_goes_through() -> None:
    """The first try fails, because what it needs is not there yet; the second comes a second later."""
    tries: list[int] = []

    def breaks_once(_payload: dict[str, object]) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise LookupError("not there yet")

    with mock.patch.dict("gplx.clock.jobs.STANDING", {"acted": Job(breaks_once)}):
        enqueue("acted", {"act": 404})
        drain()
    assert len(tries) == 2
    assert waiting() == 0


def test_there_is_a_queue_for_each_register_and_a_name_for_each_job() -> None:
    named = jobs()
    for register in directory.registers():
        assert f"register.{register}" in named
    assert {"acted", "answered", "look_at_parcel"} <= set(named)


def test_several_slow_registers_leave_threads_to_the_others() -> None:
    """Each waits in threads of its own share; the connections to the database that they hold are fewer than the server gives."""
    assert {jobs()[f"register.{name}"].at_once for name in directory.registers()} == {AT_ONCE}
    assert 5 * AT_ONCE < THREADS < 100


def test_the_calendar_is_made_of_crontab_lines() -> None:
    assert {name: len(line.split()) for name, (line, _) in CALENDAR.items()} == {
        "seal_yesterday": 5,
        "ask_after_open_payments": 5,
        "remind_of_drafts": 5,
        "expire_drafts": 5,
        "issue_waiting_receipts": 5,
        "fetch_statements": 5,
        "ask_treasury": 5,
        "remind_of_refunds": 5,
        "forget_knocks": 5,
        "scan_waiting_files": 5,
        "sweep_files": 5,
        "forget_old_calls": 5,
        "ask_old_answers_again": 5,
        "compare_with_portals": 5,
    }
