"""A licence as the register told it, and the electronic licence that an approval brings forth."""

import uuid

from django.db import models


class Licence(models.Model):
    """A driving licence (*giấy phép lái xe*) found in, or typed because of the silence of, the licence register.

    ``holder`` is the id of the applicant who looked for it; ``match`` says how strongly the record is theirs
    (strong, middling, none; unknown until the register answers), and ``evidence`` by what. One row a card: the number stays for life,
    so that a card and the one for which it was exchanged differ in their ``serial`` alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    holder = models.UUIDField(db_index=True)
    number = models.CharField(max_length=20)
    serial = models.CharField(max_length=20, blank=True)
    licence_class = models.CharField(max_length=4)
    issued = models.DateField(null=True)
    expires = models.DateField(null=True)
    passed = models.DateField(null=True)
    issuer = models.CharField(max_length=10, default="transport")
    issued_by = models.CharField(max_length=80, blank=True)
    province = models.CharField(max_length=4, blank=True)
    card = models.CharField(max_length=6, default="pet")
    status = models.CharField(max_length=10, default="valid")
    in_register = models.BooleanField(null=True)
    match = models.CharField(max_length=10, default="unknown")
    evidence = models.JSONField(default=list)
    record = models.JSONField(default=dict)
    photo_path = models.CharField(max_length=120, blank=True)
    photo_taken = models.DateField(null=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["holder", "number", "licence_class", "serial"], name="card_once"),
        )

    def __str__(self) -> str:
        return f"{self.licence_class} ({self.match})"


class ElectronicLicence(models.Model):
    """The licence in electronic form, valid from the approval on; ``check_code`` opens its public check."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier_code = models.CharField(max_length=40, unique=True)
    holder = models.UUIDField(db_index=True)
    holder_name = models.CharField(max_length=80)
    number = models.CharField(max_length=20)
    licence_class = models.CharField(max_length=4)
    issued = models.DateField()
    valid_until = models.DateField(null=True)
    issued_by = models.CharField(max_length=120)
    serial = models.CharField(max_length=20, blank=True)
    written_back_at = models.DateTimeField(null=True)
    check_code = models.CharField(max_length=24, unique=True)

    def __str__(self) -> str:
        return str(self.id)


class Blank(models.Model):
    """A blank (*phôi*) on which a card was printed: it serves once, whatever became of the card, be it that the post lost it."""

    serial = models.CharField(primary_key=True, max_length=20)
    dossier_code = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.serial
