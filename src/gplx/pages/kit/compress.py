"""Pages for strangers travel compressed.

Nobody else's do: beside words that an attacker can have a page repeat, its compressed length would tell of the secrets on it
(BREACH). A page without a session holds none but the token against forged forms, which is masked anew in each answer.
Styles and scripts lie compressed beside the originals, where WhiteNoise finds them.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class StrangersGZipMiddleware(GZipMiddleware):
    """Compresses HTML for visitors who bring no session, and get none."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, compressed where that gives nothing away."""
        is_page = response.get("Content-Type", "").startswith("text/html")
        has_session = any(settings.SESSION_COOKIE_NAME in cookies for cookies in (request.COOKIES, response.cookies))
        return super().process_response(request, response) if is_page and not has_session else response
