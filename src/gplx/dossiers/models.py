"""The dossier: eight states; everything else that can be true of it is a fact, a column that was filled or not."""

import uuid

from django.db import models

from gplx.applicants.models import Applicant
from gplx.licences.models import Licence
from gplx.offices.models import Department, Officer
from gplx.rules.deadlines import Channel

DRAFT, SUBMITTED, EXAMINING, WITH_APPLICANT = "draft", "submitted", "examining", "with_applicant"
APPROVED, REFUSED, WITHDRAWN, CLOSED = "approved", "refused", "withdrawn", "closed"
STATES = (DRAFT, SUBMITTED, EXAMINING, WITH_APPLICANT, APPROVED, REFUSED, WITHDRAWN, CLOSED)

POST, DESK = "post", "desk"
# How it came: on our own pages, at a counter, filed at a portal and sent on from there.
ONLINE, COUNTER, PORTAL = "online", "counter", "portal"


class Visit(models.Model):
    """A person who stood at a department's counter, and agreed that it enters their dossier and looks their data up.

    ``words`` are those to which they agreed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    applicant = models.ForeignKey(Applicant, on_delete=models.PROTECT, related_name="visits")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="visits")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="visits")
    words = models.TextField()
    request_id = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Dossier(models.Model):
    """One person's wish to exchange one licence at one department."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=40, null=True, unique=True)
    state = models.CharField(max_length=16, default=DRAFT)
    version = models.PositiveIntegerField(default=1)
    applicant = models.ForeignKey(Applicant, on_delete=models.PROTECT, related_name="dossiers")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="dossiers")
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="dossiers")
    channel = models.CharField(max_length=8, default=ONLINE)
    reason = models.CharField(max_length=16)
    wanted_class = models.CharField(max_length=4, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, default="vi")
    delivery = models.CharField(max_length=4, blank=True)
    delivery_address = models.CharField(max_length=200, blank=True)
    decision = models.JSONField(default=dict)
    correction = models.JSONField(default=dict)
    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="dossiers")
    help_asked_at = models.DateTimeField(null=True)
    help_code = models.CharField(max_length=8, blank=True, db_default="")
    help_until = models.DateTimeField(null=True)
    entrusted_at = models.DateTimeField(null=True)
    # What has to be sent again, and why: item (photo, health, identity) and code; empty where nothing has.
    again = models.JSONField(default=dict, db_default={})
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    payment_asked_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    complete_at = models.DateTimeField(null=True)
    corrections = models.PositiveSmallIntegerField(default=0)
    correction_open = models.BooleanField(default=False)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="proposals")
    approved_at = models.DateTimeField(null=True)
    postponed_at = models.DateTimeField(null=True)
    printed_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    posted_at = models.DateTimeField(null=True)
    post_failed_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["department", "state", "due_on"], name="dossier_queue"),
            models.Index(fields=["applicant", "state"], name="dossier_of_applicant"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["licence"],
                name="one_open_dossier_a_licence",
                condition=models.Q(state__in=(DRAFT, SUBMITTED, EXAMINING, WITH_APPLICANT, APPROVED)),
            ),
        )

    def __str__(self) -> str:
        return self.code or str(self.id)

    @property
    def channel_of_law(self) -> Channel:
        """How it came, as the law tells ways apart: at the counter or not."""
        return "counter" if self.channel == COUNTER else "online"


class Act(models.Model):
    """One act on a dossier, as its history shows it. The ledger holds the same act for the court."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=20)
    request_id = models.CharField(max_length=64)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=8)
    by_id = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80)
    state_before = models.CharField(max_length=16)
    state_after = models.CharField(max_length=16)
    portal_code = models.PositiveSmallIntegerField(null=True)
    details = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["dossier", "request_id", "act"], name="act_once"),)

    def __str__(self) -> str:
        return f"{self.act} #{self.pk}"


class DayNumber(models.Model):
    """The running number of a department's day, for dossier codes."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["department", "day"], name="day_number_once"),)

    def __str__(self) -> str:
        return f"{self.day} {self.last}"
