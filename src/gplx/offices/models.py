"""Departments (*Sở GTVT*), clinics, and the people who work there."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

BUILT_IN, OWN_SOFTWARE = "built_in", "own_software"

CLERK, EXAMINER, LEADER, PRINTER = "clerk", "examiner", "leader", "printer"
ACCOUNTANT = "accountant"
# Who connects the department's own software; sees no dossier.
ADMIN = "admin"
DIRECTORATE = "directorate"
# A doctor belongs to one clinic, a health office (Sở Y tế) to one province; neither ever sees a dossier.
DOCTOR, HEALTH_OFFICE = "doctor", "healthoffice"
DIRECTORATE_ID = "TCDB"
# Those who work on dossiers; an accountant sees money, and no dossier.
OFFICE_ROLES = (CLERK, EXAMINER, LEADER, PRINTER)
ROLES = {
    CLERK: "Cán bộ tiếp nhận",
    EXAMINER: "Cán bộ thẩm định",
    LEADER: "Lãnh đạo phê duyệt",
    PRINTER: "Cán bộ in và trả kết quả",
    ACCOUNTANT: "Kế toán",
    ADMIN: "Cán bộ quản trị kết nối",
    DIRECTORATE: "Cán bộ theo dõi của Tổng cục",
    DOCTOR: "Bác sĩ kết luận",
    HEALTH_OFFICE: "Cán bộ Sở Y tế",
}

# A clinic's way to be connected: it applies, its province's health office decides, and may stop it later.
APPLIED, APPROVED, REFUSED, SUSPENDED = "applied", "approved", "refused", "suspended"


def health_office_id(department_id: str) -> str:
    """The id of the health office beside a transport department: ``Y26`` beside ``H26``."""
    return f"Y{department_id[1:]}"


class Department(models.Model):
    """A provincial transport department (*Sở Giao thông vận tải*); provinces differ by what stands here, never by code."""

    id = models.CharField(primary_key=True, max_length=4)  # Hnn
    name = models.CharField(max_length=120)
    province = models.CharField(max_length=4)  # GSO code
    province_name = models.CharField(max_length=60)
    agency_code = models.CharField(max_length=35)
    online = models.BooleanField(default=False)
    mode = models.CharField(max_length=12, default=BUILT_IN)
    account = models.CharField(max_length=40, blank=True)
    account_bank = models.CharField(max_length=80, blank=True)
    account_name = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    api_user = models.CharField(max_length=40, blank=True)
    api_key_hash = models.CharField(max_length=128, blank=True)

    def __str__(self) -> str:
        return self.name


class Officers(BaseUserManager["Officer"]):
    """Officers by their user name."""


class Officer(AbstractBaseUser):
    """A person who works for a department, in one or more roles. Signs in with a password and a second factor."""

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="officers")
    roles = ArrayField(models.CharField(max_length=12), default=list)
    clinic = models.ForeignKey("Clinic", null=True, blank=True, on_delete=models.PROTECT, related_name="doctors")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    objects = Officers()

    def __str__(self) -> str:
        return self.name


class Clinic(models.Model):
    """A health facility licensed for driver exams (*cơ sở khám sức khỏe lái xe*), known by its 5-digit insurance code.

    ``groups`` are the groups of classes that it may examine for (``health.group`` of the law); ``username`` and the hash of the MD5 text
    that its software sends are its way into the gateway.
    """

    id = models.CharField(primary_key=True, max_length=5)
    name = models.CharField(max_length=120)
    province = models.CharField(max_length=4)  # GSO code
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True, db_default="")
    email = models.CharField(max_length=120, blank=True, db_default="")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    groups = ArrayField(models.PositiveSmallIntegerField(), default=list, db_default=[])
    state = models.CharField(max_length=10, default=APPLIED, db_default=APPLIED)
    applied_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="clinics_decided")
    refusal = models.CharField(max_length=300, blank=True, db_default="")
    username = models.CharField(max_length=40, blank=True)
    password_md5_hash = models.CharField(max_length=128, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["username"], name="gateway_user_once", condition=~models.Q(username="")),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"clinic:{self.id}"


class SigningCertificate(models.Model):
    """A certificate with which a clinic signs exams; a new key is registered beside the old one, which is then revoked."""

    id = models.BigAutoField(primary_key=True)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="certificates")
    pem = models.TextField()
    fingerprint = models.CharField(max_length=64)  # SHA-256, lower hex
    subject = models.CharField(max_length=200, blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    added_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["clinic", "fingerprint"], name="certificate_once"),)

    def __str__(self) -> str:
        return self.fingerprint


class Activation(models.Model):
    """What opens a doctor's account for the first time: the hash of a code that was shown once."""

    officer = models.OneToOneField(Officer, primary_key=True, on_delete=models.CASCADE, related_name="activation")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.officer_id)


class HeldKey(models.Model):
    """A clinic's key that the house made and holds, so that its doctors sign in the browser; encrypted by a key of the environment."""

    certificate = models.OneToOneField(
        SigningCertificate, primary_key=True, on_delete=models.PROTECT, related_name="held_key"
    )
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.certificate_id)


class Webhook(models.Model):
    """Where a department's own software is told of acts, and the secrets that sign what it is told (encrypted).

    ``since``: only later acts are told by themselves. ``before_until``: as long the secret before signs as well.
    """

    department = models.OneToOneField(Department, primary_key=True, on_delete=models.PROTECT, related_name="webhook")
    address = models.CharField(max_length=300)
    is_on = models.BooleanField(default=True)
    since = models.DateTimeField()
    secret = models.BinaryField()
    secret_before = models.BinaryField(null=True)
    before_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.department_id)


class SoftwareCall(models.Model):
    """The last time that a department's software did an operation well, and the last time that it did not."""

    id = models.BigAutoField(primary_key=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="calls")
    operation = models.CharField(max_length=30)
    good = models.BooleanField()
    at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    says = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["department", "operation", "good"], name="software_call_once"),)

    def __str__(self) -> str:
        return self.operation


class ConformanceRun(models.Model):
    """One time that a department's software was tried (*kiểm tra kết nối*); the calls are exchanges about it."""

    id = models.BigAutoField(primary_key=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="conformance_runs")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="conformance_runs")
    address = models.CharField(max_length=300)
    request_id = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.department_id} #{self.pk}"

    @property
    def subject(self) -> str:
        """What its exchanges are about."""
        return f"conformance:{self.pk}"


class Knock(models.Model):
    """How often one address came in one hour to a door that counts; ``who`` is a keyed hash, from which no address can be read."""

    who = models.CharField(max_length=64)
    hour = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["who", "hour"], name="knock_once"),)

    def __str__(self) -> str:
        return f"{self.hour} {self.times}"
