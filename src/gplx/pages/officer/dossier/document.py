"""A file of a dossier, shown as what it truly is, with no rights at all."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gplx.documents.questions import content_of, document_of
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import OFFICE_ROLES
from gplx.pages.kit.doors import note_read
from gplx.pages.officer.desk import dossier_at_hand

_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


@entry(STAFF, roles=OFFICE_ROLES)
@require_safe
def document(request: HttpRequest, dossier_id: UUID, document_id: UUID) -> HttpResponse:
    """The file."""
    found = document_of(dossier=dossier_at_hand(request, dossier_id), document_id=document_id)
    if found is None:
        raise Http404
    note_read(request, subject=f"dossier:{dossier_id}", why="document")
    response = HttpResponse(content_of(found), content_type=found.content_type)
    response["Content-Disposition"] = f'inline; filename="{found.kind}.{_ENDINGS[found.content_type]}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
