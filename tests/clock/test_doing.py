"""One job in its thread: connections that went stale are dropped, and a failure is told and passed on."""

import threading
from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import connection, connections
from structlog.testing import capture_logs

from gplx.clock import worker
from gplx.clock.acted import acted
from gplx.clock.answers import answered
from gplx.clock.exams import exam_received
from gplx.clock.jobs import AT_ONCE, STANDING, Job, call_register, jobs
from gplx.clock.parcels import look_at_parcel
from gplx.clock.portal.compare import compare_chunk
from gplx.clock.portal.files import portal_file_came
from gplx.clock.receipts import draw_receipt, issue_receipt
from gplx.clock.refunds import refund_moved
from gplx.documents.changes import remove_files
from gplx.registers.directory import registers


@pytest.fixture
def journal() -> Iterator[list[str]]:
    """What happened, in order; nothing is closed that the tests themselves need."""
    found: list[str] = []
    with mock.patch.object(worker, "close_old_connections", lambda: found.append("closed")):
        yield found


def test_stale_connections_are_dropped_before_and_after(journal: list[str]) -> None:
    worker._do("acted", Job(lambda payload: journal.append(f"did {payload['act']}")), {"act": 7})
    assert journal == ["closed", "did 7", "closed"]


def test_a_failure_is_told_by_the_jobs_name_and_passed_on(journal: list[str]) -> None:
    def fails(payload: dict[str, object]) -> None:
        raise LookupError("Nguyễn Thử Nghiệm")

    with capture_logs() as told, pytest.raises(LookupError, match="Nguyễn Thử Nghiệm"):
        worker._do("acted", Job(fails), {"act": 7})
    assert journal == ["closed", "closed"]
    assert [(one["event"], one["job"], one["log_level"]) for one in told] == [("job failed", "acted", "error")]


def test_what_goes_well_is_not_told(journal: list[str]) -> None:
    with capture_logs() as told:
        worker._do("acted", Job(lambda _payload: None), {})
    assert told == []


@pytest.mark.django_db(transaction=True)
def test_a_thread_that_is_done_with_keeps_no_connection_past_its_age() -> None:
    left: list[object] = []

    def ask(_payload: dict[str, object]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    def work() -> None:
        connections["default"].settings_dict["CONN_MAX_AGE"] = 0
        worker._do("acted", Job(ask), {})
        left.append(connections["default"].connection)

    with mock.patch.dict(connection.settings_dict):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert left == [None]


def test_the_worker_connects_as_django_does() -> None:
    given = {"OPTIONS": {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem", "server_side_binding": True}}
    place = {"NAME": "gplx", "USER": "gplx_app", "PASSWORD": "thử", "HOST": "db.example.vn", "PORT": "6432"}
    with mock.patch.dict(connection.settings_dict, given | place):
        assert worker._address() == {
            "dbname": "gplx",
            "user": "gplx_app",
            "password": "thử",
            "host": "db.example.vn",
            "port": "6432",
            "sslmode": "verify-full",
            "sslrootcert": "/etc/ca.pem",
            "client_encoding": "UTF8",
            "prepare_threshold": None,
        }


# ---- the jobs


def test_each_job_is_done_by_its_own() -> None:
    assert {name: job.do for name, job in STANDING.items()} == {
        "acted": acted,
        "answered": answered,
        "exam_received": exam_received,
        "look_at_parcel": look_at_parcel,
        "issue_receipt": issue_receipt,
        "draw_receipt": draw_receipt,
        "remove_files": remove_files,
        "refund_moved": refund_moved,
        "portal_file_came": portal_file_came,
        "compare_with_portal": compare_chunk,
    }
    assert {name: job.do for name, job in jobs().items() if name not in STANDING} == {
        f"register.{name}": call_register for name in registers()
    }


def test_one_slow_register_takes_no_threads_from_the_others() -> None:
    """All of one register's calls at once are fewer than the threads."""
    assert max(job.at_once for job in jobs().values()) == AT_ONCE < worker.THREADS


def test_a_registers_job_makes_the_call_of_its_exchange() -> None:
    with mock.patch("gplx.clock.jobs.carry_out") as carried:
        call_register({"exchange": 12})
    carried.assert_called_once_with(12)
