"""The portal asks by itself what there is to pay for a dossier (*dptracuuthanhtoanhs*), and tells that it was paid.

Codes: of the question 1 to be paid, 0 nothing to pay, -1 error; of the result "0" taken (also again), "-1" not.
"""

import base64
import binascii
import hmac
import ipaddress
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from msgspec import Struct, field

from gplx.api.body import UnableToRead, read
from gplx.casework.keep_bill import keep_bill
from gplx.casework.pay import ACCEPTED, UNKNOWN, WRONG_AMOUNT
from gplx.casework.pay_pulled import Pulled, bill_for, pay_pulled
from gplx.dossiers.models import Dossier
from gplx.fees.models import PULLED
from gplx.fees.refused import note_forged
from gplx.ground.clock import now
from gplx.ledger.changes import append
from gplx.offices.entry import SYSTEM, entry
from gplx.registers.payments.wire import receipt_fields

LARGEST_RESULT = 3_000_000  # bytes: it may carry the portal's receipt
NOT_LET_IN = "Không được phép tra cứu."
NO_DOSSIER = "Không có hồ sơ này."
WHY = "Cổng Dịch vụ công hỏi khoản phải nộp"
_SAID = {
    ACCEPTED: "Đã ghi nhận thanh toán",
    UNKNOWN: "Không có khoản phải nộp này",
    WRONG_AMOUNT: "Sai số tiền",
}

log = structlog.get_logger()


class Question(Struct, frozen=True):
    """Which dossier."""

    code: str = field(name="MaHoSo")


class Result(Struct, frozen=True):
    """What was paid, and the portal's receipt for it."""

    code: str = field(name="MaHoSo")
    reference: str = field(name="MaTraCuuTT")
    amount: int | str = field(name="SoTien")
    transaction: str = field(name="MaGiaoDich")
    receipt_number: str = field(name="SOBIENLAI", default="")
    receipt_day: str = field(name="NGAYBIENLAI", default="")
    receipt_address: str = field(name="URLBIENLAI", default="")
    receipt: str = field(name="FILE", default="")


@csrf_exempt
@entry(SYSTEM)
@require_POST
def what_to_pay(request: HttpRequest) -> HttpResponse:
    """1 with the bill, 0 where nothing is to be paid (or was paid), -1 for anything else. That it was asked is recorded."""
    if not _is_portal(request):
        return _answer(-1, NOT_LET_IN, status=401)
    try:
        code = read(request, Question).code
        bill = bill_for(code)
    except UnableToRead as trouble:
        return _answer(-1, str(trouble), status=trouble.status)
    except Dossier.DoesNotExist:
        return _answer(-1, NO_DOSSIER)
    if bill is None:
        return _answer(0, "Hồ sơ không có khoản phải nộp, hoặc đã nộp.")
    _note_read(code)
    return _answer(1, {"MaTraCuuTT": bill.reference} | receipt_fields(bill.receipt))


@csrf_exempt
@entry(SYSTEM)
@require_POST
def was_paid(request: HttpRequest) -> HttpResponse:
    """ "0" where the portal's word was taken, now or before; "-1" where not, and nothing was changed."""
    if not _is_portal(request):
        note_forged(PULLED)
        return _answer("-1", NOT_LET_IN, status=401)
    try:
        told = read(request, Result, largest=LARGEST_RESULT)
    except UnableToRead as trouble:
        return _answer("-1", str(trouble), status=trouble.status)
    code = pay_pulled(_word(told))
    if code != ACCEPTED:
        log.warning("pulled payment refused", code=code)
        return _answer("-1", _SAID.get(code, "Khoản này đã có kết quả khác"))
    _keep_receipt(told)
    return _answer("0", _SAID[ACCEPTED])


def _word(told: Result) -> Pulled:
    said = {
        "MaTraCuuTT": told.reference,
        "SoTien": str(told.amount)[:20],
        "MaGiaoDich": told.transaction,
        "SOBIENLAI": told.receipt_number,
        "NGAYBIENLAI": told.receipt_day,
        "URLBIENLAI": told.receipt_address,
    }
    text = str(told.amount)
    amount = int(text) if text.isascii() and text.isdecimal() and len(text) < len(str(2**63)) else -1
    return Pulled(
        code=told.code, reference=told.reference[:60], amount=amount, transaction=told.transaction[:60], said=said
    )


def _keep_receipt(told: Result) -> None:
    if not told.receipt:
        return
    try:
        pdf = base64.b64decode(told.receipt, validate=True)
    except (binascii.Error, ValueError):
        log.warning("the portal's receipt is not readable")
        return
    keep_bill(dossier_id=Dossier.objects.values_list("id", flat=True).get(code=told.code), pdf=pdf)


def _note_read(code: str) -> None:
    dossier_id = Dossier.objects.values_list("id", flat=True).get(code=code)
    subject = f"dossier:{dossier_id}"
    append(subject=subject, kind="read", act=WHY, actor="system:portal", at=now(), details={})


def _is_portal(request: HttpRequest) -> bool:
    said = request.headers.get("Authorization", "").encode()
    bears_key = bool(settings.PULL_TOKEN) and hmac.compare_digest(said, f"Bearer {settings.PULL_TOKEN}".encode())
    return bears_key and _comes_from_there(request.META.get("REMOTE_ADDR", ""))


def _comes_from_there(address: str) -> bool:
    networks = settings.PULL_FROM.replace(",", " ").split()
    try:
        here = ipaddress.ip_address(address)
        return not networks or any(here in ipaddress.ip_network(one, strict=False) for one in networks)
    except ValueError:
        return False


def _answer(code: int | str, message: Any, *, status: int = 200) -> HttpResponse:
    return JsonResponse({"error_code": code, "message": message}, status=status)
