"""The exams of a clinic: the list with its search, and one exam with all its versions, ready to be printed."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from gplx.ground.clock import today
from gplx.ground.names import composed
from gplx.health.exams.browser.sheet import Sheet
from gplx.health.exams.models import BROWSER, Exam
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import DOCTOR, Clinic
from gplx.pages.clinic.desk.clinic import is_connected, own_clinic
from gplx.pages.clinic.desk.shown import shown
from gplx.pages.clinic.desk.words import CONCLUSIONS, SEXES
from gplx.pages.kit.page import render
from gplx.pages.officer.desk import told

A_PAGE = 25


@entry(STAFF, roles=(DOCTOR,))
@require_http_methods(["GET", "HEAD", "POST"])
def exams(request: HttpRequest) -> HttpResponse:
    """The newest first, a page of 25. A search for a number, a name or an identity number is sent by POST: no address names anybody."""
    clinic, sought = own_clinic(request), composed(request.POST.get("sought", ""))[:80]
    page = Paginator(_found(clinic, sought), A_PAGE).get_page(request.GET.get("trang"))
    return render(
        request,
        "clinic/desk/exams.html",
        told=told(request),
        clinic=clinic,
        connected=is_connected(clinic),
        page=page,
        sought=sought,
        of_today=Exam.objects.filter(clinic=clinic, current=True, concluded=today()).count(),
        conclusions=CONCLUSIONS,
        previous=f"?trang={page.number - 1}" if page.has_previous() and not sought else "",
        next=f"?trang={page.number + 1}" if page.has_next() and not sought else "",
    )


def _found(clinic: Clinic, sought: str) -> QuerySet[Exam]:
    current = Exam.objects.filter(clinic=clinic, current=True).order_by("-id")
    if not sought:
        return current
    return current.filter(
        Q(number__icontains=sought) | Q(name__icontains=sought) | Q(identity_number__startswith=sought)
    )


@entry(STAFF, roles=(DOCTOR,))
@require_safe
def exam(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One exam; ``ban`` is the version that is shown, else the current one."""
    clinic, current = own_clinic(request), own_exam(request, uuid)
    versions = list(_versions(clinic, uuid))
    wanted = request.GET.get("ban", "")
    version = next((one for one in versions if str(one.version) == wanted), current)
    sheet = getattr(version, "sheet", None)
    return render(
        request,
        "clinic/desk/exam.html",
        told=told(request),
        clinic=clinic,
        exam=version,
        versions=versions,
        parts=shown(Sheet.from_json(sheet.said), on=version.concluded) if sheet else {},
        why=sheet.why if sheet else "",
        sexes=SEXES,
        conclusions=CONCLUSIONS,
        may_correct=bool(sheet) and version.current and version.channel == BROWSER and is_connected(clinic),
    )


def own_exam(request: HttpRequest, uuid: UUID) -> Exam:
    """The current version of an exam of the doctor's own clinic; another clinic's does not exist (``Http404``)."""
    found = _versions(own_clinic(request), uuid).filter(current=True).first()
    if found is None:
        raise Http404
    return found


def _versions(clinic: Clinic, uuid: UUID) -> QuerySet[Exam]:
    return Exam.objects.filter(clinic=clinic, uuid=uuid).select_related("sheet", "issued_by").order_by("-version")
