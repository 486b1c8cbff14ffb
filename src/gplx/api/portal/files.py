"""A file of a dossier, fetched by the portal that was told of it, under the address that was signed for it."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from gplx.documents.models import SHOWN, Document
from gplx.documents.questions import content_of
from gplx.offices.entry import SYSTEM, entry, note_read
from gplx.registers.sync.files import Expired, Forged, check_address

WHY = "Cổng dịch vụ công lấy tài liệu hồ sơ"
EXPIRED = "Địa chỉ tài liệu đã hết hạn. Địa chỉ mới được gửi khi hồ sơ được đồng bộ lại."
FORGED = "Địa chỉ tài liệu không đúng."
GONE = "Tài liệu này không còn trong hồ sơ."


@entry(SYSTEM)
@require_GET
def portal_file(request: HttpRequest, portal: str, code: str, file: UUID) -> HttpResponse:
    """The file; 403 for an address that has run out or was not signed by us for this portal, dossier and file; 404 where it is gone."""
    signature = request.GET.get("s", "")
    try:
        check_address(portal=portal, code=code, file=str(file), signature=signature, life=settings.SYNC_FILES_LIFE)
    except Expired:
        return _refused(EXPIRED, 403)
    except Forged:
        return _refused(FORGED, 403)
    document = Document.objects.filter(id=file, dossier__code=code, scan__in=SHOWN).first()
    if document is None:
        return _refused(GONE, 404)
    note_read(request, subject=f"dossier:{document.dossier_id}", why=WHY, reader=f"system:portal:{portal}")
    # The address opens the file to whoever has it, so nobody on the way keeps the answer.
    return HttpResponse(content_of(document), content_type=document.content_type, headers={"Cache-Control": "no-store"})


def _refused(sentence: str, status: int) -> HttpResponse:
    return JsonResponse({"error_code": -1, "message": sentence}, status=status, headers={"Cache-Control": "no-store"})
