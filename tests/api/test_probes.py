"""Alive, ready, metrics: what the operator's monitoring sees, also when the database is away."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from pytest_django import Settings

from gplx.api.probes.tables import known_migrations
from gplx.casework.pay import Word, pay
from gplx.fees.models import Payment
from gplx.fees.receipts.changes import open_series
from gplx.fees.refused import note_forged
from gplx.ground.backlog import backlog
from gplx.ground.clock import now
from gplx.ground.jobs import enqueue
from gplx.registers.models import ANSWERED, GIVEN_UP, SENT, WANTED, Exchange
from gplx.registers.questions import standings
from tests import builders


def exchange(register: str, state: str, *, error_kind: str = "", minutes: int = 0) -> Exchange:
    """A call that was wanted so many minutes ago."""
    at = now() - timedelta(minutes=minutes)
    return Exchange.objects.create(
        register=register,
        operation="find",
        key=builders.fresh(),
        about="dossier:test",
        state=state,
        error_kind=error_kind,
        ask={},
        ask_digest="",
        wanted_at=at,
        ended_at=at if state in (ANSWERED, GIVEN_UP) else None,
    )


def test_live_asks_nobody(client: Client) -> None:
    answer = client.get("/healthz/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "live"})


@pytest.mark.django_db
def test_live_asks_no_database_even_where_a_session_is_shown(
    client: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    builders.sign_in_citizen(client, builders.applicant())
    with django_assert_num_queries(0):
        assert client.get("/healthz/live").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_ready_tells_of_database_queue_and_registers(client: Client) -> None:
    answered = exchange("lane-health", ANSWERED, minutes=3)
    exchange("lane-health", WANTED, error_kind="try_later", minutes=2)
    exchange("lane-health", SENT)
    exchange("lane-health", GIVEN_UP)
    enqueue("acted", {})
    enqueue("acted", {}, after=timedelta(hours=1))

    answer = client.get("/healthz/ready")
    said = answer.json()
    assert answer.status_code == 200
    assert (said["status"], said["database"], said["migrations"]) == ("ready", "answers", "applied")
    assert (said["queue"]["waiting"], said["queue"]["held"]) == (1, 0)
    assert 0 <= said["queue"]["oldest_seconds"] < 60
    assert said["registers"]["lane-health"] == {
        "open": 2,
        "failing": 1,
        "without_answer": 1,
        "last_answer": answered.ended_at.isoformat(timespec="seconds"),
    }


def test_the_migrations_are_those_that_django_finds() -> None:
    assert known_migrations() == set(MigrationLoader(None).disk_migrations)


@pytest.mark.django_db(transaction=True)
def test_ready_is_not_ready_without_a_migration(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET name = 'other' WHERE (app, name) = ('fees', '0001_initial')")
    try:
        answer = client.get("/healthz/ready")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE django_migrations SET name = '0001_initial' WHERE (app, name) = ('fees', 'other')")

    assert (answer.status_code, answer.json()) == (
        503,
        {"status": "not ready", "database": "answers", "migrations": "1 missing"},
    )


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """New connections go to a port of this machine; whoever holds the socket decides what happens there."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        address = {"HOST": "127.0.0.1", "PORT": str(door.getsockname()[1])}
        for name, value in address.items():
            monkeypatch.setitem(connections.settings["default"], name, value)
        yield door


NOT_READY = {"status": "not ready", "database": "no answer"}


@pytest.mark.django_db(transaction=True)
def test_ready_is_not_ready_where_the_database_refuses(client: Client, elsewhere: socket.socket) -> None:
    answer = client.get("/healthz/ready")
    assert (answer.status_code, answer.json()) == (503, NOT_READY)


@pytest.mark.django_db(transaction=True)
def test_ready_answers_within_a_second_where_the_database_is_silent(client: Client, elsewhere: socket.socket) -> None:
    elsewhere.listen()
    began = time.monotonic()
    answers = [client.get("/healthz/ready") for _ in range(2)]
    took = time.monotonic() - began

    assert [(answer.status_code, answer.json()) for answer in answers] == [(503, NOT_READY)] * 2
    assert took < 2


@pytest.mark.django_db
def test_standings_count_what_is_open_and_what_ended_without_answer() -> None:
    exchange("a-test", WANTED, minutes=9)
    exchange("a-test", WANTED, error_kind="too_fast", minutes=5)
    exchange("a-test", GIVEN_UP, error_kind="try_later")
    last = exchange("a-test", ANSWERED)

    told = next(one for one in standings() if one.register == "a-test")
    assert (told.open, told.failing, told.without_answer, told.last_answer) == (2, 1, 1, last.ended_at)
    assert told.oldest is not None and now() - told.oldest > timedelta(minutes=8)


@pytest.mark.django_db
def test_the_backlog_knows_waiting_from_later() -> None:
    enqueue("acted", {})
    enqueue("acted", {}, after=timedelta(hours=1))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pgqueuer SET execute_after = now() - interval '90 seconds' WHERE execute_after <= clock_timestamp()"
        )

    told = backlog()
    assert (told.waiting, told.later, told.at_work, told.held) == (1, 1, 0, 0)
    assert told.oldest_seconds == 90.0


TOKEN = "a-token-only-for-tests"


@pytest.mark.parametrize(
    ("practice", "address", "said", "status"),
    [
        (False, "127.0.0.1", f"Bearer {TOKEN}", 200),
        (False, "192.0.2.7", f"Bearer {TOKEN}", 200),
        (False, "127.0.0.1", "", 401),
        (False, "192.0.2.7", "Bearer other", 401),
        (False, "192.0.2.7", "Bearer ", 401),
        (False, "192.0.2.7", TOKEN, 401),
        (False, "192.0.2.7", "Bearer thử", 401),
        (True, "127.0.0.1", "", 200),
        (True, "::1", "", 200),
        (True, "192.0.2.7", "", 401),
        (True, "", "", 401),
    ],
)
@pytest.mark.django_db
def test_metrics_open_to_the_token_and_in_practice_to_this_machine(
    client: Client, settings: Settings, practice: bool, address: str, said: str, status: int
) -> None:
    settings.PRACTICE, settings.METRICS_TOKEN = practice, TOKEN
    assert client.get("/metrics", REMOTE_ADDR=address, HTTP_AUTHORIZATION=said).status_code == status


@pytest.mark.django_db
def test_without_a_token_set_an_empty_one_opens_nothing(client: Client, settings: Settings) -> None:
    settings.PRACTICE, settings.METRICS_TOKEN = False, ""
    assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 401


@pytest.mark.django_db
def test_metrics_count_the_work_and_name_nobody(client: Client, settings: Settings) -> None:
    settings.PRACTICE, settings.METRICS_TOKEN = False, TOKEN
    builders.draft()
    builders.submitted()
    paid = builders.paid()
    wrong = Payment.objects.get(state="open")
    note_forged("vnpay")
    pay(Word(reference=wrong.reference, paid=True, amount=1, currency="VND", transaction="x", said={}))
    open_series(department=paid.department, symbol="TH", first=1, last=99)
    exchange("a-test", WANTED)

    answer = client.get("/metrics", HTTP_AUTHORIZATION=f"Bearer {TOKEN}")
    lines = answer.content.decode().splitlines()
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert 'gplx_dossiers{state="draft"} 1.0' in lines
    assert 'gplx_dossiers{state="submitted"} 2.0' in lines
    assert 'gplx_payments{refund_due="False",state="paid"} 1.0' in lines
    assert 'gplx_payments{refund_due="False",state="open"} 1.0' in lines
    assert 'gplx_payment_words{result="00"} 1.0' in lines
    assert 'gplx_payment_words{result="14"} 1.0' in lines
    assert "gplx_payments_wrong_amount 1.0" in lines
    assert 'gplx_payment_words_forged{gateway="vnpay"} 1.0' in lines
    assert "gplx_payments_without_receipt 1.0" in lines
    assert 'gplx_receipt_numbers_left{department="H26"} 99.0' in lines
    assert 'gplx_exchanges{register="a-test",state="wanted"} 1.0' in lines
    assert any(line.startswith('gplx_jobs{standing="waiting"} ') for line in lines)
    assert any(line.startswith("gplx_jobs_oldest_seconds ") for line in lines)
    assert paid.code not in answer.content.decode()
    assert paid.applicant.name not in json.dumps(lines)


@pytest.mark.django_db
def test_metrics_take_the_same_queries_for_any_number_of_rows(
    client: Client, settings: Settings, django_assert_num_queries: Callable[[int], Any]
) -> None:
    settings.METRICS_TOKEN = TOKEN
    for count in (1, 12):
        for _ in range(count):
            exchange("a-test", WANTED)
        with django_assert_num_queries(13):
            client.get("/metrics", HTTP_AUTHORIZATION=f"Bearer {TOKEN}")
