"""What happens to a fee, as it stands in the books. Each is once for a payment, however often it is told."""

from datetime import datetime

from gplx.fees.books.models import BUDGET, DUE, GATEWAY, ORDERED, REFUND_DUE, REFUNDED, WHERE_PAID, Transaction
from gplx.fees.books.post import post
from gplx.fees.models import Payment


def fee_asked(payment: Payment) -> None:
    """The applicant owes the fee, and the budget is to have it."""
    _about(payment, kind="asked", at=payment.asked_at, lines={DUE: payment.amount, BUDGET: -payment.amount})


def fee_asked_again(payment: Payment, *, at: datetime) -> None:
    """A try that was dropped is open again."""
    lines = {DUE: payment.amount, BUDGET: -payment.amount}
    _about(payment, kind="asked", at=at, lines=lines, turn=_times(payment, "dropped"))


def fee_dropped(payment: Payment, *, at: datetime) -> None:
    """This try is over without money: by this try nothing is owed any more."""
    lines = {DUE: -payment.amount, BUDGET: payment.amount}
    _about(payment, kind="dropped", at=at, lines=lines, turn=_times(payment, "asked") - 1)


def fee_paid(payment: Payment, *, at: datetime, was_open: bool, counts: bool) -> None:
    """Money has come; where it does not count (paid twice, late, after the end) it is owed back at once.

    ``was_open``: it was still owed by this try; else that was dropped before.
    """
    lines = {WHERE_PAID.get(payment.method, GATEWAY): payment.amount}
    if was_open:
        lines[DUE] = -payment.amount
    if counts and not was_open:
        lines[BUDGET] = -payment.amount
    if not counts:
        lines[REFUND_DUE] = -payment.amount
        lines[BUDGET] = payment.amount if was_open else 0
    _about(payment, kind="paid", at=at, lines=lines)


def fee_owed_back(payment: Payment, *, at: datetime, turn: int) -> None:
    """A fee that counted does no longer: it is taken from the budget's part and owed back. ``turn``: the how manieth time."""
    lines = {BUDGET: payment.amount, REFUND_DUE: -payment.amount}
    _about(payment, kind="owed_back", at=at, lines=lines, turn=turn)


def fee_counts_again(payment: Payment, *, at: datetime, turn: int) -> None:
    """The dossier goes on after all: what was owed back is the budget's again."""
    lines = {BUDGET: -payment.amount, REFUND_DUE: payment.amount}
    _about(payment, kind="counts_again", at=at, lines=lines, turn=turn)


def refund_ordered(payment: Payment, *, refund: int, turn: int, amount: int, at: datetime) -> None:
    """The treasury was told to pay it back; ``turn``: the how manieth order of this refund."""
    lines = {REFUND_DUE: amount, ORDERED: -amount}
    _of_a_refund(payment, kind="ordered", refund=refund, turn=turn, lines=lines, at=at)


def refund_confirmed(payment: Payment, *, refund: int, turn: int, amount: int, at: datetime) -> None:
    """The treasury has paid it back."""
    lines = {ORDERED: amount, REFUNDED: -amount}
    _of_a_refund(payment, kind="refunded", refund=refund, turn=turn, lines=lines, at=at)


def refund_came_back(payment: Payment, *, refund: int, turn: int, amount: int, at: datetime) -> None:
    """The treasury could not pay it back: it is owed as before."""
    lines = {ORDERED: amount, REFUND_DUE: -amount}
    _of_a_refund(payment, kind="came_back", refund=refund, turn=turn, lines=lines, at=at)


def _times(payment: Payment, kind: str) -> int:
    return Transaction.objects.filter(payment=payment, kind=kind).count()


def _about(payment: Payment, *, kind: str, at: datetime, lines: dict[str, int], turn: int = 0) -> None:
    post(
        kind=kind,
        key=f"{payment.reference}:{kind}" + (f":{turn}" if turn else ""),
        lines=lines,
        department_id=payment.dossier.department_id,
        dossier_id=payment.dossier_id,
        payment_id=payment.pk,
        at=at,
    )


def _of_a_refund(payment: Payment, *, kind: str, refund: int, turn: int, lines: dict[str, int], at: datetime) -> None:
    post(
        kind=kind,
        key=f"refund:{refund}:{kind}:{turn}",
        lines=lines,
        department_id=payment.dossier.department_id,
        dossier_id=payment.dossier_id,
        payment_id=payment.pk,
        at=at,
    )
