"""The clinics of the practice world: three near the capital of each province that is online, approved, with a password that all know."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from django.db import transaction
from django.db.models import QuerySet

from gplx.offices.clinics.certificates import register, revoke
from gplx.offices.clinics.login import hash_of
from gplx.offices.models import APPROVED, Clinic, Department, SigningCertificate
from gplx.offices.provinces import capitals

EACH_PROVINCE = 3
KNOWN_TO_ALL = "thuc-hanh-2021"
# The groups of both laws; the last of the three examines for motorcycles and small cars alone.
GROUPS = ([1, 2, 3], [1, 2, 3], [1, 2])
# Degrees from the capital: a few kilometres, each in another direction.
AROUND = ((0.021, 0.012), (-0.017, 0.026), (0.008, -0.031))


def open_practice_clinics(departments: list[Department], *, at: datetime) -> None:
    """Have the clinics of these departments' provinces. What is there already stays as it is."""
    clinics = [_clinic(department, number, at) for department in departments for number in range(EACH_PROVINCE)]
    Clinic.objects.bulk_create(clinics, ignore_conflicts=True)


def practice_codes(departments: list[Department]) -> list[str]:
    """The codes of the practice clinics of these departments' provinces."""
    return [_code(department, number) for department in departments for number in range(EACH_PROVINCE)]


@transaction.atomic
def register_practice_certificates(certificates: Mapping[str, str], *, at: datetime) -> int:
    """Register the certificates (PEM by clinic) with which the sandbox signs now, revoke those before; tells how many clinics have one.

    Codes of clinics that are not there are left alone.
    """
    clinics = Clinic.objects.filter(id__in=certificates, state=APPROVED)
    for clinic in clinics:
        kept = register(clinic=clinic, data=certificates[clinic.id].encode(), at=at)
        for old in _of_the_sandbox(clinic).exclude(id=kept.id):
            revoke(clinic=clinic, fingerprint=old.fingerprint, at=at)
    return len(clinics)


def _of_the_sandbox(clinic: Clinic) -> QuerySet[SigningCertificate]:
    """Those in use, but for the ones whose keys the house holds."""
    return SigningCertificate.objects.filter(clinic=clinic, revoked_at=None, held_key=None)


def _clinic(department: Department, number: int, at: datetime) -> Clinic:
    code = _code(department, number)
    latitude, longitude = capitals()[department.province]
    north, east = AROUND[number]
    return Clinic(
        id=code,
        name=f"Bệnh viện Mẫu số {number + 1}, {department.province_name}",
        province=department.province,
        address=f"{number + 1} phố Thực Hành, {department.province_name}",
        phone="0900000000",
        email=f"co-so-{code}@example.vn",
        latitude=round(latitude + north, 4),
        longitude=round(longitude + east, 4),
        groups=GROUPS[number],
        state=APPROVED,
        applied_at=at,
        decided_at=at,
        username=code,
        password_md5_hash=_hash(),
    )


def _code(department: Department, number: int) -> str:
    return f"{department.province}9{number + 1:02d}"


@cache
def _hash() -> str:
    return hash_of(KNOWN_TO_ALL)
