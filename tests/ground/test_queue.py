"""The queue's door and its length: what is put in comes out as it was, and is counted by what it waits for."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from gplx.ground.backlog import Backlog, backlog
from gplx.ground.jobs import enqueue

pytestmark = pytest.mark.django_db
EMPTY = Backlog(waiting=0, later=0, at_work=0, held=0, oldest_seconds=0.0)


def rows() -> list[tuple[Any, float]]:
    """The payload of each job, and in how many seconds it may run, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload, extract(epoch FROM execute_after - now()) FROM pgqueuer ORDER BY id")
        return [(json.loads(bytes(payload)), float(waits)) for payload, waits in cursor.fetchall()]


def payloads() -> list[Any]:
    return [payload for payload, _ in rows()]


def becomes(status: str, *, number: int = 1, waited: int = 0) -> None:
    """The oldest jobs are in this state, and may have run since so many seconds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pgqueuer SET status = %s, execute_after = now() - make_interval(secs => %s)"
            " WHERE id IN (SELECT id FROM pgqueuer ORDER BY id LIMIT %s)",
            [status, waited, number],
        )


@pytest.mark.parametrize(
    "payload",
    [{}, {"act": 7}, {"tên": "Nguyễn Thử", "số": ["1", "2"]}, {"q": "'; DROP TABLE pgqueuer; --"}, {"none": None}],
    ids=["nothing", "a number", "Vietnamese", "hostile", "null"],
)
def test_a_payload_comes_out_as_it_was_put_in(payload: dict[str, Any]) -> None:
    enqueue("acted", payload)
    assert payloads() == [payload]


def test_jobs_are_taken_in_the_order_in_which_they_came() -> None:
    for act in range(5):
        enqueue("acted", {"act": act})
    assert payloads() == [{"act": act} for act in range(5)]


@pytest.mark.parametrize("payload", [{"at": object()}, {"raw": b"x"}, {("a", "b"): 1}])
def test_what_cannot_be_written_down_is_not_half_put_in(payload: dict[Any, Any]) -> None:
    with pytest.raises(TypeError):
        enqueue("acted", payload)
    assert rows() == []


def test_what_an_inner_step_put_in_goes_with_it_and_the_rest_stays() -> None:
    enqueue("acted", {"act": 1})
    with pytest.raises(LookupError), transaction.atomic():
        enqueue("acted", {"act": 2})
        raise LookupError
    enqueue("acted", {"act": 3})
    assert payloads() == [{"act": 1}, {"act": 3}]


def test_it_shares_the_callers_connection_and_leaves_its_transaction_open() -> None:
    with transaction.atomic():
        enqueue("acted", {})
        assert connection.in_atomic_block
        assert len(rows()) == 1


@pytest.mark.parametrize(
    ("after", "seconds"),
    [(None, 0), (timedelta(0), 0), (timedelta(seconds=90), 90), (timedelta(days=1), 86_400)],
)
def test_a_job_waits_as_long_as_it_was_told_to(after: timedelta | None, seconds: int) -> None:
    """The queue keeps the real time of the database, whatever day the business clock shows."""
    enqueue("acted", {}, after=after)
    ((_, waits),) = rows()
    assert abs(waits - seconds) < 1


# ---- its length


def test_an_empty_queue_has_no_oldest() -> None:
    assert backlog() == EMPTY


def test_what_may_run_now_and_what_waits_for_its_time_are_two_things() -> None:
    for after in (None, None, timedelta(hours=1)):
        enqueue("acted", {}, after=after)
    becomes("queued", number=1, waited=30)
    found = backlog()
    assert (found.waiting, found.later, found.at_work, found.held) == (2, 1, 0, 0)
    assert 30 <= found.oldest_seconds < 31


@pytest.mark.parametrize(("status", "field"), [("picked", "at_work"), ("failed", "held")])
def test_what_is_at_work_or_held_is_no_longer_waiting(status: str, field: str) -> None:
    for _ in range(3):
        enqueue("acted", {})
    becomes(status, number=2, waited=600)
    found = backlog()
    assert (found.waiting, getattr(found, field)) == (1, 2)
    assert found.oldest_seconds < 1, "the wait of what no longer waits does not count"


def test_what_comes_later_is_not_the_oldest() -> None:
    enqueue("acted", {}, after=timedelta(days=3))
    assert backlog() == Backlog(waiting=0, later=1, at_work=0, held=0, oldest_seconds=0.0)


def test_it_is_one_question(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        backlog()
