"""One address may ask a counted page only so often in an hour, so that nobody reads off one code after another."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from gplx.ground.clock import real_now
from gplx.offices.changes import knock
from gplx.pages.kit.page import render

# What one household or firm has of the newer addresses: whoever has one of them has all.
OWN_PREFIX = 64
_SIX = 6


def too_often(request: HttpRequest) -> HttpResponse | None:
    """Count this visit; the page that says so where it is one too many. Who signed in is known, and not counted."""
    if not settings.LOOKUPS or request.citizen:  # type: ignore[attr-defined]  # set by the door
        return None
    at = real_now()
    if knock(who=_who(request), at=at) <= settings.LOOKUPS:
        return None
    title = gettext("Tra cứu quá nhiều lần")
    sentence = gettext(
        "Trong một giờ chỉ tra cứu được %(times)d lần từ cùng một nơi. Vui lòng đợi đến giờ sau, hoặc đăng nhập để xem hồ sơ của mình."
    ) % {"times": settings.LOOKUPS}
    answer = render(request, "public/trouble/error.html", status=429, title=title, sentence=sentence)
    answer["Retry-After"] = str(60 * (60 - at.minute))
    return answer


def _who(request: HttpRequest) -> str:
    """The visitor's address as a keyed hash: it is compared, and never kept."""
    return salted_hmac("gplx.knock", _network(_address(request)), algorithm="sha256").hexdigest()


def _address(request: HttpRequest) -> str:
    """As our own server saw it, or the outermost of our own ``PROXIES``; what lies beyond anybody may have written."""
    said = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(said) >= settings.PROXIES:
        return said[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, OWN_PREFIX), strict=False)) if found.version == _SIX else address
