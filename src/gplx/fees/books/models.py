"""Transactions and their entries. A trigger and the application's database role keep them from being changed; a constraint that is
looked at when the work is committed keeps each transaction at zero.

An account is a department and a purpose. A positive amount is a debit (what the house has or is owed), a negative one a credit.
"""

from django.db import models

from gplx.dossiers.models import Dossier
from gplx.fees import models as payments
from gplx.fees.models import Payment
from gplx.offices.models import Department

DUE = "due"  # asked of people and not paid
PLATFORM, TREASURY, CASH = "platform", "treasury", "cash"  # where received money lies
GATEWAY = "gateway"  # with a gateway beside the platform
BUDGET = "budget"  # what belongs to the budget
REFUND_DUE, ORDERED, REFUNDED = (
    "refund_due",
    "ordered",
    "refunded",
)  # owed back, with the treasury, paid back by the treasury
DIFFERENCES = "differences"  # what the others' statements say and the house cannot explain yet
PURPOSES = (DUE, PLATFORM, GATEWAY, TREASURY, CASH, BUDGET, REFUND_DUE, ORDERED, REFUNDED, DIFFERENCES)
# By the method of a payment: what is paid at the portal's own page lies with its platform, too.
WHERE_PAID = {payments.ONLINE: PLATFORM, payments.PULLED: PLATFORM, payments.CASH: CASH}


class Transaction(models.Model):
    """One event of business in the books, once for each ``key``; ``lines`` is how many entries it has, for good."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120, unique=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, null=True, on_delete=models.PROTECT, related_name="+")
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()
    lines = models.PositiveSmallIntegerField()

    class Meta:
        indexes = (models.Index(fields=["department", "day"], name="books_of_a_day"),)

    def __str__(self) -> str:
        return self.key


class Entry(models.Model):
    """An amount on one account, in đồng; never nought."""

    id = models.BigAutoField(primary_key=True)
    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, related_name="entries")
    purpose = models.CharField(max_length=12)
    amount = models.BigIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="entry_is_not_nought", condition=~models.Q(amount=0)),
            models.CheckConstraint(name="entry_of_an_account", condition=models.Q(purpose__in=PURPOSES)),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.amount}"
