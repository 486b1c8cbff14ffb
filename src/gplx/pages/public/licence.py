"""The check of an electronic licence: whoever scans its QR sees what the department gave, and whether it still holds."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gplx.ground.clock import today
from gplx.licences.questions import licence_by_check_code
from gplx.offices.entry import PUBLIC, entry
from gplx.pages.kit.page import render


@entry(PUBLIC)
@require_safe
def check_licence(request: HttpRequest, check_code: str) -> HttpResponse:
    """The licence behind a code that only its holder can have shown."""
    licence = licence_by_check_code(check_code)
    if licence is None:
        raise Http404
    in_term = licence.valid_until is None or licence.valid_until >= today()
    return render(request, "public/licence.html", licence=licence, in_term=in_term)
