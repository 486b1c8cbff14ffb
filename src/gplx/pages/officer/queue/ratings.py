"""What people say of the department this year: numbers of all together, nobody's own."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gplx.ground.clock import today
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import OFFICE_ROLES
from gplx.pages.kit.page import render
from gplx.pages.kit.satisfaction import ITEMS, LEVELS
from gplx.pages.officer.desk import visitor
from gplx.ratings.questions import satisfaction


@entry(STAFF, roles=OFFICE_ROLES)
@require_safe
def ratings(request: HttpRequest) -> HttpResponse:
    """The page."""
    year = today().year
    found = satisfaction(year=year, department=visitor(request).department_id)
    return render(request, "officer/queue/ratings.html", found=found, year=year, items=ITEMS, levels=LEVELS)
