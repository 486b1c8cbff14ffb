"""How a department's own software is connected: key, address, secret, mode, and the last messages to it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as say
from django.views.decorators.http import require_POST, require_safe

from gplx.casework.change_mode import change_mode
from gplx.casework.tell_software import tell_again, tell_all_again
from gplx.dossiers.refusals import NotComplete
from gplx.ground.clock import now
from gplx.ledger.changes import append
from gplx.offices.api_keys import give_api_key
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import ADMIN, OWN_SOFTWARE
from gplx.offices.software import webhooks
from gplx.offices.software.calls import last_calls
from gplx.pages.kit.page import render
from gplx.pages.officer import words
from gplx.pages.officer.desk import Line, tell, told, visitor
from gplx.pages.officer.request import request_id_of
from gplx.pages.officer.software.forms import AddressForm, ModeForm, SinceForm
from gplx.pages.officer.software.words import MODES, NAMES, answer_of
from gplx.registers.models import ANSWERED, GIVEN_UP, REFUSED, Exchange

SHOWN = 50
_SHOWN_ONCE = "software_secret"


@entry(STAFF, roles=(ADMIN,))
@require_safe
def software(request: HttpRequest) -> HttpResponse:
    """The page."""
    return _page(request)


@entry(STAFF, roles=(ADMIN,))
@require_POST
def new_key(request: HttpRequest) -> HttpResponse:
    """A new key, shown on the next page and never again; the one before opens nothing from now on."""
    department = visitor(request).department
    key = give_api_key(department_id=department.id, user=department.api_user or f"so-{department.id.lower()}")
    _show_once(request, say("Khóa mới của phần mềm"), key)
    _note(request, "give_api_key")
    return redirect("software")


@entry(STAFF, roles=(ADMIN,))
@require_POST
def register_address(request: HttpRequest) -> HttpResponse:
    """Have the software be told at this address."""
    form, department_id = AddressForm(request.POST), visitor(request).department_id
    if not form.is_valid():
        return _page(request, address=form)
    try:
        secret = webhooks.register(department_id=department_id, address=form.cleaned_data["address"])
    except webhooks.UnableToRegister as unable:
        form.add_error("address", say(str(unable)))
        return _page(request, address=form)
    if secret:
        _show_once(request, say("Bí mật để kiểm tra chữ ký"), secret)
    _note(request, "register_webhook")
    tell(request, Line(text=say("Đã ghi địa chỉ nhận tin. GPLX báo mọi bước từ bây giờ.")))
    return redirect("software")


@entry(STAFF, roles=(ADMIN,))
@require_POST
def new_secret(request: HttpRequest) -> HttpResponse:
    """A new secret; both sign for a while."""
    department_id = visitor(request).department_id
    if webhooks.webhook_of(department_id) is not None:
        _show_once(request, say("Bí mật mới để kiểm tra chữ ký"), webhooks.rotate(department_id=department_id))
        _note(request, "rotate_webhook")
    return redirect("software")


@entry(STAFF, roles=(ADMIN,))
@require_POST
def stop_telling(request: HttpRequest) -> HttpResponse:
    """Tell the software nothing more."""
    webhooks.stop(department_id=visitor(request).department_id)
    _note(request, "stop_webhook")
    tell(request, Line(text=say("Đã ngừng báo tin cho phần mềm của Sở.")))
    return redirect("software")


@entry(STAFF, roles=(ADMIN,))
@require_POST
def send_one_again(request: HttpRequest, exchange_id: int) -> HttpResponse:
    """Tell one act again."""
    department_id, request_id = visitor(request).department_id, request_id_of(request)
    return _sent(request, tell_again(department_id=department_id, exchange_id=exchange_id, request_id=request_id))


@entry(STAFF, roles=(ADMIN,))
@require_POST
def send_all_again(request: HttpRequest) -> HttpResponse:
    """Tell everything again since a moment."""
    form, request_id = SinceForm(request.POST), request_id_of(request)
    if not form.is_valid():
        return _page(request, since=form)
    department_id = visitor(request).department_id
    return _sent(request, tell_all_again(department_id=department_id, since=form.moment(), request_id=request_id))


@entry(STAFF, roles=(ADMIN,))
@require_POST
def new_mode(request: HttpRequest) -> HttpResponse:
    """Change where the department works on its dossiers."""
    form = ModeForm(request.POST)
    if not form.is_valid():
        return _page(request, mode=form)
    try:
        department = change_mode(by=visitor(request), **form.cleaned_data)
    except NotComplete as refusal:
        form.add_error(None, say(str(refusal)))
        return _page(request, mode=form)
    tell(request, Line(text=say("Từ bây giờ: %(mode)s.") % {"mode": MODES[department.mode]}))
    return redirect("software")


def _sent(request: HttpRequest, count: int) -> HttpResponse:
    if count:
        tell(request, Line(text=say("Đang gửi lại %(n)s tin.") % {"n": count}))
    else:
        tell(request, Line(text=say("Không có tin nào cần gửi lại, hoặc tin đang trên đường."), good=False))
    return redirect("software")


def _page(request: HttpRequest, **failed: Any) -> HttpResponse:
    department = visitor(request).department
    department.refresh_from_db()
    hook = webhooks.webhook_of(department.id)
    deliveries = Exchange.objects.filter(about=f"webhook:{department.id}").order_by("-id")[:SHOWN]
    forms: dict[str, Any] = {
        "address": failed.get("address") or AddressForm(initial={"address": hook.address if hook else ""}),
        "mode": failed.get("mode") or ModeForm(initial={"mode": department.mode}),
        "since": failed.get("since") or SinceForm(),
    }
    return render(
        request,
        "officer/software/connection.html",
        status=400 if failed else 200,
        told=told(request),
        department=department,
        secret=None if request.method == "POST" else request.session.pop(_SHOWN_ONCE, None),
        base=settings.BASE_URL,
        modes=MODES,
        own_software=OWN_SOFTWARE,
        hook=hook,
        both_until=hook.before_until if hook and hook.before_until and hook.before_until > now() else None,
        deliveries=[(one, words.EXCHANGES[one.state], answer_of(one)) for one in deliveries],
        endable=(ANSWERED, GIVEN_UP, REFUSED),
        done=words.DONE,
        states=words.STATES,
        calls=[(call, _call_name(call.operation)) for call in last_calls(department)],
        failed=next(iter(failed.values()), None),
        **forms,
    )


def _call_name(operation: str) -> Any:
    return NAMES.get(operation) or words.DONE.get(operation) or operation


def _show_once(request: HttpRequest, title: str, secret: str) -> None:
    request.session[_SHOWN_ONCE] = {"title": title, "text": secret}


def _note(request: HttpRequest, act: str) -> None:
    officer = visitor(request)
    subject, actor = f"department:{officer.department_id}", f"officer:{officer.pk}"
    append(subject=subject, kind="act", act=act, actor=actor, at=now(), details={})
