"""Statements as they came, the differences that were found, and the days that somebody closed."""

from django.db import models

from gplx.fees import models as payments
from gplx.offices.models import Department, Officer

PLATFORM, VNPAY, TREASURY = "platform", "vnpay", "treasury"
# Each gateway gives a statement; on it stands the money of payments by these methods.
GATEWAYS: dict[str, tuple[str, ...]] = {PLATFORM: (payments.ONLINE, payments.PULLED), VNPAY: (payments.VNPAY,)}
MISSING_HERE, MISSING_THERE, AMOUNT, STATE, DOUBLE = "missing_here", "missing_there", "amount", "state", "double"
GONE, REFUNDED = "gone", "refunded"


class Statement(models.Model):
    """That a side's statement of a day has come, the last time ``at``."""

    id = models.BigAutoField(primary_key=True)
    side = models.CharField(max_length=10)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["side", "day"], name="one_statement_a_day"),)

    def __str__(self) -> str:
        return f"{self.side} {self.day}"


class PlatformRow(models.Model):
    """A payment on a gateway's statement. ``place`` keeps one that stands there twice apart."""

    id = models.BigAutoField(primary_key=True)
    gateway = models.CharField(max_length=10, default=PLATFORM, db_default=PLATFORM)
    day = models.DateField()
    place = models.PositiveIntegerField()
    reference_id = models.CharField(max_length=255, db_index=True)
    transaction_id = models.CharField(max_length=60)
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    paid = models.BooleanField()

    class Meta:
        indexes = (models.Index(fields=["day", "gateway", "place"], name="rows_of_a_day"),)

    def __str__(self) -> str:
        return f"{self.reference_id} {self.amount}"


class TreasuryCredit(models.Model):
    """Money that came to a department's account for the takings of a day, from a gateway or from its cash desk."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=10)
    amount = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=["day", "department"], name="credits_of_a_day"),)

    def __str__(self) -> str:
        return f"{self.source} {self.amount}"


class TreasuryPaidBack(models.Model):
    """A refund that the treasury paid on a day."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    reference_id = models.CharField(max_length=60, db_index=True)
    amount = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.reference_id} {self.amount}"


class Difference(models.Model):
    """What one side says and the other does not, until it is settled: it is gone, or the money goes back."""

    id = models.BigAutoField(primary_key=True)
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    side = models.CharField(max_length=10)
    kind = models.CharField(max_length=14)
    reference_id = models.CharField(max_length=255)
    transaction_id = models.CharField(max_length=60, blank=True)
    ours = models.BigIntegerField()
    theirs = models.BigIntegerField()
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_how = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=300, blank=True)
    noted_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["department", "day"], name="differences_of_a_day"),)
        constraints = (
            models.UniqueConstraint(
                fields=["side", "day", "kind", "reference_id", "transaction_id", "ours", "theirs"],
                name="difference_once",
                condition=models.Q(settled_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.side} {self.kind} {self.day}"

    @property
    def amount(self) -> int:
        """How much more they say than we, in đồng; negative: less."""
        return self.theirs - self.ours

    @property
    def explained(self) -> bool:
        """Whether it is settled, or somebody said what is the matter."""
        return bool(self.settled_at or self.note)


class Closing(models.Model):
    """A person closed a day (*khóa sổ ngày*) of a department."""

    id = models.BigAutoField(primary_key=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    totals = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["department", "day"], name="closed_once"),)

    def __str__(self) -> str:
        return f"{self.department_id} {self.day}"
