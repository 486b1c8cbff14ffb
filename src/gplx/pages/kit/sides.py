"""The two sides of the counter: the same pages serve a citizen who signed in, and a clerk who fills in for one who stands there."""

from django.http import HttpRequest
from django.urls import reverse

COUNTER = "counter"


def at_counter(request: HttpRequest) -> bool:
    """Whether the page is one of the clerk's."""
    return request.resolver_match is not None and request.resolver_match.namespace == COUNTER


def address(request: HttpRequest, name: str, *args: object) -> str:
    """The address of a page by its name, on the side on which the visitor stands."""
    return reverse(f"{COUNTER}:{name}" if at_counter(request) else name, args=args or None)
