"""A province's health office decides about its clinics. Each decision stands in the ledger."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from gplx.ledger.changes import append
from gplx.offices.models import APPLIED, APPROVED, HEALTH_OFFICE, REFUSED, SUSPENDED, Clinic, Officer
from gplx.offices.questions import has_role

LONGEST_REASON = 300


class UnableToDecide(Exception):
    """Why this decision is not possible now, in one sentence for the officer."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """From which state it leads to which, and whether it needs a reason."""

    source: str
    target: str
    needs_reason: bool = False


DECISIONS = {
    "approve": Decision(source=APPLIED, target=APPROVED),
    "refuse": Decision(source=APPLIED, target=REFUSED, needs_reason=True),
    "suspend": Decision(source=APPROVED, target=SUSPENDED, needs_reason=True),
    "resume": Decision(source=SUSPENDED, target=APPROVED),
}


def clinics_of(officer: Officer) -> QuerySet[Clinic]:
    """The clinics of a health office's own province; of any other officer none."""
    if not has_role(officer, HEALTH_OFFICE):
        return Clinic.objects.none()
    return Clinic.objects.filter(province=officer.department.province)


def possible(clinic: Clinic) -> list[str]:
    """The decisions that can be taken about a clinic as it stands."""
    return [act for act, decision in DECISIONS.items() if decision.source == clinic.state]


@transaction.atomic
def decide(*, clinic_id: str, act: str, by: Officer, reason: str, at: datetime) -> Clinic:
    """Take a decision (``approve``, ``refuse``, ``suspend``, ``resume``) about a clinic of the officer's province.

    Raises ``Clinic.DoesNotExist`` for any other clinic, and ``UnableToDecide`` where it does not stand so, or a reason is missing.
    """
    decision = DECISIONS[act]
    clinic = clinics_of(by).select_for_update().get(id=clinic_id)
    if clinic.state != decision.source:
        raise UnableToDecide("Trạng thái của cơ sở đã thay đổi. Vui lòng xem lại rồi quyết định.")
    if decision.needs_reason and not reason:
        raise UnableToDecide("Vui lòng ghi lý do để cơ sở biết cần làm gì.")
    clinic.state, clinic.decided_at, clinic.decided_by = decision.target, at, by
    clinic.refusal = reason[:LONGEST_REASON] if decision.needs_reason else ""
    clinic.save()
    details = {"reason": clinic.refusal} if clinic.refusal else {}
    append(subject=clinic.subject, kind="act", act=act, actor=f"officer:{by.pk}", at=at, details=details)
    return clinic
