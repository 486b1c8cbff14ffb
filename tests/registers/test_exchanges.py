"""The machine of an exchange: recorded first, sent outside of transactions, answered once, in order within a lane."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Thread
from typing import Any

import msgspec
import psycopg
import pytest
from django.db import connection, transaction

from gplx.ground.clock import now
from gplx.registers import directory
from gplx.registers.directory import Operation, provide
from gplx.registers.errors import AlreadyDone, Never, TooFast, TryLater
from gplx.registers.exchanges import AT_ONCE, CLAIM, PAUSES, ask_again, carry_out, want
from gplx.registers.models import ANSWERED, GIVEN_UP, REFUSED, SENT, WANTED, Exchange

pytestmark = pytest.mark.django_db(transaction=True)


class Question(msgspec.Struct, frozen=True):
    """What the made-up register is asked."""

    word: str


class Echo(msgspec.Struct, frozen=True):
    """What it answers."""

    word: str


class Register:
    """A register that says back what it is told, or fails as often as it is told to."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.failures: list[Exception] = []
        self.meanwhile: Callable[[], None] = lambda: None

    def say(self, ask: Question) -> Echo:
        self.heard.append(ask.word)
        self.meanwhile()
        if self.failures:
            raise self.failures.pop(0)
        return Echo(word=ask.word)


@pytest.fixture
def register() -> Iterator[Register]:
    made = Register()
    provide("echo", {"say": Operation(ask=Question, answer=Echo, perform=made.say)})
    yield made
    directory._DIRECTORY.pop("echo")


def wanted(word: str = "xin chào", *, key: str = "k1", lane: str = "") -> Exchange:
    return want(register="echo", operation="say", ask=Question(word=word), about="dossier:test", key=key, lane=lane)


def queued() -> list[tuple[str, int]]:
    """The jobs that wait, oldest first, each with its exchange."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT entrypoint, payload FROM pgqueuer ORDER BY id")
        return [(name, json.loads(bytes(payload))["exchange"]) for name, payload in cursor.fetchall()]


def as_it_stands(exchange: Exchange) -> Exchange:
    exchange.refresh_from_db()
    return exchange


def test_it_is_recorded_before_it_is_sent(register: Register) -> None:
    exchange = wanted()
    assert (exchange.state, exchange.attempts, exchange.ask) == (WANTED, 0, {"word": "xin chào"})
    assert queued() == [("register.echo", exchange.id)]
    assert register.heard == []


def test_what_is_undone_was_never_wanted(register: Register) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        wanted()
        _ = 1 / 0
    assert not Exchange.objects.exists()
    assert queued() == []


def test_wanted_twice_with_one_key_it_is_one(register: Register) -> None:
    first, second = wanted(), wanted()
    assert first.id == second.id
    assert queued() == [("register.echo", first.id)]


def test_an_answer_is_kept_and_told(register: Register) -> None:
    exchange = wanted()
    carry_out(exchange.id)
    kept = as_it_stands(exchange)
    assert (kept.state, kept.answer, kept.attempts, kept.error_kind) == (ANSWERED, {"word": "xin chào"}, 1, "")
    assert kept.ended_at is not None
    assert queued()[1:] == [("answered", exchange.id)]


def test_an_answered_one_is_not_asked_again(register: Register) -> None:
    exchange = wanted()
    for _ in range(3):
        carry_out(exchange.id)
    assert register.heard == ["xin chào"]
    assert queued()[1:] == [("answered", exchange.id)]


def test_done_before_is_success(register: Register) -> None:
    register.failures = [AlreadyDone("echo did it before", answer=Echo(word="đã có"))]
    exchange = wanted()
    carry_out(exchange.id)
    assert (as_it_stands(exchange).state, exchange.answer) == (ANSWERED, {"word": "đã có"})


def test_what_will_never_go_through_is_refused_at_once(register: Register) -> None:
    register.failures = [Never("echo refuses")]
    exchange = wanted()
    carry_out(exchange.id)
    kept = as_it_stands(exchange)
    assert (kept.state, kept.error_kind, kept.error, kept.answer) == (REFUSED, "never", "echo refuses", None)
    assert queued()[1:] == [("answered", exchange.id)]


def test_a_first_failure_is_told_and_tried_again(register: Register) -> None:
    register.failures = [TryLater("echo is down"), TryLater("echo is down")]
    exchange = wanted()
    carry_out(exchange.id)
    assert (as_it_stands(exchange).state, exchange.error_kind) == (WANTED, "try_later")
    assert queued()[1:] == [("register.echo", exchange.id), ("answered", exchange.id)]
    carry_out(exchange.id)
    assert queued()[3:] == [("register.echo", exchange.id)]
    carry_out(exchange.id)
    assert (as_it_stands(exchange).state, exchange.attempts, exchange.error) == (ANSWERED, 3, "")


def pause_of_last_job() -> timedelta:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT execute_after - created FROM pgqueuer WHERE entrypoint = 'register.echo' ORDER BY id DESC LIMIT 1"
        )
        found: timedelta = cursor.fetchone()[0]
    return found


@pytest.mark.parametrize(("asked", "waited"), [(0.5, PAUSES[0]), (45.0, timedelta(seconds=45))])
def test_too_fast_waits_as_long_as_the_register_says(register: Register, asked: float, waited: timedelta) -> None:
    register.failures = [TooFast("echo says slow down", retry_after=asked)]
    carry_out(wanted().id)
    assert abs(pause_of_last_job() - waited) < timedelta(milliseconds=100)


def test_after_the_last_try_it_is_given_up_and_told(register: Register) -> None:
    register.failures = [TryLater("echo is down")] * (len(PAUSES) + 1)
    exchange = wanted()
    for _ in range(len(PAUSES) + 1):
        carry_out(exchange.id)
    assert as_it_stands(exchange).state == GIVEN_UP
    assert queued()[-1] == ("answered", exchange.id)
    carry_out(exchange.id)
    assert len(register.heard) == len(PAUSES) + 1


def test_a_person_may_have_it_asked_again(register: Register) -> None:
    register.failures = [Never("echo refuses")]
    exchange = wanted()
    carry_out(exchange.id)
    ask_again(exchange.id)
    assert (as_it_stands(exchange).state, exchange.attempts, exchange.error) == (WANTED, 0, "")
    carry_out(exchange.id)
    assert as_it_stands(exchange).state == ANSWERED


def test_an_answered_or_open_one_is_not_asked_again_by_a_person(register: Register) -> None:
    exchange = wanted()
    ask_again(exchange.id)
    assert queued() == [("register.echo", exchange.id)]
    carry_out(exchange.id)
    ask_again(exchange.id)
    assert as_it_stands(exchange).state == ANSWERED


def test_a_call_is_wanted_with_its_job_or_not_at_all(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever wants it without a transaction of their own may be killed in between: it would be wanted for ever, and made never."""

    def killed(*_args: object, **_options: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr("gplx.registers.exchanges.enqueue", killed)
        wanted()
    assert not Exchange.objects.exists()
    exchange = wanted()
    assert queued() == [("register.echo", exchange.id)]


def test_no_call_leaves_while_a_transaction_is_open(register: Register) -> None:
    exchange = wanted()
    with transaction.atomic(), pytest.raises(RuntimeError, match="transaction is open"):
        carry_out(exchange.id)
    assert register.heard == []


def test_during_the_call_no_transaction_is_open_and_it_counts_as_sent(register: Register) -> None:
    exchange = wanted()
    seen: list[tuple[bool, str]] = []
    register.meanwhile = lambda: seen.append((connection.in_atomic_block, Exchange.objects.get(id=exchange.id).state))
    carry_out(exchange.id)
    assert seen == [(False, SENT)]


def test_two_workers_never_make_the_same_call(register: Register) -> None:
    exchange = wanted()
    register.meanwhile = lambda: carry_out(exchange.id) if len(register.heard) == 1 else None
    carry_out(exchange.id)
    assert register.heard == ["xin chào"]


def test_the_call_of_a_killed_worker_is_made_again_once_its_claim_has_run_out(register: Register) -> None:
    exchange = wanted()
    Exchange.objects.filter(id=exchange.id).update(state=SENT, sent_at=now(), attempts=1)
    carry_out(exchange.id)
    assert register.heard == []
    Exchange.objects.filter(id=exchange.id).update(sent_at=now() - CLAIM)
    carry_out(exchange.id)
    assert as_it_stands(exchange).state == ANSWERED


def test_a_claim_is_waited_for_no_longer_than_it_lasts(register: Register) -> None:
    exchange = wanted()
    Exchange.objects.filter(id=exchange.id).update(
        state=SENT, sent_at=now() - CLAIM + timedelta(seconds=20), attempts=1
    )
    carry_out(exchange.id)
    assert register.heard == []
    assert timedelta(seconds=15) < pause_of_last_job() <= timedelta(seconds=20)


def test_in_a_lane_one_goes_after_the_other(register: Register) -> None:
    first, second, third = (wanted(word, key=word, lane="sync:test") for word in ("một", "hai", "ba"))
    carry_out(third.id)
    carry_out(second.id)
    assert register.heard == []
    carry_out(first.id)
    assert queued()[-1] == ("register.echo", second.id)
    carry_out(second.id)
    carry_out(third.id)
    assert register.heard == ["một", "hai", "ba"]


def somebody_waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def test_one_that_comes_while_the_one_before_is_being_answered_is_not_forgotten(register: Register) -> None:
    first, second = (wanted(word, key=word, lane="sync:test") for word in ("một", "hai"))

    def follow() -> None:
        carry_out(second.id)
        connection.close()

    follower = Thread(target=follow)
    with transaction.atomic():
        Exchange.objects.filter(id=first.id).update(state=ANSWERED)
        follower.start()
        while follower.is_alive() and not somebody_waits_for_a_lock():
            follower.join(0.01)
    follower.join()
    assert register.heard == ["hai"]


def test_a_lane_waits_behind_one_that_was_given_up_and_goes_on_when_it_is_asked_again(register: Register) -> None:
    first, second = (wanted(word, key=word, lane="sync:test") for word in ("một", "hai"))
    register.failures = [Never("echo refuses")]
    carry_out(first.id)
    carry_out(second.id)
    assert as_it_stands(second).state == WANTED
    ask_again(first.id)
    carry_out(first.id)
    carry_out(second.id)
    assert register.heard == ["một", "một", "hai"]


def test_lanes_do_not_wait_for_one_another(register: Register) -> None:
    register.failures = [TryLater("echo is down")]
    carry_out(wanted("một", key="a", lane="sync:a").id)
    carry_out(wanted("hai", key="b", lane="sync:b").id)
    assert register.heard == ["một", "hai"]
    assert list(Exchange.objects.order_by("id").values_list("state", flat=True)) == [WANTED, ANSWERED]


def test_an_adapter_that_breaks_leaves_no_call_that_nobody_sees(register: Register) -> None:
    exchange = wanted()
    register.failures = [KeyError("Nguyễn Thử, 001085000001")]
    carry_out(exchange.id)
    broken = as_it_stands(exchange)
    assert (broken.state, broken.attempts, broken.error_kind) == (WANTED, 1, "try_later")
    assert broken.error == "our own adapter broke: KeyError", "what it choked on may be somebody's name"
    assert broken.perhaps_done, "the other side may have acted before we broke"
    assert queued()[1:] == [("register.echo", exchange.id), ("answered", exchange.id)]
    carry_out(exchange.id)
    assert as_it_stands(exchange).state == ANSWERED


def test_an_adapter_that_always_breaks_is_given_up_and_shown(register: Register) -> None:
    exchange = wanted()
    register.failures = [ValueError("x")] * (len(PAUSES) + 1)
    for _ in range(len(PAUSES) + 1):
        carry_out(exchange.id)
    assert as_it_stands(exchange).state == GIVEN_UP
    assert len(register.heard) == len(PAUSES) + 1


def waiting_long(*words: str, minutes: int = 10, **fields: Any) -> list[Exchange]:
    """Calls that failed a while ago, whose next try is hours away."""
    made = [wanted(word, key=word) for word in words]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pgqueuer SET execute_after = now() + interval '4 hours'")
    told = {"attempts": 9, "error_kind": "try_later", "sent_at": now() - timedelta(minutes=minutes)} | fields
    Exchange.objects.filter(id__in=[one.id for one in made]).update(**told)
    return made


def due_now() -> set[int]:
    """The exchanges whose job may run."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT payload FROM pgqueuer WHERE entrypoint LIKE 'register.%' AND execute_after <= now() + interval '1 s'"
        )
        return {json.loads(bytes(payload))["exchange"] for (payload,) in cursor.fetchall()}


def test_when_a_register_has_come_back_those_that_wait_are_tried_at_once_a_few_at_a_time(register: Register) -> None:
    waiting = waiting_long(*(f"việc {number}" for number in range(12)))
    first, rest = waiting[0], waiting[1:]
    assert due_now() == set()
    carry_out(first.id)
    assert as_it_stands(first).state == ANSWERED
    assert due_now() == {one.id for one in rest[:AT_ONCE]}
    carry_out(rest[0].id)
    assert due_now() == {one.id for one in rest}
    assert register.heard == ["việc 0", "việc 1"], "hurried is not yet done: the queue takes them one by one"


@pytest.mark.parametrize(
    "fields", [{"minutes": 0}, {"error_kind": "too_fast"}, {"state": REFUSED}, {"register": "other"}]
)
def test_one_that_was_just_tried_or_was_asked_to_slow_down_keeps_its_pause(
    register: Register, fields: dict[str, Any]
) -> None:
    waiting_long("một", **fields)
    [second] = waiting_long("hai")
    carry_out(second.id)
    assert due_now() == set()


def test_where_each_call_may_go_to_another_system_one_that_answers_says_nothing_of_the_others(
    register: Register,
) -> None:
    provide("echo", {"say": Operation(ask=Question, answer=Echo, perform=register.say, many=True)})
    first, _second = waiting_long("một", "hai")
    carry_out(first.id)
    assert (as_it_stands(first).state, due_now()) == (ANSWERED, set())


def test_a_job_that_somebody_else_holds_is_not_waited_for(register: Register) -> None:
    first, second, third = waiting_long("một", "hai", "ba")
    held = json.dumps({"exchange": second.id}).encode()
    given = connection.get_connection_params()
    address = {name: value for name, value in given.items() if name not in ("cursor_factory", "context")}
    with psycopg.connect(**address) as other, connection.cursor() as cursor:
        other.execute("SELECT 1 FROM pgqueuer WHERE payload = %s FOR UPDATE", [held])
        cursor.execute("SET lock_timeout = '2s'")
        carry_out(first.id)
        cursor.execute("RESET lock_timeout")
    assert (as_it_stands(first).state, due_now()) == (ANSWERED, {third.id})


def test_a_provider_that_stands_in_says_nothing_of_the_one_that_is_down(register: Register) -> None:
    """What the first may have done waits for the first: hurried by every message that the second takes, it would be given up in minutes."""
    provide("echo", {"say": Operation(ask=Question, answer=Echo, perform=register.say, stand_in=register.say)})
    waiting_long("một", perhaps_done=True)
    [second] = waiting_long("hai", with_stand_in=True)
    carry_out(second.id)
    assert (as_it_stands(second).state, due_now()) == (ANSWERED, set())


def test_a_call_that_goes_through_at_once_hurries_nobody(register: Register) -> None:
    waiting_long("một")
    second = wanted("hai", key="hai")
    carry_out(second.id)
    assert due_now() == {second.id}, "its own job, which the queue had not ended"
