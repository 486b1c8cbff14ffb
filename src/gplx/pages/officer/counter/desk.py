"""The counter: receive a person, take up a draft by its code, go on with what was begun."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from gplx.casework.give_help import give_help
from gplx.casework.receive_at_counter import WORDS, receive_at_counter
from gplx.dossiers.questions import draft_with_code, entrusted_to
from gplx.dossiers.refusals import NotPossibleNow
from gplx.ground.clock import now
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import CLERK
from gplx.pages.kit.page import render
from gplx.pages.officer.counter.forms import HelpCode, Person
from gplx.pages.officer.desk import told, visitor
from gplx.pages.officer.request import request_id_of

MOST = 50


@entry(STAFF, roles=(CLERK,))
@require_http_methods(["GET", "HEAD", "POST"])
def counter_desk(request: HttpRequest) -> HttpResponse:
    """The page; its form receives a person."""
    form = Person(request.POST) if request.method == "POST" else Person()
    if form.is_valid() and form.card:
        visit = receive_at_counter(by=visitor(request), card=form.card, request_id=request_id_of(request))
        return redirect("visit", visit.id)
    return _page(request, form, HelpCode())


@entry(STAFF, roles=(CLERK,))
@require_POST
def take_up(request: HttpRequest) -> HttpResponse:
    """Take up the draft whose owner read out a code."""
    clerk, form = visitor(request), HelpCode(request.POST)
    if form.is_valid():
        code = form.cleaned_data["code"]
        draft = draft_with_code(clerk, code, at=now())
        try:
            if draft:
                give_help(dossier_id=draft.id, by=clerk, request_id=request_id_of(request), code=code)
                return redirect("counter:tasks", draft.id)
        except NotPossibleNow:
            pass
        form.add_error(
            "code", _("Mã không đúng, đã dùng, hết hạn hoặc của Sở khác. Vui lòng nhờ người dân lấy mã mới.")
        )
    return _page(request, Person(), form)


def _page(request: HttpRequest, person: Person, code: HelpCode) -> HttpResponse:
    clerk = visitor(request)
    return render(
        request,
        "officer/counter/desk.html",
        status=400 if person.errors or code.errors else 200,
        told=told(request),
        person=person,
        code=code,
        words=WORDS.format(office=clerk.department.name),
        begun=list(entrusted_to(clerk).order_by("-created_at")[:MOST]),
    )
