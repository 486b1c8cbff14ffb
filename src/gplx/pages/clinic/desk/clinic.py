"""The clinic at whose desk a doctor sits."""

from django.http import Http404, HttpRequest

from gplx.offices.models import APPROVED, Clinic
from gplx.pages.officer.desk import visitor


def own_clinic(request: HttpRequest) -> Clinic:
    """The doctor's clinic, connected or not; somebody who belongs to none finds nothing here (``Http404``)."""
    clinic = visitor(request).clinic
    if clinic is None:
        raise Http404
    return clinic


def is_connected(clinic: Clinic) -> bool:
    """Whether it may issue exams now: not while it is suspended."""
    return clinic.state == APPROVED
