"""``POST /api/hssk/gksk/thu``: the same message, of which nothing is kept; the answer says what is right with it and what is wrong."""

import time
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gplx.api.body import UnableToRead
from gplx.api.clinic.caller import caller_of, message_of, note_call
from gplx.api.clinic.receive import NOT_OPEN, WRONG_LOGIN
from gplx.api.clinic.reply import DONE, REFUSED, reply
from gplx.ground.clock import now
from gplx.health.exams.inspection import inspect
from gplx.health.exams.models import TRY
from gplx.health.exams.told import Part, part, parts_of, sentence
from gplx.offices.entry import SYSTEM, entry
from gplx.offices.models import APPLIED, APPROVED, Clinic

GOOD = "Bản tin đúng, có thể gửi chính thức. Đây là gọi thử nên không lưu gì."
WAITING = "Cơ sở chưa được Sở Y tế duyệt: gọi thử thì được, gửi chính thức sẽ bị từ chối."


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
    found = inspect(message, clinic=clinic, at=now())
    parts = [_login(clinic), *parts_of(found, known=clinic is not None)]
    wrong = [f"{one.name}: {one.text}" for one in parts if one.right is False]
    text = sentence(wrong) if wrong else GOOD
    note_call(clinic=clinic, kind=TRY, accepted=not wrong, sentence=text, message=message, started=started)
    answer: dict[str, Any] = reply(message, REFUSED if wrong else DONE, text)
    return JsonResponse(answer | {"KIEMTRA": [_written(one) for one in parts]})


def _login(clinic: Clinic | None) -> Part:
    if clinic is None:
        return part("Đăng nhập", (WRONG_LOGIN,), "")
    if clinic.state not in (APPLIED, APPROVED):
        return part("Đăng nhập", (NOT_OPEN,), "")
    return part("Đăng nhập", (), "Đúng." if clinic.state == APPROVED else WAITING)


def _written(one: Part) -> dict[str, str]:
    return {"MUC": one.name, "DAT": "" if one.right is None else DONE if one.right else REFUSED, "NOIDUNG": one.text}
