"""A paper that is shown as PDF, with no rights at all."""

from django.http import HttpResponse


def pdf(content: bytes, *, name: str) -> HttpResponse:
    """The file, to be looked at; it runs nothing, and no cache keeps it."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
