"""Payments through the platform. Amounts are whole đồng."""

from django.db import models

from gplx.dossiers.models import Dossier

OPEN, PAID, CANCELLED, FAILED = "open", "paid", "cancelled", "failed"


class Payment(models.Model):
    """One try to pay the fee (*lệ phí*) of a dossier, known to the platform by ``reference`` (*MaThamChieu*)."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="payments")
    reference = models.CharField(max_length=60, unique=True)
    amount = models.PositiveIntegerField()
    article = models.CharField(max_length=120)
    state = models.CharField(max_length=10, default=OPEN)
    page = models.URLField(max_length=400, blank=True)
    transaction = models.CharField(max_length=60, blank=True)
    method = models.CharField(max_length=10, default="platform")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    refund_due = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["dossier"], name="one_open_payment", condition=models.Q(state=OPEN)),
        )

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
