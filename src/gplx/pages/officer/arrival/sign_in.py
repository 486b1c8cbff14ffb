"""Officers sign in with a password and the code of their second factor; each failure makes the next try wait longer."""

import time
from math import ceil

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as trust_device
from django_otp.plugins.otp_totp.models import TOTPDevice

from gplx.offices.entry import PUBLIC, entry
from gplx.offices.models import Officer
from gplx.offices.practice import KNOWN_TO_ALL, practice_officers, unused_code
from gplx.pages.kit.fields import words
from gplx.pages.kit.home import home_of
from gplx.pages.kit.page import render
from gplx.pages.officer.arrival.practice_offices import practice_offices
from gplx.pages.officer.arrival.second_factor import count_failure, device_of, is_right, waits_until
from gplx.pages.public.language import inside


class SignIn(forms.Form):
    """What an officer knows, and what the officer has."""

    username = words(label=_("Tên đăng nhập"), longest=40)
    password = words(label=_("Mật khẩu"), longest=200)
    code = words(label=_("Mã xác nhận"), longest=6, help_text=_("6 chữ số trong ứng dụng xác thực."))

    def forget_secrets(self) -> None:
        """Shown again, the form holds neither password nor code."""
        self.data = {**dict(self.data.items()), "password": "", "code": ""}


@entry(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page, and what is sent from it."""
    if request.method != "POST":
        return _page(request, SignIn(initial=_practice(request.GET.get("tai-khoan", ""))))
    form = SignIn(request.POST)
    found = _find(request, form) if form.is_valid() else None
    if found is None:
        form.forget_secrets()
        return _page(request, form)
    officer, device = found
    request.session.flush()  # nothing of another visitor, a citizen or an officer, goes along
    login(request, officer)
    trust_device(request, device)
    return redirect(_then(request, officer))


@entry(PUBLIC)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave."""
    request.session.flush()
    return redirect("staff_sign_in")


@transaction.atomic
def _find(request: HttpRequest, form: SignIn) -> tuple[Officer, TOTPDevice] | None:
    """Who it is, when both factors are right; else the form says what to do."""
    said = form.cleaned_data
    device = device_of(said["username"])
    until = waits_until(device)
    if until is not None:
        seconds = max(1, ceil((until - timezone.now()).total_seconds()))
        form.add_error(None, say("Đã thử sai nhiều lần. Vui lòng đợi %(n)s giây rồi thử lại.") % {"n": seconds})
        return None
    officer = authenticate(request, username=said["username"], password=said["password"])
    if isinstance(officer, Officer) and device is not None and is_right(device, said["code"]):
        return officer, device
    if device is not None and officer is None:
        count_failure(device)
    form.add_error(None, _("Tên đăng nhập, mật khẩu hoặc mã xác nhận không đúng. Vui lòng kiểm tra và thử lại."))
    return None


def _then(request: HttpRequest, officer: Officer) -> str:
    wanted = request.POST.get("next", "")
    if wanted and wanted != reverse("queue") and inside(wanted) == wanted:
        return wanted
    return home_of(officer)


def _practice(username: str) -> dict[str, str]:
    """In the practice world the form is filled in for the account that was chosen."""
    officer = practice_officers().filter(username=username).first() if settings.PRACTICE else None
    if officer is None:
        return {}
    return {"username": username, "password": KNOWN_TO_ALL, "code": unused_code(officer, at=time.time())}


def _page(request: HttpRequest, form: SignIn) -> HttpResponse:
    offices = practice_offices() if settings.PRACTICE else []
    then = request.POST.get("next") or request.GET.get("next", "")
    status = 400 if form.errors else 200
    return render(
        request,
        "officer/arrival/sign_in.html",
        status=status,
        form=form,
        then=then,
        offices=offices,
        known_to_all=KNOWN_TO_ALL if settings.PRACTICE else "",
    )
