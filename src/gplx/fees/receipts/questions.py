"""Reads about receipts."""

from django.core.files.storage import default_storage
from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, Sum
from django.db.models.functions import Coalesce

from gplx.dossiers.models import Dossier
from gplx.fees.models import PAID, FeeReceipt, Payment, ReceiptSeries
from gplx.fees.refunds.models import PAID as PAID_BACK
from gplx.fees.refunds.models import Refund

_KNOWN = ("series__department", "payment", "replaces__series", "replaced_by__series")


def receipts_of(dossier: Dossier) -> list[FeeReceipt]:
    """All receipts of a dossier, the newest first."""
    found = FeeReceipt.objects.filter(payment__dossier=dossier).select_related(*_KNOWN)
    return list(found.order_by("-id"))


def receipt_by_code(code: str) -> FeeReceipt | None:
    """The receipt that a public check asks for."""
    return FeeReceipt.objects.filter(code=code).select_related(*_KNOWN).first()


def paper_of(receipt: FeeReceipt) -> bytes:
    """The PDF of a receipt that was made."""
    with default_storage.open(receipt.path) as file:
        content: bytes = file.read()
    return content


def without_receipt() -> QuerySet[Payment]:
    """Payments that were made, have no receipt yet, and have not gone back whole."""
    gone = {"transaction": OuterRef("transaction"), "amount__gte": OuterRef("amount"), "state": PAID_BACK}
    went_back = Refund.objects.filter(payment=OuterRef("pk"), **gone)
    return Payment.objects.filter(~Exists(went_back), state=PAID, receipts__isnull=True).order_by("id")


def numbers_left() -> dict[str, int]:
    """How many receipt numbers each department that has a series may still give out."""
    left = Sum(
        F("last") - Coalesce(F("given"), F("first") - 1, output_field=IntegerField()), output_field=IntegerField()
    )
    rows = ReceiptSeries.objects.values("department_id").annotate(left=left).order_by("department_id")
    return {row["department_id"]: row["left"] for row in rows}
