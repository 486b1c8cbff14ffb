"""Reads about people."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from gplx.applicants.models import OFFICER, PORTAL, REGISTER, Applicant, KnownNumber
from gplx.rules.identity import check_number, compare_names

PROVEN = (PORTAL, OFFICER, REGISTER)


def applicant_by_id(applicant_id: UUID | str) -> Applicant | None:
    """The person with this id, or nobody."""
    return Applicant.objects.filter(id=applicant_id).first()


def has_other_account(applicant: Applicant) -> bool:
    """Whether the portal has given one of the person's numbers to another of its accounts as well."""
    own = applicant.numbers.filter(source=PORTAL).values("number")
    return KnownNumber.objects.filter(source=PORTAL, number__in=own).exclude(applicant=applicant).exists()


def numbers_of(applicant: Applicant) -> tuple[KnownNumber, ...]:
    """Every number known to be the person's, in the order in which it was learnt."""
    return tuple(applicant.numbers.order_by("since", "id"))


def holders_of(numbers: Iterable[str]) -> QuerySet[Applicant]:
    """Everybody of whom one of these numbers is known to be."""
    return Applicant.objects.filter(numbers__number__in=tuple(numbers)).distinct()


def people_with(*, numbers: Sequence[str], name: str, born: date) -> QuerySet[Applicant]:
    """The people of whom one of these identity numbers (12 digits) is proven, with this name and birth date: never a number alone."""
    identity = [number for number in numbers if check_number(number).kind == "cccd"]
    same = Applicant.objects.filter(born=born, numbers__number__in=identity, numbers__source__in=PROVEN)
    found = [one.id for one in same if compare_names(one.name, name).verdict != "different"]
    return Applicant.objects.filter(id__in=found)


def met_at_counter(applicant: Applicant) -> list[Applicant]:
    """The people without an account who are this person by identity number, name and birth date."""
    numbers = [known.number for known in numbers_of(applicant) if known.source == PORTAL]
    same = people_with(numbers=numbers, name=applicant.name, born=applicant.born)
    return list(same.filter(tech_id=None).exclude(id=applicant.id))
