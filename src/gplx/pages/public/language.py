"""The switch between Vietnamese and English."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gplx.offices.entry import PUBLIC, entry

A_YEAR = 365 * 24 * 3600


def inside(address: str) -> str:
    """The address where it lies inside GPLX, else the home page."""
    is_inside = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_inside else "/"


@entry(PUBLIC)
@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Keep the choice for a year and go back to where the visitor was."""
    response = redirect(inside(request.POST.get("next", "/")))
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=A_YEAR, samesite="Lax", httponly=True)
    return response
