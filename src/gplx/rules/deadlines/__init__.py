"""Thời hạn giải quyết: working days, last days and the clock of a dossier."""

from gplx.rules.deadlines.calendar import (
    is_working_day,
    last_working_day,
    next_working_day,
    working_days_between,
)
from gplx.rules.deadlines.clock import Clock, UnableToMoveClock, due_on, reappoint, restart, resume, stop
from gplx.rules.deadlines.count import (
    Channel,
    acknowledge_by,
    apology_by,
    correction_request_by,
    counts_from,
    due,
    nth_working_day,
    processing_days,
)

__all__ = [
    "Channel",
    "Clock",
    "UnableToMoveClock",
    "acknowledge_by",
    "apology_by",
    "correction_request_by",
    "counts_from",
    "due",
    "due_on",
    "is_working_day",
    "last_working_day",
    "next_working_day",
    "nth_working_day",
    "processing_days",
    "reappoint",
    "restart",
    "resume",
    "stop",
    "working_days_between",
]
