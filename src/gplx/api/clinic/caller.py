"""Which clinic calls, what it sent, and the record of its call."""

import time
from collections.abc import Mapping
from typing import Any

import msgspec
from django.http import HttpRequest

from gplx.api.body import UnableToRead, read
from gplx.ground.clock import now
from gplx.health.exams.fields import NUMBER
from gplx.health.exams.models import GatewayCall
from gplx.offices.clinics.login import clinic_by_login
from gplx.offices.models import Clinic

Message = dict[str, Any]


def caller_of(request: HttpRequest) -> Clinic | None:
    """The clinic that the headers ``Username`` and ``Password`` (MD5, hex) name, in whatever state; or none."""
    return clinic_by_login(username=request.headers.get("Username", ""), md5=request.headers.get("Password", ""))


def message_of(request: HttpRequest) -> Message:
    """The body, a JSON object; ``UnableToRead`` for anything else, and for text that nobody can keep."""
    message = read(request, Message)
    try:
        # Half of a surrogate pair is no text, and neither the reply nor the database takes it.
        msgspec.json.encode(message)
    except (ValueError, TypeError, RecursionError):
        raise UnableToRead("Nội dung gửi đến có ký tự không hợp lệ.") from None
    return message


def note_call(
    *, clinic: Clinic | None, kind: str, accepted: bool, sentence: str, message: Mapping[str, Any], started: float
) -> None:
    """Record a call for the page of the clinic's last calls; of persons it keeps the number of the certificate, where it is one."""
    number = message.get("SO")
    GatewayCall.objects.create(
        at=now(),
        clinic=clinic,
        kind=kind,
        accepted=accepted,
        sentence=sentence,
        number=number if isinstance(number, str) and NUMBER.fullmatch(number) else "",
        milliseconds=round((time.monotonic() - started) * 1000),
    )
