"""Every job of the queue by its name, and how many of it run at once. A name that is enqueued and not here is a defect."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gplx.clock.acted import acted
from gplx.clock.answers import answered
from gplx.clock.exams import exam_received
from gplx.clock.parcels import look_at_parcel
from gplx.clock.portal.compare import compare_chunk
from gplx.clock.portal.files import portal_file_came
from gplx.clock.receipts import draw_receipt, issue_receipt
from gplx.clock.refunds import refund_moved
from gplx.documents.changes import remove_files
from gplx.registers.directory import registers
from gplx.registers.exchanges import carry_out

AT_ONCE = 8


@dataclass(frozen=True)
class Job:
    """What is done for a payload, and how many at once in one worker (one register's slowness delays nobody else)."""

    do: Callable[[dict[str, Any]], None]
    at_once: int = AT_ONCE


def call_register(payload: dict[str, Any]) -> None:
    """Make the call of the exchange ``payload["exchange"]``."""
    carry_out(payload["exchange"])


STANDING = {
    "acted": Job(acted),
    "answered": Job(answered),
    "exam_received": Job(exam_received, at_once=4),
    "look_at_parcel": Job(look_at_parcel, at_once=4),
    "remove_files": Job(remove_files, at_once=2),
    "issue_receipt": Job(issue_receipt, at_once=4),
    "draw_receipt": Job(draw_receipt, at_once=2),
    "refund_moved": Job(refund_moved, at_once=4),
    "portal_file_came": Job(portal_file_came, at_once=4),
    "compare_with_portal": Job(compare_chunk, at_once=2),
}


def jobs() -> dict[str, Job]:
    """The jobs by name: those of the house, and one for each register."""
    return STANDING | {f"register.{name}": Job(call_register) for name in registers()}
