"""Reads about people."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from gplx.applicants.models import Applicant, KnownNumber


def applicant_by_id(applicant_id: UUID | str) -> Applicant | None:
    """The person with this id, or nobody."""
    return Applicant.objects.filter(id=applicant_id).first()


def numbers_of(applicant: Applicant) -> tuple[KnownNumber, ...]:
    """Every number known to be the person's, in the order in which it was learnt."""
    return tuple(applicant.numbers.order_by("since", "id"))


def holders_of(numbers: Iterable[str]) -> QuerySet[Applicant]:
    """Everybody of whom one of these numbers is known to be."""
    return Applicant.objects.filter(numbers__number__in=tuple(numbers)).distinct()
