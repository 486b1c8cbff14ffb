"""Reads about dossiers. An officer reaches them only through ``visible_to``, a citizen only through ``of_applicant``."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from gplx.applicants.models import Applicant
from gplx.dossiers.models import (
    APPROVED,
    DRAFT,
    EXAMINING,
    SUBMITTED,
    WITH_APPLICANT,
    WITHDRAWN,
    Act,
    Dossier,
    Visit,
)
from gplx.offices.models import Officer

AT_WORK = (SUBMITTED, EXAMINING, WITH_APPLICANT, APPROVED)
UNDECIDED = (DRAFT, SUBMITTED, EXAMINING, WITH_APPLICANT)
# Drafts, and those that expired as such.
NEVER_FILED = Q(state=DRAFT) | Q(state=WITHDRAWN, submitted_at__isnull=True)


def visible_to(officer: Officer) -> QuerySet[Dossier]:
    """The dossiers that an officer may see: those of the officer's own department, from submission on."""
    return Dossier.objects.filter(department_id=officer.department_id).exclude(NEVER_FILED)


def entrusted_to(officer: Officer) -> QuerySet[Dossier]:
    """The dossiers that a clerk may fill in for their applicants: entered at the counter of the clerk's department, or a draft whose
    owner asked for help there and told the code."""
    own = Dossier.objects.filter(department_id=officer.department_id, entrusted_at__isnull=False)
    return own.filter(state__in=(DRAFT, WITH_APPLICANT)).select_related("applicant", "department", "licence")


def visit_at(officer: Officer, visit_id: UUID) -> Visit | None:
    """A person's visit at the counter of the officer's department, or none."""
    found = Visit.objects.filter(id=visit_id, department_id=officer.department_id)
    return found.select_related("applicant", "department", "officer").first()


def draft_with_code(officer: Officer, code: str, *, at: datetime) -> Dossier | None:
    """The draft for whose help a code was given that is still good, at the officer's department, or none."""
    asked = Dossier.objects.filter(department_id=officer.department_id, state=DRAFT, help_until__gt=at)
    return asked.exclude(help_code="").filter(help_code=code).first()


def of_applicant(applicant: Applicant) -> QuerySet[Dossier]:
    """A person's own dossiers, the newest first."""
    return Dossier.objects.filter(applicant=applicant).select_related("department", "licence").order_by("-created_at")


def queue(officer: Officer, *, states: Sequence[str] = AT_WORK) -> QuerySet[Dossier]:
    """The officer's queue: what is due first stands first, what has no day (with the applicant) last."""
    found = visible_to(officer).filter(state__in=states).select_related("applicant", "licence")
    return found.order_by(F("due_on").asc(nulls_last=True), "submitted_at")


def history(dossier: Dossier) -> QuerySet[Act]:
    """The acts of a dossier, oldest first."""
    return Act.objects.filter(dossier=dossier).order_by("id")


def was_done(*, dossier_id: UUID, act: str, request_id: str, officer: Officer) -> bool:
    """Whether this very request of the officer was carried out before, wherever the dossier is now."""
    done = Act.objects.filter(dossier_id=dossier_id, act=act, request_id=request_id)
    return done.filter(by_kind="officer", by_id=str(officer.pk)).exists()


def completion(code: str) -> Dossier | None:
    """The dossier of this code for the look-up without signing in, which may say only whether it is finished (TT 01/2018 Art 16.2.d)."""
    return Dossier.objects.filter(code=code.strip()).exclude(NEVER_FILED).only("id", "code", "state").first()


def dossier_by_id(dossier_id: UUID | str) -> Dossier:
    """The dossier with this id with its people and papers' owner; ``Dossier.DoesNotExist`` where there is none."""
    return Dossier.objects.select_related("applicant", "department", "licence", "proposed_by").get(id=dossier_id)


def undecided(people: QuerySet[Applicant]) -> QuerySet[Dossier]:
    """The dossiers of these people about which nothing was decided yet, drafts among them."""
    return Dossier.objects.filter(applicant__in=people, state__in=UNDECIDED)


def open_for(applicant: Applicant) -> list[UUID]:
    """The licences for which a person has a dossier that has not ended."""
    at_work = Dossier.objects.filter(applicant=applicant, state__in=(DRAFT, *AT_WORK))
    return list(at_work.values_list("licence_id", flat=True))
