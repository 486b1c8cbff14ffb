"""A person who exchanges a licence, and the set of identity numbers that are known to be theirs."""

import uuid

from django.db import models

# Where a number was learnt, and thereby how far it proves anything.
PORTAL, REGISTER, CHIP_QR, OFFICER = "portal", "register", "chip_qr", "officer"


class Applicant(models.Model):
    """A person (*người dân*): with an account of the national portal, known by its ``TechID``, or without one, met at a counter.

    Whoever was met at a counter gets their ``tech_id`` when they first sign in at the portal; none until then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    tech_id = models.CharField(max_length=64, unique=True, null=True)
    name = models.CharField(max_length=80)
    born = models.DateField()
    sex = models.CharField(max_length=6)
    address = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    assurance = models.CharField(max_length=8, blank=True)
    language = models.CharField(max_length=2, default="vi")
    joined_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class KnownNumber(models.Model):
    """An identity number linked to a person (CMND, CCCD, passport), with the evidence for the link."""

    applicant = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="numbers")
    number = models.CharField(max_length=20, db_index=True)
    source = models.CharField(max_length=10)
    evidence = models.JSONField(default=dict)
    since = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["applicant", "number", "source"], name="number_once"),)

    def __str__(self) -> str:
        return f"{self.source} #{self.pk}"
