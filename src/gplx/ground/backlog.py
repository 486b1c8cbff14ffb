"""How much the queue has before it: for probes and metrics."""

from dataclasses import dataclass

from django.db import connection

# The queue keeps real time (``execute_after``), whatever day the business clock shows.
_COUNT = """
SELECT count(*) FILTER (WHERE status = 'queued' AND execute_after <= now()),
       count(*) FILTER (WHERE status = 'queued' AND execute_after > now()),
       count(*) FILTER (WHERE status = 'picked'),
       count(*) FILTER (WHERE status = 'failed'),
       coalesce(extract(epoch FROM now() - min(execute_after) FILTER (WHERE status = 'queued' AND execute_after <= now())), 0)
FROM pgqueuer
"""


_OVERDUE = """
SELECT entrypoint, greatest(extract(epoch FROM now() - next_run), 0) FROM pgqueuer_schedules ORDER BY entrypoint
"""


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """Jobs that wait for a worker, that wait for their time, that are at work, that failed for good; the oldest's wait in seconds."""

    waiting: int
    later: int
    at_work: int
    held: int
    oldest_seconds: float


def backlog() -> Backlog:
    """The queue at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT)
        waiting, later, at_work, held, oldest = cursor.fetchone()
    return Backlog(waiting=waiting, later=later, at_work=at_work, held=held, oldest_seconds=round(float(oldest), 1))


def overdue() -> dict[str, float]:
    """How many seconds each job of the calendar is behind its time; 0 where it is on time. Empty before a worker ever ran."""
    with connection.cursor() as cursor:
        cursor.execute(_OVERDUE)
        return {name: round(float(seconds), 1) for name, seconds in cursor.fetchall()}
