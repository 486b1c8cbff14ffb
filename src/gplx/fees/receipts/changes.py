"""Give out, cancel and replace receipts."""

import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from gplx.fees.changes import FEE_NAME
from gplx.fees.models import PAID, FeeReceipt, Payment, ReceiptSeries
from gplx.fees.receipts.paper import receipt_pdf
from gplx.fees.refunds.models import PAID as PAID_BACK
from gplx.fees.refunds.models import Refund
from gplx.ground.clock import now
from gplx.ground.jobs import enqueue
from gplx.ledger.changes import append
from gplx.offices.models import Department, Officer

LONGEST_REASON = 200
BY_RULE, WENT_BACK = "", "Kho bạc đã hoàn trả toàn bộ lệ phí."


class NoNumbersLeft(Exception):
    """The department has no series with a number left: a new one must be opened, then the receipt is given out by itself."""


class UnableToCancel(Exception):
    """The receipt was cancelled before, or no reason was given; the message is for the officer."""


def open_series(*, department: Department, symbol: str, first: int, last: int) -> ReceiptSeries:
    """Have a series of numbers, ``first`` to ``last``, for a department; one that is there already stays as it is."""
    return ReceiptSeries.objects.get_or_create(
        department=department, symbol=symbol, defaults={"first": first, "last": last}
    )[0]


@transaction.atomic
def issue(*, payment_id: int) -> FeeReceipt | None:
    """The receipt of a payment that was made, given out once; none where it was not made, or went back whole. Raises ``NoNumbersLeft``.

    The number is taken in the same transaction, and the series is locked until it ends: what is undone leaves no gap.
    """
    payment = Payment.objects.select_for_update().get(id=payment_id)
    if payment.state != PAID:
        return None
    there = FeeReceipt.objects.filter(payment=payment).order_by("-id").first()
    return there or (None if _went_back(payment) else _give(payment))


def _went_back(payment: Payment) -> bool:
    """Whether the treasury paid all of it back; what exceeded the fee is another transaction, and leaves the fee paid."""
    whole = {"transaction": payment.transaction, "amount__gte": payment.amount}
    return Refund.objects.filter(payment=payment, state=PAID_BACK, **whole).exists()


def _give(payment: Payment, *, replaces: FeeReceipt | None = None) -> FeeReceipt:
    series, number = _next_number(payment)
    applicant, at = payment.dossier.applicant, now()
    receipt = FeeReceipt.objects.create(
        payment=payment,
        series=series,
        number=number,
        code=secrets.token_hex(16),
        amount=payment.amount,
        payer=applicant.name,
        payer_address=applicant.address,
        what_for=f"{FEE_NAME}, hồ sơ {payment.dossier.code}",
        article=payment.article,
        issued_at=at,
        replaces=replaces,
    )
    _note(receipt, "receipt_issued", actor="system:fees", replaces=str(replaces) if replaces else "")
    enqueue("draw_receipt", {"receipt": receipt.id})
    return receipt


def _next_number(payment: Payment) -> tuple[ReceiptSeries, int]:
    """The department's first series with a number left, locked, and that number, taken."""
    department_id = payment.dossier.department_id
    all_series = ReceiptSeries.objects.select_for_update().filter(department_id=department_id).order_by("id")
    for series in all_series:
        if series.given is None or series.given < series.last:
            number = series.first if series.given is None else series.given + 1
            series.given = number
            series.save(update_fields=["given"])
            return series, number
    raise NoNumbersLeft(f"department {department_id} has no receipt numbers left")


@transaction.atomic
def cancel(*, receipt_id: int, by: Officer, reason: str, replace: bool) -> FeeReceipt | None:
    """Cancel a receipt (*hủy biên lai*), and where it was wrong give out another in its place, which is returned.

    Both stay, linked. Raises ``UnableToCancel``, and ``NoNumbersLeft`` where none is left for the other; then nothing was changed.
    """
    receipt = FeeReceipt.objects.select_for_update(of=("self",)).select_related("payment", "series").get(id=receipt_id)
    reason = reason.strip()
    if receipt.cancelled_at:
        raise UnableToCancel("Biên lai này đã được hủy trước đó.")
    if not reason:
        raise UnableToCancel("Cần ghi lý do hủy biên lai.")
    _cancel(receipt, by=by.name, actor=f"officer:{by.pk}", reason=reason)
    return _give(receipt.payment, replaces=receipt) if replace else None


@transaction.atomic
def cancel_refunded(payment: Payment) -> None:
    """The treasury paid a fee back whole: the receipt for it is cancelled by rule, and its number stays in the series.

    One that attests less than was paid (an overpayment's fee) is kept. The caller holds the dossier.
    """
    # Who gives out a receipt holds its payment: they come before, or see that the money is gone.
    Payment.objects.select_for_update().get(id=payment.pk)
    valid = FeeReceipt.objects.select_for_update(of=("self",)).filter(payment=payment, cancelled_at=None)
    receipt = valid.select_related("payment", "series").first()
    if receipt and _went_back(payment):
        _cancel(receipt, by=BY_RULE, actor="system:fees", reason=WENT_BACK)


def _cancel(receipt: FeeReceipt, *, by: str, actor: str, reason: str) -> None:
    receipt.cancelled_at, receipt.cancelled_by = now(), by
    receipt.cancelled_because = reason[:LONGEST_REASON]
    receipt.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_because"])
    _note(receipt, "receipt_cancelled", actor=actor, reason=receipt.cancelled_because)


def _note(receipt: FeeReceipt, act: str, *, actor: str, **more: str) -> None:
    told = {"receipt": str(receipt), "amount": receipt.amount, "reference": receipt.payment.reference, **more}
    subject = f"dossier:{receipt.payment.dossier_id}"
    append(subject=subject, kind="money", act=act, actor=actor, at=now(), details=told)


def draw(*, receipt_id: int) -> None:
    """Make the PDF of a receipt and keep it; again changes nothing."""
    receipt = FeeReceipt.objects.select_related("payment__dossier__department", "series", "replaces__series").get(
        id=receipt_id
    )
    if receipt.made_at:
        return
    pdf = receipt_pdf(receipt)
    if default_storage.exists(receipt.path):
        # Left by a worker that was killed before it could note it: not known to be whole.
        default_storage.delete(receipt.path)
    default_storage.save(receipt.path, ContentFile(pdf))
    FeeReceipt.objects.filter(id=receipt_id).update(made_at=now())
