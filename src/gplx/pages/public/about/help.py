"""Help, and how accessible the service is."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gplx.offices.entry import PUBLIC, entry
from gplx.pages.kit.page import render


@entry(PUBLIC)
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Answers to what people ask most."""
    return render(request, "public/about/help.html")


@entry(PUBLIC)
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the service does for those who see, hear or move differently."""
    return render(request, "public/about/accessibility.html")
