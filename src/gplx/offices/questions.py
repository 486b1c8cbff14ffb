"""Reads about offices."""

from django.db.models import QuerySet

from gplx.offices.models import APPROVED, Clinic, Department, Officer


def departments_online() -> QuerySet[Department]:
    """The departments that take dossiers online, by name."""
    return Department.objects.filter(online=True).order_by("province_name")


def approved_clinics() -> QuerySet[Clinic]:
    """The clinics that are connected: people may be sent there."""
    return Clinic.objects.filter(state=APPROVED).order_by("id")


def has_role(officer: Officer, *roles: str) -> bool:
    """Whether an active officer has one of the roles."""
    return officer.is_active and bool(set(roles) & set(officer.roles))
