"""Reads about offices."""

from collections.abc import Iterable

from django.db.models import QuerySet

from gplx.ground.names import composed
from gplx.offices.models import APPROVED, DIRECTORATE_ID, Clinic, Department, Officer


def departments_online() -> QuerySet[Department]:
    """The departments that take dossiers online, by name."""
    return Department.objects.filter(online=True).order_by("province_name")


def approved_clinics() -> QuerySet[Clinic]:
    """The clinics that are connected: people may be sent there."""
    return Clinic.objects.filter(state=APPROVED).order_by("id")


def offices_of(officers: Iterable[str]) -> dict[str, str]:
    """The name of the department of each of these officers, by how the ledger signs them (``officer:12``)."""
    found = Officer.objects.filter(pk__in=[int(number) for number in officers if number.isdecimal()])
    return {f"officer:{pk}": name for pk, name in found.values_list("pk", "department__name")}


def has_role(officer: Officer, *roles: str) -> bool:
    """Whether an active officer has one of the roles."""
    return officer.is_active and bool(set(roles) & set(officer.roles))


def province_in(address: str) -> str | None:
    """The GSO code of the province that stands last in an address (a street may bear the name of another); none where none does."""
    said = composed(address).casefold()
    rows = Department.objects.exclude(id=DIRECTORATE_ID).values_list("province", "province_name")
    places = {code: said.rfind(name.casefold()) for code, name in rows}
    last = max(places, key=lambda code: places[code], default="")
    return last if places.get(last, -1) >= 0 else None
