"""Payments, what gateways said of them, and the receipts for them. Amounts are whole đồng."""

from django.db import models

from gplx.dossiers.models import Dossier
from gplx.offices.models import Department

OPEN, PAID, CANCELLED, FAILED = "open", "paid", "cancelled", "failed"
# How it is paid; any other than cash is a gateway's. What is pulled is paid at the portal's own page, which asks us what there is to pay.
ONLINE, VNPAY, PULLED, CASH = "platform", "vnpay", "pull", "cash"


class Payment(models.Model):
    """One try to pay the fee (*lệ phí*) of a dossier, known to the gateway by ``reference`` (*MaThamChieu*).

    ``method`` is the gateway, or another way by which it was paid. The gateway is asked after it from ``look_at`` on, until ``is_final``.
    """

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="payments")
    reference = models.CharField(max_length=60, unique=True)
    amount = models.PositiveIntegerField()
    article = models.CharField(max_length=120)
    state = models.CharField(max_length=10, default=OPEN)
    page = models.URLField(max_length=1200, blank=True)
    page_until = models.DateTimeField(null=True)
    transaction = models.CharField(max_length=60, blank=True)
    method = models.CharField(max_length=10, default=ONLINE)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    refund_due = models.BooleanField(default=False)
    look_at = models.DateTimeField(null=True)
    is_final = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["dossier"], name="one_open_payment", condition=models.Q(state=OPEN)),
        )
        indexes = (models.Index(fields=["asked_at"], name="payment_asked_at"),)

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"


class Notice(models.Model):
    """A word of the platform about a payment, kept as it came: callback or answer to a query."""

    id = models.BigAutoField(primary_key=True)
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="notices")
    at = models.DateTimeField()
    result = models.CharField(max_length=4)
    said = models.JSONField()

    def __str__(self) -> str:
        return f"{self.result} #{self.pk}"


class ForgedWords(models.Model):
    """How many words came on a day in a gateway's name that were not hashed, or did not bear the key, as its own are: numbers only, since
    nothing that they say is believed."""

    id = models.BigAutoField(primary_key=True)
    method = models.CharField(max_length=10)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["method", "day"], name="forged_words_of_a_day"),)

    def __str__(self) -> str:
        return f"{self.method} {self.day} {self.count}"


class ReceiptSeries(models.Model):
    """A run of receipt numbers (*ký hiệu biên lai*) that a department may give out, ``first`` to ``last``.

    ``given`` is the last one that was given out.
    """

    id = models.BigAutoField(primary_key=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="receipt_series")
    symbol = models.CharField(max_length=20)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    given = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["department", "symbol"], name="receipt_symbol_once"),
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="receipt_series_not_empty"),
            models.CheckConstraint(
                condition=models.Q(given__isnull=True)
                | models.Q(given__gte=models.F("first"), given__lte=models.F("last")),
                name="receipt_number_within_series",
            ),
        )

    def __str__(self) -> str:
        return f"{self.symbol} {self.first}-{self.last}"


class FeeReceipt(models.Model):
    """A receipt for a fee (*biên lai thu lệ phí*, form C1-10/NS): never changed, only cancelled, and then perhaps replaced.

    ``code`` leads whoever holds it to the public check. The PDF is made later, by a job (``made_at``).
    """

    id = models.BigAutoField(primary_key=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="receipts")
    series = models.ForeignKey(ReceiptSeries, on_delete=models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=32, unique=True)
    amount = models.PositiveIntegerField()
    payer = models.CharField(max_length=80)
    payer_address = models.CharField(max_length=200, blank=True)
    what_for = models.CharField(max_length=200)
    article = models.CharField(max_length=120)
    issued_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=80, blank=True)
    cancelled_because = models.CharField(max_length=200, blank=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["series", "number"], name="receipt_number_once"),
            models.UniqueConstraint(
                fields=["payment"], name="one_valid_receipt", condition=models.Q(cancelled_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.series.symbol} {self.written_number}"

    @property
    def written_number(self) -> str:
        """``0000123``, as it stands on the receipt."""
        return f"{self.number:07d}"

    @property
    def path(self) -> str:
        """Where the object store keeps the PDF."""
        return f"receipts/{self.code[:2]}/{self.code}.pdf"
