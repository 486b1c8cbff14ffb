"""Who joined, who is slow, which outside system is down. Numbers only: no dossier, no person."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gplx.ground.clock import today
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import DIRECTORATE
from gplx.pages.kit.names import system_name
from gplx.pages.kit.page import render
from gplx.pages.kit.satisfaction import ITEMS, LEVELS
from gplx.pages.officer import words
from gplx.programme.operations import SHAKY, SILENT, operations
from gplx.programme.questions import departments
from gplx.ratings.questions import comments, satisfaction

MOST_COMMENTS = 50


@entry(STAFF, roles=(DIRECTORATE,))
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The page."""
    rows = departments()
    return render(
        request,
        "directorate/overview.html",
        online=[row for row in rows if row.online],
        waiting=[row for row in rows if not row.online],
        troubled=[system_name(row.name) for row in operations() if row.standing in (SHAKY, SILENT)],
        states=words.STATES,
        satisfaction=satisfaction(year=today().year),
        year=today().year,
        comments=comments(year=today().year, most=MOST_COMMENTS),
        items=ITEMS,
        levels=LEVELS,
    )
