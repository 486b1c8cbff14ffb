"""Departments (*Sở GTVT*), clinics, and the people who work there."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

BUILT_IN, OWN_SOFTWARE = "built_in", "own_software"

CLERK, EXAMINER, LEADER, PRINTER = "clerk", "examiner", "leader", "printer"
DIRECTORATE = "directorate"
DIRECTORATE_ID = "TCDB"
OFFICE_ROLES = (CLERK, EXAMINER, LEADER, PRINTER)
ROLES = {
    CLERK: "Cán bộ tiếp nhận",
    EXAMINER: "Cán bộ thẩm định",
    LEADER: "Lãnh đạo phê duyệt",
    PRINTER: "Cán bộ in và trả kết quả",
    DIRECTORATE: "Cán bộ theo dõi của Tổng cục",
}


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
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    objects = Officers()

    def __str__(self) -> str:
        return self.name


class Clinic(models.Model):
    """A health facility licensed for driver exams (*cơ sở khám sức khỏe lái xe*), known by its 5-digit insurance code."""

    id = models.CharField(primary_key=True, max_length=5)
    name = models.CharField(max_length=120)
    province = models.CharField(max_length=4)
    address = models.CharField(max_length=200, blank=True)
    username = models.CharField(max_length=40, blank=True)
    password_md5_hash = models.CharField(max_length=128, blank=True)
    certificate = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
