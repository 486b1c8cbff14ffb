"""The worker: takes jobs from the queue and the calendar, each in a thread of its own, and takes over those of a killed worker."""

import asyncio
import json
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import psycopg
import structlog
from django.db import close_old_connections, connection
from pgqueuer import PgQueuer
from pgqueuer.core.executors import DatabaseRetryEntrypointExecutor, EntrypointExecutorParameters
from pgqueuer.domain.models import Job as QueuedJob
from pgqueuer.domain.models import Schedule
from pgqueuer.domain.types import QueueExecutionMode

from gplx.clock.calendar import CALENDAR
from gplx.clock.jobs import Job, jobs

# More than five registers that are slow at once can hold: they delay nobody else.
THREADS = 48
TAKE_OVER = timedelta(seconds=10)
ATTEMPTS = 20

log = structlog.get_logger()


def main() -> None:
    """Work until SIGTERM or SIGINT; what is under way is finished first."""
    asyncio.run(work())


async def work(*, mode: QueueExecutionMode = QueueExecutionMode.continuous) -> None:
    """Take jobs until told to stop, or (``drain``) until none is left that may run now."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS))
    async with await psycopg.AsyncConnection.connect(**_address(), autocommit=True) as own:
        queue = PgQueuer.from_psycopg_connection(own)
        for name, job in jobs().items():
            _enter(queue, name, job)
        for name, (expression, act) in CALENDAR.items():
            _schedule(queue, name, expression, act)
        for stop in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(stop, queue.shutdown.set)
        await queue.run(
            heartbeat_timeout=TAKE_OVER,
            dequeue_timeout=timedelta(seconds=2),
            shutdown_on_listener_failure=True,
            mode=mode,
        )


def _address() -> dict[str, Any]:
    """As Django connects, encryption and all; only the kinds of cursor and adapter are its own."""
    given = connection.get_connection_params()
    return {key: value for key, value in given.items() if key not in ("cursor_factory", "context")}


def _enter(queue: PgQueuer, name: str, job: Job) -> None:
    def patiently(parameters: EntrypointExecutorParameters) -> DatabaseRetryEntrypointExecutor:
        return DatabaseRetryEntrypointExecutor(parameters, max_attempts=ATTEMPTS)

    @queue.entrypoint(name, concurrency_limit=job.at_once, executor_factory=patiently, on_failure="hold")
    async def run(queued: QueuedJob) -> None:
        await asyncio.to_thread(_do, name, job, json.loads(queued.payload or b"{}"))


def _schedule(queue: PgQueuer, name: str, expression: str, act: Any) -> None:
    @queue.schedule(name, expression)
    async def run(_schedule: Schedule) -> None:
        await asyncio.to_thread(_do, name, Job(lambda _payload: act()), {})


def _do(name: str, job: Job, payload: dict[str, Any]) -> None:
    close_old_connections()
    try:
        job.do(payload)
    except Exception:
        log.exception("job failed", job=name)
        raise
    finally:
        close_old_connections()
