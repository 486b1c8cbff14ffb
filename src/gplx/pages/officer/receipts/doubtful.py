"""Payments that somebody should look at: told with a wrong amount and not paid since, or paid and without a receipt."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gplx.fees.doubtful import Doubtful, doubtful_at
from gplx.fees.models import ONLINE, PULLED, VNPAY
from gplx.fees.questions import WRONG_AMOUNT
from gplx.fees.receipts.questions import numbers_left, without_receipt
from gplx.fees.refused import FORGED, UNKNOWN, Refused, refused_words
from gplx.ground.money import in_words_of_digits
from gplx.offices.entry import STAFF, entry
from gplx.offices.models import ACCOUNTANT, CLERK, LEADER, OFFICE_ROLES
from gplx.offices.questions import has_role
from gplx.pages.kit.fields import Text
from gplx.pages.kit.page import render
from gplx.pages.officer.desk import visitor

NOBODY = _("Không rõ")
GATEWAYS: dict[str, Text] = {
    ONLINE: _("Nền tảng thanh toán"),
    VNPAY: _("Cổng thanh toán VNPay"),
    PULLED: _("Trang thanh toán của Cổng Dịch vụ công"),
}
REFUSALS: dict[str, Text] = {
    FORGED: _("Giả mạo: sai mã xác thực hoặc khóa"),
    WRONG_AMOUNT: _("Sai số tiền, loại tiền hoặc đối tác"),
    UNKNOWN: _("Không có mã tham chiếu này"),
}
# What one page shows, the newest first.
MOST = 100


@dataclass(frozen=True, kw_only=True)
class Row:
    """A payment that was told with a wrong amount."""

    doubtful: Doubtful
    told: str


@entry(STAFF, roles=(CLERK, LEADER, ACCOUNTANT))
@require_safe
def doubtful_payments(request: HttpRequest) -> HttpResponse:
    """The page, for the officer's own department. Dossiers are opened by those alone who work on them."""
    officer = visitor(request)
    department = officer.department
    waiting = without_receipt().filter(dossier__department=department).select_related("dossier")
    return render(
        request,
        "officer/receipts/doubtful.html",
        rows=[_row(one) for one in doubtful_at(department, most=MOST)],
        waiting=list(waiting[:MOST]),
        refused=refused_rows(refused_words(department_id=department.id)),
        opens=has_role(officer, *OFFICE_ROLES),
        numbers_left=numbers_left().get(department.id, 0),
    )


def refused_rows(found: list[Refused]) -> list[tuple[Text, Text, Refused]]:
    """Each with its gateway and the reason in words."""
    return [(GATEWAYS.get(one.method, NOBODY), REFUSALS[one.result], one) for one in found]


def _row(one: Doubtful) -> Row:
    return Row(doubtful=one, told=in_words_of_digits(one.amount_told) if one.amount_told is not None else "–")
