"""Receipts follow payments by themselves: a number at once, the paper soon after; what could not be given out is tried again."""

from typing import Any

import structlog

from gplx.fees.receipts.changes import NoNumbersLeft, draw, issue
from gplx.fees.receipts.questions import without_receipt

AT_ONCE = 500

log = structlog.get_logger()


def issue_receipt(payload: dict[str, Any]) -> None:
    """Give out the receipt of the payment ``payload["payment"]``; where no number is left, it waits for a new series."""
    try:
        issue(payment_id=payload["payment"])
    except NoNumbersLeft:
        log.error("no receipt numbers left", payment=payload["payment"])


def draw_receipt(payload: dict[str, Any]) -> None:
    """Make the paper of the receipt ``payload["receipt"]``."""
    draw(receipt_id=payload["receipt"])


def issue_waiting_receipts() -> None:
    """Give out what waited for a number."""
    for payment in without_receipt()[:AT_ONCE]:
        issue_receipt({"payment": payment.id})
