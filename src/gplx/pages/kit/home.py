"""Where staff begin: each role has its own first page."""

from gplx.offices.models import ACCOUNTANT, ADMIN, DIRECTORATE, DOCTOR, HEALTH_OFFICE, OFFICE_ROLES

HOMES = {DIRECTORATE: "directorate", HEALTH_OFFICE: "clinics", DOCTOR: "exams"}
WITHOUT_DOSSIERS = {ACCOUNTANT: "reconciliation", ADMIN: "software"}


def home_of(visitor: object) -> str:
    """The name of the first page of an officer, a doctor or a health office; of anybody else that of the queue.

    An accountant who works on no dossiers begins with the money, an administrator with the department's software.
    """
    roles = getattr(visitor, "roles", ())
    homes = HOMES if set(roles) & set(OFFICE_ROLES) else HOMES | WITHOUT_DOSSIERS
    return next((page for role, page in homes.items() if role in roles), "queue")
