"""Reads about exams of clinics, and about the calls with which they came."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from gplx.health.exams.models import Exam, GatewayCall
from gplx.offices.models import Clinic


def exams_under(numbers: Iterable[str]) -> QuerySet[Exam]:
    """The newest version of every certificate that stands under one of these identity numbers."""
    return Exam.objects.filter(current=True, identity_number__in=tuple(numbers)).select_related("clinic").order_by("id")


def numbers_ever(uuid: UUID) -> set[str]:
    """Every identity number under which a version of a certificate stood: an edit may have corrected it."""
    return set(Exam.objects.filter(uuid=uuid).values_list("identity_number", flat=True))


def last_calls(clinic: Clinic, *, at_most: int = 50) -> list[GatewayCall]:
    """The last calls of a clinic's software, the newest first."""
    return list(GatewayCall.objects.filter(clinic=clinic).order_by("-id")[:at_most])
