"""Where staff begin: each role has its own first page."""

from gplx.offices.models import DIRECTORATE, DOCTOR, HEALTH_OFFICE

HOMES = {DIRECTORATE: "directorate", HEALTH_OFFICE: "clinics", DOCTOR: "exams"}


def home_of(visitor: object) -> str:
    """The name of the first page of an officer, a doctor or a health office; of anybody else that of the queue."""
    roles = getattr(visitor, "roles", ())
    return next((page for role, page in HOMES.items() if role in roles), "queue")
