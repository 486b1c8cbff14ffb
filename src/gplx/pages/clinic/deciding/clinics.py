"""A health office's clinics: those that wait for a decision first."""

from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gplx.offices.clinics.deciding import clinics_of
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import APPLIED, HEALTH_OFFICE
from gplx.pages.clinic.words import STATES
from gplx.pages.kit.page import render
from gplx.pages.officer.desk import told, visitor

A_PAGE = 25


@entry(STAFF, roles=(HEALTH_OFFICE,))
@require_safe
def clinics(request: HttpRequest) -> HttpResponse:
    """A page of 25."""
    waiting_first = Case(When(state=APPLIED, then=Value(0)), default=Value(1))
    found = clinics_of(visitor(request)).order_by(waiting_first, "-applied_at", "id")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("trang"))
    return render(
        request,
        "clinic/deciding/clinics.html",
        told=told(request),
        page=page,
        states=STATES,
        waiting=found.filter(state=APPLIED).count(),
        previous=f"?trang={page.number - 1}" if page.has_previous() else "",
        next=f"?trang={page.number + 1}" if page.has_next() else "",
    )
