"""Certificates as clinics sent them, every version of each, and the calls with which they came."""

import uuid

from django.db import models

from gplx.offices.models import Clinic, Officer

ADD, EDIT = "ADD", "EDIT"
GATEWAY, BROWSER = "gateway", "browser"
SEND, TRY = "send", "try"


class Exam(models.Model):
    """One version of one certificate. A certificate is known by its number (``SO``) and classes (``HANGBANGLAI``).

    An edit adds a version, and only the newest is ``current``; what was sent is never written over. ``uuid`` stays the same.
    ``fields`` holds every field of the message verbatim, the signed text (``SIGNDATA``) among them; the columns beside it are for finding.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4)
    version = models.PositiveSmallIntegerField(default=1)
    current = models.BooleanField(default=True)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="exams")
    channel = models.CharField(max_length=8, default=GATEWAY)
    state = models.CharField(max_length=4, default=ADD)
    number = models.CharField(max_length=21)
    classes = models.CharField(max_length=80)  # in capitals, sorted, with commas between
    identity_number = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    born = models.DateField()
    sex = models.CharField(max_length=6)
    concluded = models.DateField()
    conclusion = models.CharField(max_length=10)
    doctor = models.CharField(max_length=80)
    alcohol = models.DecimalField(max_digits=8, decimal_places=3, null=True)  # from 2025 not tested for everybody
    alcohol_unit = models.CharField(max_length=1, blank=True)  # 0: mg in 100 ml of blood; 1: mg in a litre of breath
    drugs = models.BooleanField()
    reexamine_on = models.DateField(null=True)
    fields = models.JSONField()
    digest = models.CharField(max_length=64)  # SHA-256 of what was sent: a repeat is known by it
    issued_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="exams_issued")
    signature_algorithm = models.CharField(max_length=20, blank=True)
    weak_algorithm = models.BooleanField(default=False)
    certificate_fingerprint = models.CharField(max_length=64, blank=True)
    signed_at = models.DateTimeField(null=True)  # as the signer says; the format does not protect it
    received_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["number", "classes", "version"], name="exam_version_once"),
            models.UniqueConstraint(
                fields=["number", "classes"], name="exam_current_once", condition=models.Q(current=True)
            ),
        )
        indexes = (
            models.Index(fields=["identity_number"], name="exam_of_number", condition=models.Q(current=True)),
            models.Index(fields=["clinic", "-id"], name="exam_of_clinic"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.classes} #{self.version}"


class GatewayCall(models.Model):
    """One call of a clinic's software, for the page of its last calls. Of persons it holds only the number of the certificate."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    clinic = models.ForeignKey(Clinic, null=True, on_delete=models.PROTECT, related_name="calls")
    kind = models.CharField(max_length=4, default=SEND)
    accepted = models.BooleanField()
    sentence = models.TextField()
    number = models.CharField(max_length=21, blank=True)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        indexes = (models.Index(fields=["clinic", "-id"], name="call_of_clinic"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.accepted}"
