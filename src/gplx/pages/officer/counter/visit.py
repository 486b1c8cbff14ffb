"""A person at the counter: which licences the register knows of them, and the draft for one; the slip that they sign."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as say
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gplx.applicants.questions import numbers_of
from gplx.casework.ask_registers import ask_licences
from gplx.casework.start_draft import start_draft
from gplx.dossiers.models import Dossier, Visit
from gplx.dossiers.questions import entrusted_to, open_for, visible_to, visit_at
from gplx.ground.clock import now
from gplx.licences.changes import keep_typed
from gplx.licences.models import Licence
from gplx.licences.questions import licences_of
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import CLERK
from gplx.pages.citizen import waiting
from gplx.pages.citizen.arrival.typed_licence import TypedLicence
from gplx.pages.kit.doors import note_read
from gplx.pages.kit.names import issued_by
from gplx.pages.kit.page import render
from gplx.pages.officer.desk import Line, tell, told, visitor


def _visit(request: HttpRequest, visit_id: UUID) -> Visit:
    """A visit of today at the clerk's department; that its person's data were opened is recorded."""
    visit = visit_at(visitor(request), visit_id)
    if visit is None or visit.at.date() != now().date():
        raise Http404
    note_read(request, subject=f"applicant:{visit.applicant_id}", why="counter")
    return visit


@entry(STAFF, roles=(CLERK,))
@require_safe
def visit(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """The person's licences, one button each."""
    found = _visit(request, visit_id)
    return _page(request, found, TypedLicence(born=found.applicant.born))


@entry(STAFF, roles=(CLERK,))
@require_POST
def visit_start(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """The draft for a licence: the one that there is, or a new one."""
    found = _visit(request, visit_id)
    try:
        licence = licences_of(found.applicant_id).get(id=request.POST.get("licence", ""))
    except (Licence.DoesNotExist, ValidationError) as unknown:
        raise Http404 from unknown
    return _go_on(request, found, start_draft(applicant=found.applicant, licence=licence, visit=found))


@entry(STAFF, roles=(CLERK,))
@require_http_methods(["GET", "HEAD", "POST"])
def visit_type(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Keep a licence that the clerk read off the card, because the register did not give it; its draft begins."""
    found = _visit(request, visit_id)
    person = found.applicant
    form = TypedLicence(born=person.born, data=request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, found, form)
    said = form.cleaned_data
    with transaction.atomic():
        licence = keep_typed(holder=person.id, at=now(), **said)
        ask_licences(applicant=person, occasion=f"typed-{said['number']}", also=(said["number"],))
        dossier = start_draft(applicant=person, licence=licence, visit=found)
    return _go_on(request, found, dossier)


@entry(STAFF, roles=(CLERK,))
@require_safe
def slip(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """The consent on one A5 page, to be signed."""
    found = _visit(request, visit_id)
    return render(request, "officer/counter/slip.html", visit=found, number=numbers_of(found.applicant)[0].number)


def _go_on(request: HttpRequest, found: Visit, dossier: Dossier) -> HttpResponse:
    """To the draft, or to the dossier that is at work already; one that its owner keeps online is opened by their code alone."""
    clerk = visitor(request)
    if entrusted_to(clerk).filter(id=dossier.id).exists():
        return redirect("counter:tasks", dossier.id)
    if visible_to(clerk).filter(id=dossier.id).exists():
        return redirect("dossier", dossier.id)
    text = say(
        "Người này đã có hồ sơ cho giấy phép này trên tài khoản của họ hoặc tại Sở khác. "
        "Nếu là bản nháp, vui lòng nhờ họ bấm “Nhờ cán bộ giúp” rồi đọc mã."
    )
    tell(request, Line(text=text, good=False))
    return redirect("visit", found.id)


def _page(request: HttpRequest, found: Visit, form: TypedLicence) -> HttpResponse:
    lines = waiting.awaited(waiting.latest(f"applicant:{found.applicant_id}"))
    return render(
        request,
        "officer/counter/visit.html",
        status=400 if form.errors else 200,
        refresh_after=waiting.refresh_after(lines),
        told=told(request),
        visit=found,
        person=found.applicant,
        number=numbers_of(found.applicant)[0].number,
        lines=lines,
        searching=any(line.soon for line in lines),
        licences=list(licences_of(found.applicant_id)),
        begun=set(open_for(found.applicant)),
        form=form,
        issued_by=issued_by,
    )
