"""How a view answers with a page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as django_render

from gplx.pages.kit.permissions import HEADER, NOTHING
from gplx.pages.kit.sides import at_counter

LAYOUTS = {False: "citizen/layout.html", True: "officer/counter/layout.html"}


def render(
    request: HttpRequest,
    template: str,
    *,
    status: int = 200,
    refresh_after: int | None = None,
    permissions: str = NOTHING,
    **values: Any,
) -> HttpResponse:
    """The page ``template`` (``citizen/pay.html``) with ``values``.

    ``refresh_after`` seconds: something on the page is awaited, and it looks again by itself. A page that is no longer
    waiting is loaded anew as a whole. ``permissions``: what the page may ask of the device.
    """
    side = at_counter(request)
    shared = {
        "at_counter": side,
        "layout": LAYOUTS[side],
        "practice": settings.PRACTICE,
        "refresh_after": refresh_after,
    }
    response = django_render(request, template, shared | values, status=status)
    response["Cache-Control"] = "no-store"
    response[HEADER] = permissions
    if refresh_after is None and request.headers.get("HX-Request"):
        response["HX-Refresh"] = "true"
    return response
