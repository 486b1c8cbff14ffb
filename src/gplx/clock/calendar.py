"""What the clock calls by itself: names, crontab expressions and acts. Each has an alarm in the operator's metrics."""

from collections.abc import Callable
from datetime import timedelta

from gplx.clock.drafts import expire_drafts, remind_of_drafts
from gplx.clock.exams import forget_old_calls
from gplx.clock.files import scan_waiting_files, sweep_files
from gplx.clock.freshness import ask_old_answers_again
from gplx.clock.payments import ask_after_open_payments
from gplx.clock.portal.compare import compare_with_portals
from gplx.clock.receipts import issue_waiting_receipts
from gplx.clock.refunds import ask_treasury, fetch_statements, remind_of_refunds
from gplx.ground.clock import today
from gplx.ledger.changes import seal
from gplx.offices.changes import forget_knocks


def seal_yesterday() -> None:
    """Seal the ledger of the day that is over."""
    seal(day=today() - timedelta(days=1))


CALENDAR: dict[str, tuple[str, Callable[[], None]]] = {
    "seal_yesterday": ("20 0 * * *", seal_yesterday),
    "remind_of_drafts": ("15 * * * *", remind_of_drafts),
    "expire_drafts": ("45 * * * *", expire_drafts),
    "ask_after_open_payments": ("* * * * *", ask_after_open_payments),
    "issue_waiting_receipts": ("*/10 * * * *", issue_waiting_receipts),
    "fetch_statements": ("30 5 * * *", fetch_statements),
    "ask_treasury": ("15 * * * *", ask_treasury),
    "ask_old_answers_again": ("5 6 * * *", ask_old_answers_again),
    "remind_of_refunds": ("0 9 * * *", remind_of_refunds),
    "forget_old_calls": ("55 2 * * *", forget_old_calls),
    "forget_knocks": ("50 2 * * *", forget_knocks),
    "scan_waiting_files": ("*/20 * * * *", scan_waiting_files),
    "compare_with_portals": ("10 4 * * *", compare_with_portals),
    "sweep_files": ("40 2 * * *", sweep_files),
}
