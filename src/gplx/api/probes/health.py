"""``/healthz/live`` and ``/healthz/ready``."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import structlog
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from gplx.api.probes.tables import missing_migrations
from gplx.ground.backlog import Backlog, backlog
from gplx.ground.clock import HANOI
from gplx.offices.entry import SYSTEM, entry
from gplx.registers.questions import Standing, standings

PATIENCE = 0.8  # seconds

log = structlog.get_logger()
# One thread: while a look at a dead database hangs, the next ones wait behind it and are answered "not ready" too.
_LOOKOUT = ThreadPoolExecutor(1, thread_name_prefix="ready")


@entry(SYSTEM)
@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """Whether the process answers at all; asks nobody."""
    return JsonResponse({"status": "live"})


@entry(SYSTEM)
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Whether pages can be served: 200, or 503 where the database does not answer in time or lacks a table.

    An outside system that is down makes nobody unready: filing goes on without it. Its state is told.
    """
    looking: Future[dict[str, Any]] = _LOOKOUT.submit(_alone, _look)
    try:
        seen = looking.result(timeout=PATIENCE)
    except (Error, TimeoutError) as trouble:
        looking.cancel()
        log.warning("not ready", reason=type(trouble).__name__)
        return JsonResponse({"status": "not ready", "database": "no answer"}, status=503)
    is_ready = seen["migrations"] == "applied"
    return JsonResponse({"status": "ready" if is_ready else "not ready"} | seen, status=200 if is_ready else 503)


def _alone(look: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Look over a connection of its own, which may hang as long as it likes."""
    try:
        return look()
    finally:
        connection.close()


def _look() -> dict[str, Any]:
    missing = missing_migrations()
    if missing:
        return {"database": "answers", "migrations": f"{len(missing)} missing"}
    return {
        "database": "answers",
        "migrations": "applied",
        "queue": _queue(backlog()),
        "registers": {standing.register: _register(standing) for standing in standings()},
    }


def _queue(seen: Backlog) -> dict[str, Any]:
    return {"waiting": seen.waiting, "oldest_seconds": seen.oldest_seconds, "held": seen.held}


def _register(seen: Standing) -> dict[str, Any]:
    last = seen.last_answer.astimezone(HANOI).isoformat(timespec="seconds") if seen.last_answer else None
    return {
        "open": seen.open,
        "failing": seen.failing,
        "without_answer": seen.without_answer,
        "last_answer": last,
    }
