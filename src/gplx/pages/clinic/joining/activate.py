"""See what became of the application; once approved, give the doctor's account its password and second factor."""

from base64 import b32encode
from typing import Any

import segno
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gplx.ground.clock import now
from gplx.offices.clinics.activating import UnableToActivate, activate, activation_of, device_of, prepare_device
from gplx.offices.entry import PUBLIC, entry
from gplx.offices.models import APPROVED, Activation
from gplx.pages.clinic.words import STATES
from gplx.pages.kit.fields import words
from gplx.pages.kit.page import render

_OPENED = "activation"
SHORTEST_PASSWORD = 10


class Opening(forms.Form):
    """What was shown when the clinic registered."""

    clinic = words(label=_("Mã cơ sở khám chữa bệnh"), longest=5)
    code = words(
        label=_("Mã kích hoạt"), longest=40, help_text=_("Đã hiện khi đăng ký. Nếu mất mã, Sở Y tế cấp mã mới.")
    )


class Secrets(forms.Form):
    """A password of the doctor's own, and the proof that the app shows the right codes."""

    password = words(
        label=_("Mật khẩu mới"), longest=200, help_text=_("Ít nhất 10 ký tự. Một câu dễ nhớ là mật khẩu tốt.")
    )
    again = words(label=_("Nhắc lại mật khẩu"), longest=200)
    token = words(label=_("Mã xác nhận"), longest=6, help_text=_("6 chữ số đang hiện trong ứng dụng xác thực."))

    def clean_password(self) -> str:
        """Long enough."""
        password = str(self.cleaned_data["password"])
        if len(password) < SHORTEST_PASSWORD:
            raise forms.ValidationError(_("Mật khẩu cần ít nhất 10 ký tự."))
        return password

    def clean(self) -> dict[str, Any]:
        """Typed twice alike."""
        said = super().clean() or {}
        if "password" in said and "again" in said and said["password"] != said["again"]:
            self.add_error("again", _("Hai lần nhập mật khẩu không giống nhau. Vui lòng nhập lại."))
        return said

    def forget(self) -> None:
        """Shown again, the form holds no secret."""
        self.data = {}


@entry(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """Ask for the code; it tells how the application stands, or opens the next page."""
    form = Opening(request.POST if request.method == "POST" else None)
    found = None
    if form.is_valid():
        found = activation_of(clinic_id=form.cleaned_data["clinic"].strip(), code=form.cleaned_data["code"])
        if found is None:
            form.add_error(None, _("Mã cơ sở hoặc mã kích hoạt không đúng, hoặc mã đã được dùng. Vui lòng xem lại."))
        elif found.officer.clinic and found.officer.clinic.state == APPROVED:
            prepare_device(found.officer)
            request.session.flush()
            request.session[_OPENED] = found.digest
            return redirect("set_secrets")
    clinic = found.officer.clinic if found else None
    stands = STATES[clinic.state] if clinic else None
    return render(request, "clinic/joining/activate.html", form=form, clinic=clinic, stands=stands)


@entry(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def set_secrets(request: HttpRequest) -> HttpResponse:
    """The QR for the authenticator app, the password, and one code as a proof."""
    opened = Activation.objects.select_related("officer__clinic").filter(digest=request.session.get(_OPENED, ""))
    activation = opened.filter(officer__clinic__state=APPROVED).first()
    device = device_of(activation.officer) if activation else None
    if activation is None or device is None:
        return redirect("activate")
    form = Secrets(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            activate(activation, password=said["password"], token=said["token"], at=now())
        except UnableToActivate as refusal:
            form.add_error("token", gettext(str(refusal)))
        else:
            request.session.flush()
            return redirect("staff_sign_in")
    form.forget()
    return render(
        request,
        "clinic/joining/secrets.html",
        form=form,
        doctor=activation.officer,
        secret=b32encode(device.bin_key).decode(),
        secret_qr=segno.make(device.config_url, micro=False).svg_data_uri(scale=4, border=2),
    )
