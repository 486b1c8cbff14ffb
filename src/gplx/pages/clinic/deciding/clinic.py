"""One clinic before its health office: what it says of itself, what was decided, what can be decided now."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from gplx.ground.clock import now
from gplx.ground.names import composed
from gplx.ledger.changes import append
from gplx.ledger.questions import history
from gplx.offices.clinics.activating import give_activation
from gplx.offices.clinics.deciding import (
    DECISIONS,
    LONGEST_REASON,
    UnableToDecide,
    clinics_of,
    decide,
    possible,
)
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import HEALTH_OFFICE, Clinic
from gplx.pages.clinic.words import HAPPENED, STATES, groups
from gplx.pages.kit.fields import words
from gplx.pages.kit.page import render
from gplx.pages.officer.desk import Line, tell, told, visitor

DONE = {
    "approve": _("Đã phê duyệt cơ sở."),
    "refuse": _("Đã từ chối đăng ký."),
    "suspend": _("Đã tạm dừng kết nối."),
    "resume": _("Đã cho kết nối lại."),
}


class Reason(forms.Form):
    """Why, so that the clinic knows what to do."""

    reason = words(label=_("Lý do"), longest=LONGEST_REASON, help_text=_("Cơ sở đọc được lý do này."))

    def __init__(self, act: str) -> None:
        super().__init__(auto_id=f"{act}_%s")


@entry(STAFF, roles=(HEALTH_OFFICE,))
@require_safe
def clinic_page(request: HttpRequest, clinic_id: str) -> HttpResponse:
    """The clinic with its history."""
    clinic = clinic_at_hand(request, clinic_id)
    acts = possible(clinic)
    return render(
        request,
        "clinic/deciding/clinic.html",
        told=told(request),
        clinic=clinic,
        stands=STATES[clinic.state],
        classes=[groups().get(str(group), str(group)) for group in clinic.groups],
        doctors=list(clinic.doctors.order_by("username")),
        plain=[act for act in acts if not DECISIONS[act].needs_reason],
        reasoned={act: Reason(act) for act in acts if DECISIONS[act].needs_reason},
        happened=[(HAPPENED[one.act], one) for one in history(subject=clinic.subject) if one.act in HAPPENED],
    )


@entry(STAFF, roles=(HEALTH_OFFICE,))
@require_POST
def decide_clinic(request: HttpRequest, clinic_id: str, act: str) -> HttpResponse:
    """Take a decision."""
    if act not in DECISIONS:
        raise Http404
    clinic = clinic_at_hand(request, clinic_id)
    reason = composed(request.POST.get("reason", ""))
    try:
        decide(clinic_id=clinic.id, act=act, by=visitor(request), reason=reason, at=now())
    except UnableToDecide as refusal:
        tell(request, Line(text=gettext(str(refusal)), good=False))
    else:
        tell(request, Line(text=str(DONE[act])))
    return redirect("clinic", clinic_id)


@entry(STAFF, roles=(HEALTH_OFFICE,))
@require_POST
def new_code(request: HttpRequest, clinic_id: str) -> HttpResponse:
    """A new code for the account of the responsible doctor, where the first was lost or the doctor has changed phones."""
    clinic = clinic_at_hand(request, clinic_id)
    doctor = clinic.doctors.order_by("username").first()
    if doctor is None:
        raise Http404
    code = give_activation(doctor, at=now())
    actor = f"officer:{visitor(request).pk}"
    append(subject=clinic.subject, kind="act", act="new_code", actor=actor, at=now(), details={})
    text = gettext("Mã kích hoạt mới của %(name)s: %(code)s. Mã chỉ hiện một lần này.")
    tell(request, Line(text=text % {"name": doctor.username, "code": code}))
    return redirect("clinic", clinic_id)


def clinic_at_hand(request: HttpRequest, clinic_id: str) -> Clinic:
    """A clinic of the health office's own province; any other does not exist (``Http404``)."""
    clinic = clinics_of(visitor(request)).select_related("decided_by").filter(id=clinic_id).first()
    if clinic is None:
        raise Http404
    return clinic
