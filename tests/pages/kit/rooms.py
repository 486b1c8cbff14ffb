"""A few rooms behind the door, one for each kind of visitor, as addresses of their own."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from gplx.offices.entry import CITIZEN, PUBLIC, STAFF, SYSTEM, entry
from gplx.offices.models import LEADER, PRINTER, Clinic
from gplx.pages.kit.doors import note_read

SUBJECTS = ("dossier:1", "dossier:2")


def said(request: HttpRequest) -> HttpResponse:
    """Who the door says has come, and whether it opened the session for that."""
    who = getattr(request.citizen, "name", None)
    return HttpResponse(f"{request.method} citizen={who} session={request.session.accessed}")


def noted(request: HttpRequest) -> HttpResponse:
    """A page that shows two dossiers, and ends as its address says."""
    for subject in SUBJECTS:
        note_read(request, subject=subject, why="view")
    if request.GET.get("breaks"):
        raise LookupError("broken on the way")
    return HttpResponse("Hồ sơ", status=int(request.GET.get("status", 200)))


def wrote(_request: HttpRequest) -> HttpResponse:
    """A page that writes."""
    Clinic.objects.create(id="00001", name="Phòng khám Thử")
    return HttpResponse("Đã ghi")


def unstated(_request: HttpRequest) -> HttpResponse:
    """A view that does not say who may enter."""
    return HttpResponse("Không ai được vào")


def room(view, who: str, **more: object):
    """The view with a mark of its own."""
    return entry(who, **more)(lambda request: view(request))


urlpatterns = [
    path("ai-cung", room(said, PUBLIC)),
    path("cong-dan", room(said, CITIZEN)),
    path("can-bo", room(said, STAFF)),
    path("lanh-dao", room(said, STAFF, roles=(LEADER, PRINTER))),
    path("he-thong", room(said, SYSTEM)),
    path("xem", room(noted, STAFF)),
    path("ghi", room(wrote, PUBLIC)),
    path("ghi-khi-xem", room(wrote, PUBLIC, writes_on_get=True)),
    path("khong-noi", unstated),
]
handler403 = "gplx.pages.public.trouble.errors.forbidden"
handler404 = "gplx.pages.public.trouble.errors.missing"
handler500 = "gplx.pages.public.trouble.errors.broken"
