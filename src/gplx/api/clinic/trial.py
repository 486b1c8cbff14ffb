"""``POST /api/hssk/gksk/thu``: the same message, of which nothing is kept; the answer says what is right with it and what is wrong."""

import time
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gplx.api.body import UnableToRead
from gplx.api.clinic.caller import caller_of, message_of, note_call
from gplx.api.clinic.receive import NOT_OPEN, WRONG_LOGIN
from gplx.api.clinic.reply import DONE, REFUSED, reply, sentence
from gplx.ground.clock import now
from gplx.health.exams.inspection import Inspection, inspect
from gplx.health.exams.models import TRY
from gplx.offices.entry import SYSTEM, entry
from gplx.offices.models import APPLIED, APPROVED, Clinic

GOOD = "Bản tin đúng, có thể gửi chính thức. Đây là gọi thử nên không lưu gì."
UNSIGNED = "Chưa ký số: gọi thử thì được, gửi chính thức sẽ bị từ chối."
WAITING = "Cơ sở chưa được Sở Y tế duyệt: gọi thử thì được, gửi chính thức sẽ bị từ chối."
NOT_LOOKED_AT = "Chưa kiểm tra được."
Part = dict[str, str]


@csrf_exempt
@entry(SYSTEM)
@require_POST
def try_out(request: HttpRequest) -> HttpResponse:
    """Say in words how the message would fare, also before the clinic is approved."""
    started = time.monotonic()
    try:
        message = message_of(request)
    except UnableToRead as trouble:
        return JsonResponse(reply({}, REFUSED, str(trouble)), status=trouble.status)
    clinic = caller_of(request)
    parts = _parts(clinic, inspect(message, clinic=clinic, at=now()))
    wrong = [f"{part['MUC']}: {part['NOIDUNG']}" for part in parts if part["DAT"] == REFUSED]
    text = sentence(wrong) if wrong else GOOD
    note_call(clinic=clinic, kind=TRY, accepted=not wrong, sentence=text, message=message, started=started)
    answer: dict[str, Any] = reply(message, REFUSED if wrong else DONE, text)
    return JsonResponse(answer | {"KIEMTRA": parts})


def _parts(clinic: Clinic | None, found: Inspection) -> list[Part]:
    """The five things that must be right, each with its word."""
    return [
        _login(clinic),
        _part("Các trường", found.of_fields, "Đúng."),
        _signature(found),
        _certificate(clinic, found),
        _part("Khớp với nội dung đã ký", found.of_twins, "Mọi trường đều khớp.", looked_at=found.signed is not None),
    ]


def _login(clinic: Clinic | None) -> Part:
    if clinic is None:
        return _part("Đăng nhập", (WRONG_LOGIN,), "")
    if clinic.state not in (APPLIED, APPROVED):
        return _part("Đăng nhập", (NOT_OPEN,), "")
    return _part("Đăng nhập", (), "Đúng." if clinic.state == APPROVED else WAITING)


def _signature(found: Inspection) -> Part:
    if found.unsigned:
        return _part("Chữ ký", (), UNSIGNED)
    is_weak = found.signed is not None and found.signed.weak
    return _part("Chữ ký", found.of_signature, "Đúng (RSA-SHA1; nên chuyển sang RSA-SHA256)." if is_weak else "Đúng.")


def _certificate(clinic: Clinic | None, found: Inspection) -> Part:
    looked_at = clinic is not None and found.signed is not None
    return _part("Chứng thư", found.of_certificate, "Đã đăng ký và còn hiệu lực.", looked_at=looked_at)


def _part(name: str, faults: Iterable[object], good: str, *, looked_at: bool = True) -> Part:
    told = sentence(str(fault) for fault in faults)
    return {
        "MUC": name,
        "DAT": REFUSED if told else DONE if looked_at else "",
        "NOIDUNG": told or (good if looked_at else NOT_LOOKED_AT),
    }
