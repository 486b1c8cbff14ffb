"""A second provider stands in where the first surely did nothing; nothing goes out twice, whatever fails or is killed, and when."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gplx.ground.clock import now
from gplx.registers import directory
from gplx.registers.directory import Operation, provide
from gplx.registers.errors import AlreadyDone, Never, TooFast, TryLater
from gplx.registers.exchanges import CLAIM, ask_again, carry_out, want
from gplx.registers.faults import NotReached
from gplx.registers.models import ANSWERED, REFUSED, Exchange
from tests.registers.test_exchanges import Echo, Question, as_it_stands, pause_of_last_job

pytestmark = pytest.mark.django_db(transaction=True)
WELL, CLOSED, FAST, REFUSES = "well", "closed", "fast", "refuses"
# These two take the message all the same: the answer is lost, or whoever asked is killed before it is recorded.
SILENT, KILLED = "silent", "killed"
TAKES = (WELL, SILENT, KILLED)


class WorkerKilled(BaseException):
    """The process ends here; what was committed stays."""


class Provider:
    """Takes each message once, as providers do; ``does`` says what happens at each call, and from then on all is well."""

    def __init__(self) -> None:
        self.does: list[str] = []
        self.took = 0
        self.asked = 0

    def send(self, ask: Question) -> Echo:
        self.asked += 1
        now_does = self.does.pop(0) if self.does else WELL
        before = self.took
        self.took = self.took or int(now_does in TAKES)
        if now_does == CLOSED:
            raise NotReached("nobody there")
        if now_does == FAST:
            raise TooFast("slow down", retry_after=45)
        if now_does == REFUSES:
            raise Never("no")
        if now_does == SILENT:
            raise TryLater("no answer in time")
        if now_does == KILLED:
            raise WorkerKilled
        if before:
            raise AlreadyDone("taken before", answer=Echo(word=ask.word))
        return Echo(word=ask.word)


@pytest.fixture
def providers() -> Iterator[tuple[Provider, Provider]]:
    first, second = Provider(), Provider()
    provide("echo", {"say": Operation(ask=Question, answer=Echo, perform=first.send, stand_in=second.send)})
    yield first, second
    directory._DIRECTORY.pop("echo")


def wanted(key: str = "k1") -> Exchange:
    return want(register="echo", operation="say", ask=Question(word="xin chào"), about="dossier:test", key=key)


def work_at(exchange: Exchange) -> None:
    """One try, by a worker that may be killed at it; the next finds its claim run out."""
    try:
        carry_out(exchange.id)
    except WorkerKilled:
        Exchange.objects.filter(id=exchange.id).update(sent_at=now() - CLAIM)


def test_where_the_first_is_well_nobody_stands_in(providers: tuple[Provider, Provider]) -> None:
    first, second = providers
    exchange = wanted()
    carry_out(exchange.id)
    assert (as_it_stands(exchange).state, first.took, second.asked) == (ANSWERED, 1, 0)


@pytest.mark.parametrize("trouble", [CLOSED, FAST])
def test_the_second_is_asked_at_once_where_the_first_surely_did_nothing(
    providers: tuple[Provider, Provider], trouble: str
) -> None:
    first, second = providers
    first.does = [trouble]
    exchange = wanted()
    carry_out(exchange.id)
    assert pause_of_last_job() < timedelta(milliseconds=100)
    carry_out(exchange.id)
    assert (as_it_stands(exchange).state, first.took, second.took) == (ANSWERED, 0, 1)


def test_where_neither_can_be_reached_the_first_is_asked_again_after_a_pause(
    providers: tuple[Provider, Provider],
) -> None:
    first, second = providers
    first.does, second.does = [CLOSED], [FAST]
    exchange = wanted()
    carry_out(exchange.id)
    carry_out(exchange.id)
    assert pause_of_last_job() > timedelta(seconds=44)
    carry_out(exchange.id)
    assert (as_it_stands(exchange).state, first.took, second.took) == (ANSWERED, 1, 0)


def test_a_refusal_is_the_end(providers: tuple[Provider, Provider]) -> None:
    first, second = providers
    first.does = [REFUSES]
    exchange = wanted()
    carry_out(exchange.id)
    assert (as_it_stands(exchange).state, second.asked) == (REFUSED, 0)


@pytest.mark.parametrize("ended", [SILENT, KILLED])
def test_whoever_may_have_acted_is_asked_alone_even_when_it_closes_afterwards(
    providers: tuple[Provider, Provider], ended: str
) -> None:
    first, second = providers
    first.does = [ended, CLOSED, FAST]
    exchange = wanted()
    for _ in range(4):
        work_at(exchange)
    assert (as_it_stands(exchange).state, first.took, second.asked) == (ANSWERED, 1, 0)


@pytest.mark.parametrize("ended", [SILENT, KILLED])
def test_the_second_is_asked_alone_once_it_may_have_acted(providers: tuple[Provider, Provider], ended: str) -> None:
    first, second = providers
    first.does, second.does = [CLOSED], [ended, CLOSED]
    exchange = wanted()
    for _ in range(4):
        work_at(exchange)
    assert (as_it_stands(exchange).state, first.took, second.took) == (ANSWERED, 0, 1)


def test_a_person_who_has_it_asked_again_changes_nothing_about_that(providers: tuple[Provider, Provider]) -> None:
    first, second = providers
    first.does = [SILENT, REFUSES, CLOSED]
    exchange = wanted()
    carry_out(exchange.id)
    carry_out(exchange.id)
    assert as_it_stands(exchange).state == REFUSED
    ask_again(exchange.id)
    carry_out(exchange.id)
    carry_out(exchange.id)
    assert (as_it_stands(exchange).state, first.took, second.asked) == (ANSWERED, 1, 0)


TROUBLE = st.lists(st.sampled_from([WELL, CLOSED, FAST, SILENT, KILLED]), max_size=5)
_keys = count(1)


@given(first_does=TROUBLE, second_does=TROUBLE)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
def test_whatever_happens_it_goes_out_once(
    providers: tuple[Provider, Provider], first_does: list[str], second_does: list[str]
) -> None:
    first, second = providers
    first.took = second.took = 0
    first.does, second.does = list(first_does), list(second_does)
    exchange = wanted(f"k{next(_keys)}")
    for _ in range(12):
        work_at(exchange)
    assert (as_it_stands(exchange).state, first.took + second.took) == (ANSWERED, 1)
