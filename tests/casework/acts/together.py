"""Several people at the same moment: each in a thread with a database connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

Outcome = Any  # what the call gave, or the exception that it raised


def together(*calls: Callable[[], Any]) -> list[Outcome]:
    """Make all calls at once; gives for each what it gave, or what it raised."""
    start = Barrier(len(calls))

    def made(call: Callable[[], Any]) -> Outcome:
        start.wait(timeout=20)
        try:
            return call()
        except Exception as raised:
            return raised
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as people:
        return list(people.map(made, calls))


def kinds(outcomes: list[Outcome]) -> list[str]:
    """The names of what was raised, "done" for what was not, sorted."""
    return sorted(type(one).__name__ if isinstance(one, Exception) else "done" for one in outcomes)
