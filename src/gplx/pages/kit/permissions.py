"""What a page may ask of the device: nothing, but on a few pages the camera, on one where one stands."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

HEADER = "Permissions-Policy"
NOTHING = "camera=(), geolocation=(), microphone=()"
CAMERA = "camera=(self), geolocation=(), microphone=()"
PLACE = "camera=(), geolocation=(self), microphone=()"


class PermissionsMiddleware:
    """Tells the browser so with every answer that does not say otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with the header."""
        response = self.get_response(request)
        response.headers.setdefault(HEADER, NOTHING)
        return response
