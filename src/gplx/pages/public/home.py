"""The front page: what it is, who can, what it takes, one button."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gplx.ground.clock import today
from gplx.offices.entry import PUBLIC, entry
from gplx.offices.questions import departments_online
from gplx.pages.kit.page import render
from gplx.rules import deadlines, fees


@entry(PUBLIC)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page."""
    return render(
        request,
        "public/home.html",
        fee=fees.fee(on=today(), channel="online"),
        days=deadlines.processing_days(on=today()).value,
        departments=departments_online(),
    )
