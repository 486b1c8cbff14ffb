"""``POST /api/hssk/gksk``: a clinic's software sends an exam. A refusal is ``MSG_STATE`` "0" with HTTP 200; no JSON is 400 or 413."""

import time

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gplx.api.body import UnableToRead
from gplx.api.clinic.caller import Message, caller_of, message_of, note_call
from gplx.api.clinic.reply import DONE, REFUSED, reply
from gplx.casework.receive_exam import UnableToReceive, receive_exam
from gplx.health.exams.models import SEND
from gplx.health.exams.told import sentence
from gplx.offices.entry import SYSTEM, entry
from gplx.offices.models import APPROVED, Clinic

WRONG_LOGIN = "Sai tên đăng nhập hoặc mật khẩu. Header Username là mã cơ sở, Password là MD5 (hex) của mật khẩu."
NOT_OPEN = "Cơ sở chưa được Sở Y tế duyệt kết nối, hoặc đã bị tạm dừng. Vui lòng liên hệ Sở Y tế; trong lúc chờ có thể gọi thử."
TAKEN = "Đã tiếp nhận giấy khám sức khỏe."
TAKEN_BEFORE = "Bản tin này đã được tiếp nhận trước đó."


@csrf_exempt
@entry(SYSTEM)
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Take an exam, or say everything that is wrong with it."""
    started = time.monotonic()
    try:
        message = message_of(request)
    except UnableToRead as trouble:
        return _unreadable(request, trouble, started)
    clinic = caller_of(request)
    answer = _received(clinic, message)
    note_call(
        clinic=clinic,
        kind=SEND,
        accepted=answer["MSG_STATE"] == DONE,
        sentence=answer["MSG_TEXT"],
        message=message,
        started=started,
    )
    return JsonResponse(answer)


def _received(clinic: Clinic | None, message: Message) -> dict[str, str]:
    if clinic is None:
        return reply(message, REFUSED, WRONG_LOGIN)
    if clinic.state != APPROVED:
        return reply(message, REFUSED, NOT_OPEN)
    try:
        received = receive_exam(clinic=clinic, message=message)
    except UnableToReceive as refusal:
        return reply(message, REFUSED, sentence(refusal.sentences))
    return reply(message, DONE, TAKEN_BEFORE if received.again else TAKEN, uuid=received.uuid)


def _unreadable(request: HttpRequest, trouble: UnableToRead, started: float) -> HttpResponse:
    """A clinic finds what its software sent among its calls; of strangers nothing is kept."""
    clinic = caller_of(request)
    if clinic:
        note_call(clinic=clinic, kind=SEND, accepted=False, sentence=str(trouble), message={}, started=started)
    return JsonResponse(reply({}, REFUSED, str(trouble)), status=trouble.status)
