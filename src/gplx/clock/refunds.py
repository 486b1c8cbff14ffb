"""Refunds and statements by the clock and by the queue: who is told, who is reminded, who is asked."""

from typing import Any

from gplx.casework.ask_statements import ask_statements_of_open_days
from gplx.casework.remind_refunds import ask_after_orders, remind_refunds
from gplx.fees.refunds.models import ACCOUNT, Refund
from gplx.ground.clock import now
from gplx.letters.refunds import tell_of_refund

# What becomes of a refund, and the message that says it.
TOLD = {
    "account_reminded": "account",
    "refund_paid": "paid",
    "refund_ordered": "ordered",
    "refund_returned": "returned",
}


def refund_moved(payload: dict[str, Any]) -> None:
    """Write to the applicant what became of the refund ``payload["refund"]``, where it concerns them; once for each event."""
    refund = Refund.objects.select_related("dossier").get(id=payload["refund"])
    act = payload["act"]
    template = ("account" if refund.state == ACCOUNT else "begun") if act == "refund_begun" else TOLD.get(act)
    if act == "holder_checked" and refund.state == ACCOUNT:
        template = "returned"
    if template:
        occasion = f"{act}:{payload['turn']}:{payload['reminders']}"
        tell_of_refund(refund.dossier, refund=refund.pk, template=template, amount=refund.amount, occasion=occasion)


def remind_of_refunds() -> None:
    """Remind those whose refund waits for an account."""
    remind_refunds()


def ask_treasury() -> None:
    """Ask the treasury after its orders, each hour anew."""
    ask_after_orders(occasion=f"{now():%Y%m%d%H}")


def fetch_statements() -> None:
    """Ask for yesterday's statements, and for those of days that are not in order yet."""
    ask_statements_of_open_days()
