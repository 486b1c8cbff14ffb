"""Processes that are killed: at any statement, before a commit, after it, or when an outside system has done what it was asked.

Each act runs in a thread with a database connection of its own. Who is killed leaves it as ``kill -9`` does: the socket is gone, the
server undoes what was not committed, and nobody says anything any more.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db import DatabaseError, connection, connections


class Killed(BaseException):
    """Nobody can catch it who catches errors."""


class Knife(threading.local):
    """Counts the boundaries that a process comes to; at the one named it is killed. Nought: it lives."""

    left = 0
    has_cut = False

    def comes_to_a_boundary(self) -> None:
        """The process may die here."""
        self.left -= 1
        if self.left == 0:
            self.has_cut = True
            connection.connection.close()
            raise Killed


KNIFE = Knife()


def alone(act: Callable[[], Any], *, dies_at: int) -> tuple[bool, Any]:
    """Let a process do this: whether it lived, and what came of it. What it raised is raised here."""
    with ThreadPoolExecutor(1) as process:
        return process.submit(_process, act, dies_at).result()


def _process(act: Callable[[], Any], dies_at: int) -> tuple[bool, Any]:
    KNIFE.left, KNIFE.has_cut = dies_at, False
    try:
        with connection.execute_wrapper(_statement), _commits():
            return True, act()
    except (Killed, DatabaseError):
        # Django tidies up behind an error, and finds no connection: a dead process would not have come so far.
        if not KNIFE.has_cut:
            raise
        return False, None
    finally:
        KNIFE.left = 0
        connection.close()


def _statement(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    KNIFE.comes_to_a_boundary()
    return execute(sql, params, many, context)


@contextmanager
def _commits() -> Iterator[None]:
    own = connections["default"]
    commit = own._commit  # what Django calls for each commit

    def committed() -> None:
        KNIFE.comes_to_a_boundary()
        commit()
        KNIFE.comes_to_a_boundary()

    with patch.object(own, "_commit", committed):
        yield
