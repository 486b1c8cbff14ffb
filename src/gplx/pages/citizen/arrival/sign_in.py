"""Sign in through the national portal, once, and come back to where one was."""

from contextlib import suppress
from datetime import date
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gplx.applicants.changes import welcome
from gplx.applicants.models import Applicant
from gplx.casework.ask_registers import ask_licences
from gplx.casework.join_visits import join_visits
from gplx.ground.clock import now
from gplx.offices.entry import PUBLIC, entry
from gplx.pages.kit.jinja import request_id
from gplx.pages.kit.page import render
from gplx.pages.public.language import inside
from gplx.registers import signin
from gplx.registers.signin.port import CitizenClaims, Transaction, UnableToSignIn

LEAVING, VISITOR, PROOF = "sign_in", "citizen", "portal_proof"
WHY_NOT = {
    "cancelled": _("Ông/bà đã dừng đăng nhập. Khi nào sẵn sàng, vui lòng bấm nút để đăng nhập lại."),
    "stale": _("Lần đăng nhập này đã quá lâu hoặc mở ở cửa sổ khác. Vui lòng đăng nhập lại."),
    "untrusted": _("Không xác nhận được câu trả lời của Cổng Dịch vụ công Quốc gia. Vui lòng đăng nhập lại."),
    "not_a_citizen": _("Tài khoản này của doanh nghiệp hoặc tổ chức. Vui lòng đăng nhập bằng tài khoản công dân."),
    "unavailable": _(
        "Cổng Dịch vụ công Quốc gia đang không trả lời. Hồ sơ đã lưu vẫn còn: vui lòng thử lại sau ít phút."
    ),
    "incomplete": _(
        "Tài khoản trên Cổng chưa có ngày sinh hoặc giới tính. Vui lòng bổ sung trên Cổng rồi đăng nhập lại."
    ),
}


@entry(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page with the one button; pressed, it leads to the portal."""
    if request.method == "POST":
        return _leave(request, inside(request.POST.get("next") or "/cua-toi"))
    return _page(request, inside(request.GET.get("next") or "/cua-toi"))


@entry(PUBLIC, writes_on_get=True)
@require_GET
def signed_in(request: HttpRequest) -> HttpResponse:
    """Back from the portal: who is it? The licence register is asked at once, so that it answers before it is needed."""
    kept = request.session.pop(LEAVING, None)
    if kept is None:
        return _page(request, "/cua-toi", "stale")
    transaction = msgspec.convert(kept, Transaction)
    try:
        claims = signin.sign_in().finish(transaction=transaction, answer=request.GET.dict())
    except UnableToSignIn as refusal:
        return _page(request, transaction.next, refusal.reason)
    if claims.born is None or claims.sex is None:
        return _page(request, transaction.next, "incomplete")
    request.session.flush()  # nothing of another visitor, a citizen or an officer, goes along
    applicant = _welcome(claims, claims.born, claims.sex)
    join_visits(applicant=applicant)
    request.session[VISITOR], request.session[PROOF] = str(applicant.id), claims.proof
    ask_licences(applicant=applicant, occasion=request_id())
    return redirect(transaction.next)


@entry(PUBLIC)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave here, and at the portal too, where it can be reached; drafts stay."""
    proof = request.session.get(PROOF)
    request.session.flush()
    if proof:
        with suppress(UnableToSignIn):
            return redirect(signin.sign_in().leave(proof=proof, back=f"{settings.BASE_URL}/"))
    return redirect("home")


def _leave(request: HttpRequest, then: str) -> HttpResponse:
    try:
        address, transaction = signin.sign_in().begin(redirect_uri=f"{settings.BASE_URL}/dang-nhap/xong", next=then)
    except UnableToSignIn as refusal:
        return _page(request, then, refusal.reason)
    request.session[LEAVING] = msgspec.to_builtins(transaction)
    return redirect(address)


def _page(request: HttpRequest, then: str, reason: str = "") -> HttpResponse:
    status = 503 if reason == "unavailable" else 400 if reason else 200
    values: dict[str, Any] = {"then": then, "problem": WHY_NOT.get(reason)}
    return render(request, "citizen/arrival/sign_in.html", status=status, **values)


def _welcome(claims: CitizenClaims, born: date, sex: str) -> Applicant:
    contact = {"email": claims.email or "", "phone": claims.phone or "", "address": claims.address or ""}
    return welcome(
        tech_id=claims.tech_id,
        name=claims.name,
        born=born,
        sex=sex,
        numbers=tuple(filter(None, (claims.number12, claims.number9, claims.passport))),
        contact=contact,
        assurance=(claims.level or "")[:8],
        at=now(),
    )
