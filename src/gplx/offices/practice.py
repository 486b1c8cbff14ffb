"""The offices of the practice world: accounts for the fee that do not exist, officers whose secrets everybody knows."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet
from django_otp.oath import hotp
from django_otp.plugins.otp_totp.models import TOTPDevice

from gplx.ground.clock import now
from gplx.offices.changes import open_departments, open_directorate, open_health_office
from gplx.offices.clinics.practice import open_practice_clinics, practice_codes
from gplx.offices.models import (
    ACCOUNTANT,
    ADMIN,
    CLERK,
    DIRECTORATE,
    DOCTOR,
    EXAMINER,
    HEALTH_OFFICE,
    LEADER,
    PRINTER,
    Clinic,
    Department,
    Officer,
)
from gplx.offices.questions import departments_online

KNOWN_TO_ALL = "thuc-hanh-2021"
DEVICE = "thực hành"
DESKS = {
    "tiepnhan": (CLERK, "Lê Thực Hành Tiếp Nhận"),
    "thamdinh": (EXAMINER, "Trần Thực Hành Thẩm Định"),
    "lanhdao": (LEADER, "Phạm Thực Hành Lãnh Đạo"),
    "inthe": (PRINTER, "Vũ Thực Hành In Thẻ"),
    "ketoan": (ACCOUNTANT, "Đặng Thực Hành Kế Toán"),
    "quantri": (ADMIN, "Ngô Thực Hành Quản Trị"),
}
# Whoever clicks through may sign in many times within the half minute that a code lives.
STEPS_AHEAD = 40


class UnableToPractise(Exception):
    """Officers whose secrets everybody knows are made only in the practice world (``GPLX_PRACTICE=1``)."""


@dataclass(frozen=True)
class _Post:
    username: str
    name: str
    role: str
    department_id: str
    clinic_id: str | None = None


@transaction.atomic
def open_practice_world() -> None:
    """Have everything that practising needs: departments with an account, six officers and three clinics each, the Directorate's one;
    of each health office an officer, of each clinic a doctor.

    What is there already stays as it is. Raises ``UnableToPractise`` outside of the practice world.
    """
    if not settings.PRACTICE:
        raise UnableToPractise
    open_departments()
    open_directorate()
    online = list(departments_online())
    for department in online:
        if not department.account:
            department.account = f"THUC-HANH-{department.id}"
            department.account_bank = "Ngân hàng Thực hành"
            department.account_name = f"Tài khoản thu lệ phí (thực hành) – {department.name}"[:120]
            department.phone = "0900000000"
    Department.objects.bulk_update(online, ["account", "account_bank", "account_name", "phone"])
    open_practice_clinics(online, at=now())
    posts = [_post(desk, department) for department in online for desk in DESKS]
    of_directorate = _Post("theodoi.tcdb", "Hoàng Thực Hành Theo Dõi", DIRECTORATE, "TCDB")
    _employ([*posts, of_directorate, *_posts_of_health(online)])


def practice_officers() -> QuerySet[Officer]:
    """The officers whose secrets everybody knows, in the order in which they were made."""
    return Officer.objects.filter(totpdevice__name=DEVICE).select_related("department").order_by("id")


def unused_code(officer: Officer, *, at: float) -> str:
    """The first code that a practice officer has not used at a moment (seconds since 1970); empty for anybody else."""
    device = TOTPDevice.objects.filter(user=officer, name=DEVICE).first()
    if device is None:
        return ""
    step = max(int((at - device.t0) // device.step), device.last_t + 1)
    return f"{hotp(device.bin_key, step, device.digits):0{device.digits}}"


def _post(desk: str, department: Department) -> _Post:
    role, name = DESKS[desk]
    return _Post(f"{desk}.{department.id.lower()}", name, role, department.id)


def _posts_of_health(departments: list[Department]) -> list[_Post]:
    offices = {department.province: open_health_office(department) for department in departments}
    desks = [
        _Post(f"soyte.h{office.id[1:]}", "Đỗ Thực Hành Y Tế", HEALTH_OFFICE, office.id) for office in offices.values()
    ]
    clinics = Clinic.objects.filter(id__in=practice_codes(departments)).order_by("id")
    doctors = [
        _Post(f"bacsi.{one.id}", "Bùi Thực Hành Bác Sĩ", DOCTOR, offices[one.province].id, one.id) for one in clinics
    ]
    return desks + doctors


def _employ(posts: list[_Post]) -> None:
    there = set(Officer.objects.values_list("username", flat=True))
    missing = [post for post in posts if post.username not in there]
    if not missing:
        return
    hashed = make_password(KNOWN_TO_ALL)  # one for all: the hash is slow on purpose
    officers = Officer.objects.bulk_create(
        Officer(
            username=post.username,
            name=post.name,
            department_id=post.department_id,
            clinic_id=post.clinic_id,
            roles=[post.role],
            password=hashed,
        )
        for post in missing
    )
    TOTPDevice.objects.bulk_create(_device(officer) for officer in officers)


def _device(officer: Officer) -> TOTPDevice:
    secret = hashlib.sha256(officer.username.encode()).hexdigest()[:40]
    return TOTPDevice(user=officer, name=DEVICE, confirmed=True, key=secret, tolerance=STEPS_AHEAD)
