"""How the clinic's own software is connected: its way in, its certificates, and the last calls that it made."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from gplx.ground.clock import now
from gplx.health.exams.questions import last_calls
from gplx.health.exams.told import Part
from gplx.ledger.changes import append
from gplx.offices.clinics.certificates import LARGEST, UnableToRegister, register, revoke
from gplx.offices.clinics.login import give_login
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import DOCTOR, Clinic
from gplx.pages.clinic.desk.clinic import own_clinic
from gplx.pages.clinic.desk.trial import Trial, tried
from gplx.pages.kit.fields import upload
from gplx.pages.kit.page import render
from gplx.pages.officer.desk import Line, tell, told, visitor

SHOWN_CALLS = 20
_SHOWN_ONCE = "gateway_password"


class NewCertificate(forms.Form):
    """The certificate of the clinic's signing key."""

    file = upload(label=_("Chứng thư số của cơ sở (.cer, .crt hoặc .pem)"))


@entry(STAFF, roles=(DOCTOR,))
@require_http_methods(["GET", "HEAD", "POST"])
def connection(request: HttpRequest) -> HttpResponse:
    """The page; a message sent from it is looked at as the gateway's test call would, and nothing is kept of it."""
    clinic = own_clinic(request)
    trial = Trial(request.POST if request.method == "POST" else None)
    parts = tried(trial, clinic=clinic, by=visitor(request), at=now()) if trial.is_valid() else None
    return _page(request, clinic, trial=trial, parts=parts)


@entry(STAFF, roles=(DOCTOR,))
@require_POST
def new_password(request: HttpRequest) -> HttpResponse:
    """A new password for the clinic's software, shown on the next page and never again; the one before stops working at once."""
    clinic = own_clinic(request)
    request.session[_SHOWN_ONCE] = give_login(clinic)
    _note(request, clinic, "password")
    return redirect("connection")


@entry(STAFF, roles=(DOCTOR,))
@require_POST
def add_certificate(request: HttpRequest) -> HttpResponse:
    """Take a certificate beside those that are there."""
    clinic, form = own_clinic(request), NewCertificate(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            register(clinic=clinic, data=file.read(LARGEST + 1), at=now())
        except UnableToRegister as refusal:
            form.add_error("file", gettext(str(refusal)))
        else:
            _note(request, clinic, "certificate")
            tell(request, Line(text=gettext("Đã thêm chứng thư số.")))
            return redirect("connection")
    return _page(request, clinic, certificate=form)


@entry(STAFF, roles=(DOCTOR,))
@require_POST
def retire_certificate(request: HttpRequest) -> HttpResponse:
    """From now on nothing that this certificate signs is taken; what was taken stays."""
    clinic, fingerprint = own_clinic(request), request.POST.get("fingerprint", "")
    if clinic.certificates.filter(fingerprint=fingerprint, revoked_at=None).exists():
        revoke(clinic=clinic, fingerprint=fingerprint, at=now())
        _note(request, clinic, "retire")
        tell(request, Line(text=gettext("Đã ngừng dùng chứng thư số. Phiếu đã nhận trước đây không thay đổi.")))
    return redirect("connection")


def _page(
    request: HttpRequest,
    clinic: Clinic,
    *,
    trial: Trial | None = None,
    parts: list[Part] | None = None,
    certificate: NewCertificate | None = None,
) -> HttpResponse:
    clinic.refresh_from_db()
    return render(
        request,
        "clinic/desk/connection.html",
        told=told(request),
        clinic=clinic,
        address=f"{settings.BASE_URL}/api/hssk/gksk",
        password=request.session.pop(_SHOWN_ONCE, "") if request.method != "POST" else "",
        certificates=list(clinic.certificates.select_related("held_key").order_by("revoked_at", "-id")),
        calls=last_calls(clinic, at_most=SHOWN_CALLS),
        trial=trial or Trial(),
        parts=parts,
        form=certificate or NewCertificate(),
        now=now(),
    )


def _note(request: HttpRequest, clinic: Clinic, act: str) -> None:
    actor = f"officer:{visitor(request).pk}"
    append(subject=clinic.subject, kind="act", act=act, actor=actor, at=now(), details={})
