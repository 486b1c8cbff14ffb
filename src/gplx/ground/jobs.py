"""The one door to the queue: a job deferred inside the caller's transaction comes to be only if that commits."""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

import psycopg
from django.db import connection
from pgqueuer.adapters.persistence.queries import SyncQueries
from pgqueuer.ports.driver import SyncDriver
from psycopg.rows import dict_row


class _CallersConnection(SyncDriver):
    """The queue's statements on Django's own connection, so that they share its transaction."""

    def fetch(self, query: str, *args: object) -> list[dict[str, object]]:
        connection.ensure_connection()
        with psycopg.RawCursor(connection.connection, row_factory=dict_row) as cursor:
            return cursor.execute(query, args or None).fetchall()


_QUEUE = SyncQueries(_CallersConnection())
# One that is being taken at this moment needs no hurry, and two that hurry the same jobs do not wait for each other.
_HURRY = """
UPDATE pgqueuer SET execute_after = now() WHERE id IN (
    SELECT id FROM pgqueuer
    WHERE entrypoint = %s AND payload = ANY(%s) AND status = 'queued' AND execute_after > now()
    FOR UPDATE SKIP LOCKED
)
"""


def enqueue(name: str, payload: Mapping[str, Any], *, after: timedelta | None = None) -> None:
    """Have the worker run the job ``name`` with ``payload`` (JSON), at the earliest ``after`` from now.

    A job may run more than once (a worker that was killed is taken over), so what it does must bear that.
    """
    _QUEUE.enqueue(name, json.dumps(payload).encode(), execute_after=after)


def hurry(name: str, payloads: Iterable[Mapping[str, Any]]) -> None:
    """Have those of these jobs that wait for their time run at once."""
    named = [json.dumps(payload).encode() for payload in payloads]
    with connection.cursor() as cursor:
        cursor.execute(_HURRY, [name, named])
