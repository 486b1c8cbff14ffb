"""A portal files a citizen's dossier here (*nhanhsdvcqg*): 0 taken, 1 taken before, -1 not taken and why; HTTP 200 with each."""

import hmac
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gplx.api.body import UnableToRead, read
from gplx.api.portal.message import Message, Portal, UnableToReceive, filed
from gplx.casework.receive_from_portal import FiledBefore, LicenceAtWork, receive_from_portal
from gplx.casework.start_draft import UnableToStart
from gplx.offices.entry import SYSTEM, entry
from gplx.registers.sync.portals import NATIONAL, provincial

TAKEN, TAKEN_BEFORE, NOT_TAKEN = 0, 1, -1
NOT_LET_IN = "Không được phép gửi hồ sơ."
# Base64 takes four bytes for three.
LARGEST = 6_000_000


@csrf_exempt
@entry(SYSTEM)
@require_POST
def receive_filing(request: HttpRequest) -> HttpResponse:
    """The dossier is kept, once, or refused with the sentence that says what is wrong."""
    portal = _portal(request)
    if portal is None:
        return _answer(NOT_TAKEN, NOT_LET_IN, status=401)
    try:
        body = read(request, dict[str, Any], largest=LARGEST)
        dossier = receive_from_portal(filed(_message(body), portal=portal, body=_without_contents(body)))
    except UnableToRead as trouble:
        return _answer(NOT_TAKEN, str(trouble), status=trouble.status)
    except FiledBefore as before:
        return _answer(TAKEN_BEFORE, str(before))
    except (UnableToReceive, LicenceAtWork, UnableToStart) as refusal:
        return _answer(NOT_TAKEN, str(refusal))
    return _answer(TAKEN, f"Đã tiếp nhận hồ sơ {dossier.code}")


def _message(body: dict[str, Any]) -> Message:
    try:
        return msgspec.convert(body, Message)
    except msgspec.ValidationError as wrong:
        raise UnableToReceive(_in_words(str(wrong))) from None


def _in_words(fault: str) -> str:
    """Which field, never what stood in it."""
    missing = fault.partition("missing required field `")[2].partition("`")[0]
    if missing:
        return f"Thiếu trường {missing}."
    place = fault.rpartition("`$.")[2].partition("`")[0]
    return f"{place or 'Nội dung'} không đúng kiểu dữ liệu."


def _without_contents(body: dict[str, Any]) -> dict[str, Any]:
    """What is kept of the message: files lie in the object store, not in a record."""
    files = body.get("TaiLieuNop")
    if not isinstance(files, list):
        return body
    kept = [
        {name: said for name, said in one.items() if name != "Base64"} if isinstance(one, dict) else one
        for one in files
    ]
    return body | {"TaiLieuNop": kept}


def _portal(request: HttpRequest) -> Portal | None:
    """Which portal shows its token; none where nobody's."""
    said = request.headers.get("Authorization", "").encode()
    outside = settings.OUTSIDE
    known = {NATIONAL: outside.sync} | {provincial(one): at for one, at in outside.provinces.items()}
    for register, at in known.items():
        if at.inbound_token and hmac.compare_digest(said, f"Bearer {at.inbound_token}".encode()):
            return Portal(register=register, at=at)
    return None


def _answer(code: int, message: str, *, status: int = 200) -> HttpResponse:
    return JsonResponse({"error_code": code, "message": message}, status=status)
