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


def officers_by_signature(signatures: Iterable[str]) -> dict[str, Officer]:
    """The officers whom the ledger names (``officer:12``), with their departments; who is none is left out."""
    numbers = [int(one.removeprefix("officer:")) for one in signatures if one.removeprefix("officer:").isdecimal()]
    found = Officer.objects.filter(pk__in=numbers).select_related("department")
    return {f"officer:{officer.pk}": officer for officer in found}


def departments_by_signature(signatures: Iterable[str]) -> dict[str, Department]:
    """The departments whose software the ledger names (``system:department:H26``); what is none is left out."""
    found = Department.objects.filter(id__in=[one.removeprefix("system:department:") for one in signatures])
    return {f"system:department:{department.id}": department for department in found}
