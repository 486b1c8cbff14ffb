"""The one door to the queue: a job deferred inside the caller's transaction comes to be only if that commits."""

import json
from collections.abc import Mapping
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


def enqueue(name: str, payload: Mapping[str, Any], *, after: timedelta | None = None) -> None:
    """Have the worker run the job ``name`` with ``payload`` (JSON), at the earliest ``after`` from now.

    A job may run more than once (a worker that was killed is taken over), so what it does must bear that.
    """
    _QUEUE.enqueue(name, json.dumps(payload).encode(), execute_after=after)
