"""The machine of an exchange: recorded before it is sent, sent outside of any transaction, answered once.

A call that is wanted commits together with what wanted it. The worker claims it, calls, and records the answer together with the
job ``answered``, so that whoever wanted it learns of it exactly once. Calls with the same ``lane`` go out one after another, in order.

Where a second provider stands in, whom a call goes to is recorded before it is made. It passes to the other only while no try may have
been acted upon: neither a time-out nor a killed worker makes anything go out twice.
"""

import hashlib
import time
from datetime import timedelta

import msgspec
import structlog
from django.db import connection, transaction

from gplx.ground.clock import now
from gplx.ground.jobs import enqueue, hurry
from gplx.registers.directory import operation
from gplx.registers.errors import AlreadyDone, Never, OutsideError, TooFast, TryLater
from gplx.registers.faults import NotReached
from gplx.registers.models import ANSWERED, GIVEN_UP, OPEN, REFUSED, SENT, WANTED, Exchange

# A worker that has not recorded an answer by then was killed: its call may be made again.
CLAIM = timedelta(seconds=90)
PAUSES = tuple(timedelta(seconds=s) for s in (1, 2, 4, 8, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400))
# When a call that had failed goes through, so many of those that wait are tried at once, and they have others tried in their turn: a
# system that has come back is not overrun. One that was just tried keeps its pause: its fault is its own.
AT_ONCE = 10
JUST_TRIED = timedelta(seconds=60)

log = structlog.get_logger()


@transaction.atomic
def want(*, register: str, operation: str, ask: msgspec.Struct, about: str, key: str, lane: str = "") -> Exchange:
    """Record that a call is wanted, and have the register's queue make it once the caller's transaction commits, or at once where the
    caller has none: a process that is killed leaves both or neither.

    ``key`` makes it single: wanted again with the same key it is the same exchange, and no second call is made.
    ``about`` names whom the answer concerns (``dossier:<uuid>``), for those who look it up.
    """
    body = msgspec.to_builtins(ask)
    digest = hashlib.sha256(msgspec.json.encode(ask)).hexdigest()
    defaults = {
        "register": register,
        "operation": operation,
        "ask": body,
        "ask_digest": digest,
        "about": about,
        "lane": lane,
    }
    exchange, created = Exchange.objects.get_or_create(key=key, defaults=defaults | {"wanted_at": now()})
    if created:
        _queue(exchange)
    return exchange


def ask_again(exchange_id: int) -> None:
    """Make a call anew that was given up or refused; one that is still open, or answered, is left alone."""
    with transaction.atomic():
        ended = Exchange.objects.filter(id=exchange_id, state__in=(GIVEN_UP, REFUSED))
        if ended.update(state=WANTED, attempts=0, error="", error_kind="", ended_at=None, learnt_at=None):
            _queue(Exchange.objects.get(id=exchange_id))


def ask_all_again(register: str, *, most: int = 500) -> int:
    """Make the calls anew that a register was given up on, the oldest first; how many. The rest takes another call of this."""
    with transaction.atomic():
        given_up = Exchange.objects.select_for_update(skip_locked=True).filter(register=register, state=GIVEN_UP)
        ids = list(given_up.order_by("id").values_list("id", flat=True)[:most])
        for exchange_id in ids:
            ask_again(exchange_id)
        return len(ids)


def carry_out(exchange_id: int) -> None:
    """Make the call of an exchange, unless it is over, somebody else's at this moment, or not yet its turn in its lane."""
    exchange = _claim(exchange_id)
    if exchange is None:
        return
    if connection.in_atomic_block:
        raise RuntimeError("no call leaves the house while a transaction is open")
    made = operation(exchange.register, exchange.operation)
    started = time.monotonic()
    try:
        perform = made.stand_in if exchange.with_stand_in and made.stand_in else made.perform
        answer = perform(msgspec.convert(exchange.ask, made.ask))
    except AlreadyDone as done:
        _record_answer(exchange, done.answer, started)
    except OutsideError as error:
        _record_error(exchange, error, started)
    except Exception as error:
        # A defect of our own adapter must not leave a call that nobody sees and nobody makes again.
        log.error("adapter broke", register=exchange.register, operation=exchange.operation, error=type(error).__name__)
        _record_error(exchange, TryLater(f"our own adapter broke: {type(error).__name__}"), started)
    else:
        _record_answer(exchange, answer, started)


def _queue(exchange: Exchange, after: timedelta | None = None) -> None:
    enqueue(f"register.{exchange.register}", {"exchange": exchange.id}, after=after)


def _claim(exchange_id: int) -> Exchange | None:
    with transaction.atomic():
        exchange = Exchange.objects.select_for_update().get(id=exchange_id)
        if exchange.state not in OPEN or not _is_first_in_lane(exchange):
            return None
        if exchange.state == SENT and exchange.sent_at and (left := exchange.sent_at + CLAIM - now()) > timedelta(0):
            # Another worker is at it, or was killed at it: look again when its claim has run out.
            _queue(exchange, after=left)
            return None
        exchange.perhaps_done = exchange.perhaps_done or exchange.state == SENT
        exchange.state, exchange.sent_at, exchange.attempts = SENT, now(), exchange.attempts + 1
        exchange.save(update_fields=["state", "sent_at", "attempts", "perhaps_done"])
        return exchange


def _is_first_in_lane(exchange: Exchange) -> bool:
    if not exchange.lane:
        return True
    earlier = Exchange.objects.filter(lane=exchange.lane, id__lt=exchange.id).exclude(state=ANSWERED)
    # Locked, so that one that is being answered at this moment is waited for: it may not have seen this one, and would not wake it.
    return not earlier.select_for_update().exists()


def _record_answer(exchange: Exchange, answer: msgspec.Struct, started: float) -> None:
    exchange.answer = msgspec.to_builtins(answer)
    exchange.error, exchange.error_kind = "", ""
    _end(exchange, ANSWERED, started)


def _record_error(exchange: Exchange, error: OutsideError, started: float) -> None:
    exchange.error_kind, exchange.error = error.kind, str(error)[:300]
    log.warning("exchange", register=exchange.register, operation=exchange.operation, id=exchange.id, kind=error.kind)
    if isinstance(error, Never):
        _end(exchange, REFUSED, started)
    elif exchange.attempts > len(PAUSES):
        _end(exchange, GIVEN_UP, started)
    else:
        _wait(exchange, error, started)


def _wait(exchange: Exchange, error: OutsideError, started: float) -> None:
    pause = PAUSES[exchange.attempts - 1]
    if isinstance(error, TooFast):
        pause = max(pause, timedelta(seconds=error.retry_after))
    if not isinstance(error, (NotReached, TooFast)):
        exchange.perhaps_done = True
    elif not exchange.perhaps_done and operation(exchange.register, exchange.operation).stand_in:
        exchange.with_stand_in = not exchange.with_stand_in
        pause = timedelta(0) if exchange.with_stand_in else pause
    with transaction.atomic():
        exchange.state, exchange.milliseconds = WANTED, _milliseconds(started)
        exchange.save()
        _queue(exchange, after=pause)
        if exchange.attempts == 1:
            # Those who wait for it are told at the first failure that it will take longer.
            enqueue("answered", {"exchange": exchange.id})


def _end(exchange: Exchange, state: str, started: float) -> None:
    with transaction.atomic():
        exchange.state, exchange.milliseconds, exchange.ended_at = state, _milliseconds(started), now()
        exchange.save()
        enqueue("answered", {"exchange": exchange.id})
        behind = Exchange.objects.filter(lane=exchange.lane, id__gt=exchange.id, state=WANTED).order_by("id").first()
        if exchange.lane and state == ANSWERED and behind:
            _queue(behind)
        if state == ANSWERED and _shows_that_it_is_back(exchange):
            _hurry_others(exchange.register)


def _shows_that_it_is_back(exchange: Exchange) -> bool:
    """Whether a system that failed answered now: not another system, and not the provider that stands in for it."""
    is_another = exchange.with_stand_in or operation(exchange.register, exchange.operation).many
    return exchange.attempts > 1 and not is_another


def _hurry_others(register: str) -> None:
    waiting = Exchange.objects.filter(register=register, state=WANTED, error_kind=TryLater.kind)
    due = waiting.filter(sent_at__lt=now() - JUST_TRIED).order_by("sent_at").values_list("id", flat=True)
    hurry(f"register.{register}", [{"exchange": each} for each in due[:AT_ONCE]])


def _milliseconds(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
