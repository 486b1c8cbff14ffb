"""Where staff begin: each role has its own first page."""

from gplx.offices.models import ACCOUNTANT, DIRECTORATE, DOCTOR, HEALTH_OFFICE, OFFICE_ROLES

HOMES = {DIRECTORATE: "directorate", HEALTH_OFFICE: "clinics", DOCTOR: "exams"}


def home_of(visitor: object) -> str:
    """The name of the first page of an officer, a doctor or a health office; of anybody else that of the queue.

    An accountant who works on no dossiers begins with the money.
    """
    roles = getattr(visitor, "roles", ())
    others = "reconciliation" if ACCOUNTANT in roles and not set(roles) & set(OFFICE_ROLES) else "queue"
    return next((page for role, page in HOMES.items() if role in roles), others)
