"""What is still awaited of the agencies, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gplx.pages.kit.fields import Text
from gplx.registers.models import Exchange

AGENCIES = {
    "licences": _("Cơ sở dữ liệu giấy phép lái xe"),
    "health": _("Cơ sở dữ liệu khám sức khỏe lái xe"),
    "police": _("Cục Cảnh sát giao thông"),
    "inspectorate": _("Thanh tra giao thông"),
    "payments": _("Nền tảng thanh toán trực tuyến"),
    "vnpay": _("Cổng thanh toán VNPay"),
    "scanner": _("Hệ thống kiểm tra vi-rút"),
}
# How often the page looks again while an answer may come at any moment, in seconds.
SOON = 1


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """One agency: who it is, what is the matter, whether it has answered; ``soon`` while its first try is under way."""

    who: Text
    text: Text
    done: bool
    soon: bool


def latest(about: str) -> list[Exchange]:
    """The last question to each agency about a person or a dossier (``applicant:<uuid>``, ``dossier:<uuid>``)."""
    return list(
        Exchange.objects.filter(about=about, register__in=AGENCIES).order_by("register", "-id").distinct("register")
    )


def awaited(exchanges: Iterable[Exchange]) -> list[Awaited]:
    """Each question as a line."""
    return [_line(exchange) for exchange in exchanges]


def refresh_after(lines: Iterable[Awaited]) -> int | None:
    """When to look again: soon while a first answer is under way; a page that waits longer is not kept turning."""
    return SOON if any(line.soon for line in lines) else None


def _line(exchange: Exchange) -> Awaited:
    text: Text = _("đã trả lời")
    if exchange.is_awaited:
        text = _("đang tra cứu") if exchange.attempts <= 1 else _("chưa trả lời, hệ thống tự hỏi lại")
    elif exchange.answer is None:
        text = _("không trả lời; cán bộ sẽ xác minh")
    soon = exchange.is_awaited and not exchange.error
    return Awaited(who=AGENCIES[exchange.register], text=text, done=exchange.answer is not None and not soon, soon=soon)
