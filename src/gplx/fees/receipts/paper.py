"""The receipt as PDF (typst): form C1-10/NS in its substance, the amount in words, a QR that leads to the public check."""

import io
import json
from pathlib import Path

import fontpkg_be_vietnam_pro
import segno
import typst
from django.conf import settings
from django.urls import reverse

from gplx.fees.models import FeeReceipt
from gplx.ground.clock import HANOI
from gplx.ground.money import in_words, in_words_of_digits

TEMPLATE = Path(__file__).with_name("receipt.typ")
METHODS = {
    "platform": "Nền tảng thanh toán của Cổng Dịch vụ công Quốc gia",
    "vnpay": "Cổng thanh toán VNPay",
    "pull": "Trang thanh toán của Cổng Dịch vụ công Quốc gia",
    "cash": "Tiền mặt tại bộ phận Một cửa",
}


def check_address(receipt: FeeReceipt) -> str:
    """Where anybody sees whether a receipt is one of ours, and still valid."""
    return settings.BASE_URL + reverse("check_receipt", args=[receipt.code])


def receipt_pdf(receipt: FeeReceipt) -> bytes:
    """The PDF; what people wrote goes in as data and cannot become a part of the template."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(fontpkg_be_vietnam_pro.ROOT)])
    told = json.dumps(_told(receipt), ensure_ascii=False)
    made = typst.compile(TEMPLATE, font_paths=fonts, sys_inputs={"told": told, "qr": _qr(check_address(receipt))})
    if not isinstance(made, bytes):
        raise TypeError("a receipt is one PDF")
    return made


def _told(receipt: FeeReceipt) -> dict[str, object]:
    department, dossier = receipt.series.department, receipt.payment.dossier
    at = receipt.issued_at.astimezone(HANOI)
    replaced = receipt.replaces
    return {
        "department": department.name,
        "province": department.province_name,
        "symbol": receipt.series.symbol,
        "number": receipt.written_number,
        "payer": receipt.payer,
        "address": receipt.payer_address,
        "dossier": dossier.code or "",
        "what_for": receipt.what_for,
        "article": receipt.article,
        "amount": in_words_of_digits(receipt.amount),
        "words": in_words(receipt.amount),
        "method": METHODS.get(receipt.payment.method, receipt.payment.method),
        "transaction": receipt.payment.transaction,
        "day": [f"{at:%d}", f"{at:%m}", f"{at:%Y}"],
        "replaces": f"{replaced.series.symbol} số {replaced.written_number}" if replaced else "",
        "check": check_address(receipt),
        "practice": settings.PRACTICE,
    }


def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, micro=False, error="m").save(drawn, kind="svg", border=0, scale=4)
    return drawn.getvalue().decode()
