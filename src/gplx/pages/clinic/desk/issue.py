"""Issue an exam: one page, a page to check, a signature. Nothing is kept before it is signed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gplx.casework.correct_exam import correct_exam
from gplx.casework.issue_exam import UnableToIssue, issue_exam
from gplx.ground.names import composed
from gplx.health.exams.browser.sheet import Sheet
from gplx.health.exams.models import Exam
from gplx.offices.clinics.held_keys import UnableToSign
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import DOCTOR, Clinic
from gplx.pages.clinic.desk.clinic import is_connected, own_clinic
from gplx.pages.clinic.desk.exams import own_exam
from gplx.pages.clinic.desk.form import ExamForm, first_values, values_of
from gplx.pages.clinic.desk.scanned import from_card
from gplx.pages.clinic.desk.shown import shown
from gplx.pages.kit.page import render
from gplx.pages.officer.desk import Line, tell, visitor
from gplx.pages.officer.request import request_id_of, version_of

FILL, EDIT, SIGN = "fill", "edit", "sign"
Sign = Callable[[Sheet, UUID], Exam]


@entry(STAFF, roles=(DOCTOR,))
@require_http_methods(["GET", "HEAD", "POST"])
def exam_new(request: HttpRequest) -> HttpResponse:
    """A new exam."""
    clinic, doctor = own_clinic(request), visitor(request)

    def sign(sheet: Sheet, uuid: UUID) -> Exam:
        return issue_exam(sheet=sheet, by=doctor, request=uuid)

    return _desk(request, clinic, first_values(clinic), sign)


@entry(STAFF, roles=(DOCTOR,))
@require_http_methods(["GET", "HEAD", "POST"])
def exam_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Correct one that was issued here: a new version, with the reason. What the clinic's own software sent, it corrects itself."""
    clinic, doctor, exam = own_clinic(request), visitor(request), own_exam(request, uuid)
    before = getattr(exam, "sheet", None)
    if before is None:
        raise Http404

    def sign(sheet: Sheet, request_uuid: UUID) -> Exam:
        why = composed(request.POST.get("why", ""))
        seen = version_of(request)
        return correct_exam(exam_uuid=exam.uuid, sheet=sheet, why=why, by=doctor, request=request_uuid, seen=seen)

    return _desk(request, clinic, values_of(Sheet.from_json(before.said)), sign, corrected=exam)


def _desk(
    request: HttpRequest, clinic: Clinic, values: dict[str, Any], sign: Sign, corrected: Exam | None = None
) -> HttpResponse:
    """The form, the page to check, or the signed exam, by the button that was pressed."""
    if not is_connected(clinic):
        return render(request, "clinic/desk/stopped.html", clinic=clinic)
    step = request.POST.get("step", "")
    if request.method != "POST" or step == EDIT:
        return _form(request, ExamForm(clinic=clinic, corrected=corrected, initial=values | _sent(request)), corrected)
    if step == FILL and request.POST.get("qr", "").strip():
        return _filled(request, clinic, values, corrected)
    form = ExamForm(request.POST, clinic=clinic, corrected=corrected)
    if not form.is_valid():
        return _form(request, form, corrected)
    if step == SIGN:
        return _signed(request, form, sign, corrected)
    names = [name for name in (*form.fields, "version") if name != "qr"]
    kept = [(name, one) for name in names for one in request.POST.getlist(name)]
    rows = shown(form.sheet(), on=form.on)
    return render(request, "clinic/desk/check.html", rows=rows, kept=kept, corrected=corrected, clinic=clinic)


def _filled(request: HttpRequest, clinic: Clinic, values: dict[str, Any], corrected: Exam | None) -> HttpResponse:
    """The form again, with what the card says in its places."""
    card, refusal = from_card(request.POST["qr"])
    form = ExamForm(clinic=clinic, corrected=corrected, initial=values | _sent(request) | {"qr": ""} | card)
    return _form(request, form, corrected, scanned=bool(card), refusal=refusal)


def _signed(request: HttpRequest, form: ExamForm, sign: Sign, corrected: Exam | None) -> HttpResponse:
    try:
        exam = sign(form.sheet(), _uuid(request))
    except (UnableToIssue, UnableToSign) as refusal:
        form.add_error(None, gettext(str(refusal)))
        return _form(request, form, corrected)
    done = gettext("Đã ký và phát hành phiếu số %(number)s.") % {"number": exam.number}
    tell(request, Line(text=done))
    return redirect("exam", exam.uuid)


def _form(
    request: HttpRequest, form: ExamForm, corrected: Exam | None, *, scanned: bool = False, refusal: str = ""
) -> HttpResponse:
    status = 400 if form.errors else 200
    told: dict[str, Any] = {"scanned": scanned, "refusal": refusal, "corrected": corrected}
    # The version that was before the doctor's eyes first, also when the form comes back.
    told["seen"] = request.POST.get("version", corrected.version if corrected else "")
    return render(request, "clinic/desk/issue.html", status=status, form=form, **told)


def _sent(request: HttpRequest) -> dict[str, Any]:
    """What was typed so far; of several boxes all that are ticked."""
    several = ("found", "classes")
    return {name: request.POST.getlist(name) if name in several else request.POST[name] for name in request.POST}


def _uuid(request: HttpRequest) -> UUID:
    """The form's own id, by which its second click is known from its first."""
    try:
        return UUID(request_id_of(request))
    except ValueError:
        raise Http404 from None
