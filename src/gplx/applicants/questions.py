"""Reads about people."""

from uuid import UUID

from gplx.applicants.models import Applicant, KnownNumber


def applicant_by_id(applicant_id: UUID | str) -> Applicant | None:
    """The person with this id, or nobody."""
    return Applicant.objects.filter(id=applicant_id).first()


def numbers_of(applicant: Applicant) -> tuple[KnownNumber, ...]:
    """Every number known to be the person's, in the order in which it was learnt."""
    return tuple(applicant.numbers.order_by("since", "id"))
