"""Money that goes back: how much, why, where it stands, and the account that it goes to."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gplx.casework.name_refund_account import name_refund_account
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.fees.refunds.models import ACCOUNT, BEFORE_ORDER, CHECK, ORDERED, PAID, READY, Refund
from gplx.fees.refunds.questions import refunds_of
from gplx.offices.entry import CITIZEN, entry
from gplx.pages.citizen import words as citizen_words
from gplx.pages.citizen.visitor import own_dossier, visitor
from gplx.pages.kit.fields import Text, words
from gplx.pages.kit.page import render
from gplx.rules.refunds import WORDS

STANDS: dict[str, tuple[Text, str]] = {
    ACCOUNT: (_("Chờ ông/bà xác nhận tài khoản"), "orange"),
    CHECK: (_("Sở đang kiểm tra chủ tài khoản"), "blue"),
    READY: (_("Chờ Sở lập lệnh hoàn trả"), "blue"),
    ORDERED: (_("Kho bạc đang hoàn trả"), "blue"),
    PAID: (_("Đã hoàn trả"), "green"),
}


WRONG = _("Vui lòng kiểm tra: tên ngân hàng, số tài khoản (6 đến 24 chữ số) và họ tên chủ tài khoản.")


class Account(forms.Form):
    """Where the money goes."""

    bank = words(
        label=_("Ngân hàng"), longest=80, help_text=_("Ví dụ: Ngân hàng Đầu tư và Phát triển, chi nhánh Hà Nội")
    )
    account = words(label=_("Số tài khoản"), longest=30)
    holder = words(
        label=_("Họ tên chủ tài khoản"),
        longest=80,
        help_text=_(
            "Như ngân hàng ghi, có dấu hay không đều được. Tên khác với tên ông/bà thì Sở kiểm tra trước khi hoàn."
        ),
    )


@entry(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def refund(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The page; its form names the account, once or again until the treasury has the order."""
    dossier = own_dossier(request, dossier_id)
    found = refunds_of(dossier)
    if not found:
        return redirect(citizen_words.next_page(dossier))
    form = Account(request.POST if request.method == "POST" else None, initial=_known(dossier, found))
    if request.method == "POST" and _is_named(form, request, dossier):
        return redirect("refund_of", dossier.id)
    return render(
        request,
        "citizen/following/refund.html",
        status=400 if form.errors else 200,
        dossier=dossier,
        refunds=[(one, STANDS[one.state], why(one)) for one in found],
        form=form if any(one.state in BEFORE_ORDER for one in found) else None,
        waits=any(one.state == ACCOUNT for one in found),
    )


def why(refund: Refund) -> str:
    """The reason as the law gives it, in the language of the page."""
    return next(text for why, text in WORDS.items() if why == refund.why)[1 if get_language() == "en" else 0]


def _is_named(form: Account, request: HttpRequest, dossier: Dossier) -> bool:
    if not form.is_valid():
        return False
    try:
        name_refund_account(dossier_id=dossier.id, by=visitor(request), **form.cleaned_data)
    except NotComplete:
        form.add_error(None, WRONG)
        return False
    return True


def _known(dossier: Dossier, found: list[Refund]) -> dict[str, Any]:
    """What was named before; of somebody who named nothing yet, the name."""
    last = next((one for one in reversed(found) if one.account), None)
    if last is None:
        return {"holder": dossier.applicant.name}
    return {"bank": last.bank, "account": last.account, "holder": last.holder}
