"""Refunds, and the orders by which the treasury pays them."""

import hashlib
import re

from django.db import models

from gplx.dossiers.models import Dossier
from gplx.fees.models import Payment
from gplx.offices.models import Department, Officer

ACCOUNT, CHECK, READY, ORDERED, PAID, STOPPED = "account", "check", "ready", "ordered", "paid", "stopped"
BEFORE_ORDER = (ACCOUNT, CHECK, READY)
PREPARED, RELEASED, CANCELLED = "prepared", "released", "cancelled"


class Order(models.Model):
    """A payment order to the treasury (*lệnh hoàn trả*): one a department and day, and the file that says it."""

    id = models.BigAutoField(primary_key=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    code = models.CharField(max_length=30, unique=True)
    count = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField()
    file = models.TextField()
    file_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default=PREPARED)
    prepared_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    released_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["department", "day"], name="one_order_a_day", condition=~models.Q(state=CANCELLED)
            ),
        )

    def __str__(self) -> str:
        return self.code


class Refund(models.Model):
    """Money that is owed back (*hoàn trả*): *account* → (*check*) → *ready* → *ordered* → *paid*; *stopped* where it is not owed after all.

    ``transaction`` is the platform's number of what was paid: the same is never paid back twice. ``turn`` counts the orders it was in:
    one that the treasury could not pay waits for an account anew, with ``trouble`` saying why.
    """

    id = models.BigAutoField(primary_key=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    transaction = models.CharField(max_length=60, blank=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="refunds")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    amount = models.PositiveBigIntegerField()
    why = models.CharField(max_length=20)
    article = models.CharField(max_length=200, blank=True)
    confidence = models.CharField(max_length=1, blank=True)
    state = models.CharField(max_length=8, default=ACCOUNT)
    bank = models.CharField(max_length=80, blank=True)
    account = models.CharField(max_length=30, blank=True)
    holder = models.CharField(max_length=80, blank=True)
    name_verdict = models.CharField(max_length=10, blank=True)
    account_from = models.CharField(max_length=10, blank=True)
    checked_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, null=True, on_delete=models.PROTECT, related_name="refunds")
    turn = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)
    begun_at = models.DateTimeField()
    waits_since = models.DateTimeField()
    reminders = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["department", "state"], name="refunds_of_a_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=["payment", "transaction"], name="refund_once", condition=~models.Q(state=STOPPED)
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How the treasury knows it: its number, and the how manieth order it is in."""
        return f"HT{self.pk:08d}L{self.turn}"

    @property
    def account_mark(self) -> str:
        """Of which account a page spoke: another mark, another bank, number or holder."""
        return hashlib.sha256("\n".join((self.bank, self.account, self.holder)).encode()).hexdigest()[:16]


def number_of(reference: str) -> int:
    """The number of the refund that the treasury calls so; 0 where it is none of ours."""
    found = re.fullmatch(r"HT([0-9]{8,15})L[0-9]{1,4}", reference)
    return int(found[1]) if found else 0
