"""What every played system is and needs at its door: a JSON object in, a sentence out when it is not one."""

import json
from datetime import date, datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

MAX_NUMBERS = 50


class System(Protocol):
    """One played system: its addresses."""

    def routes(self) -> list[Route]: ...


class BadInputError(Exception):
    """What was sent cannot be read; the text says what is wrong with it."""


async def refuse_bad_input(_request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"error": str(error)}, status_code=400)


async def read_object(request: Request) -> dict[str, Any]:
    """The request's body as a JSON object. Raises BadInputError."""
    try:
        sent = json.loads(await request.body(), parse_constant=_no_number)
    except ValueError:
        raise BadInputError("Nội dung gửi đến không phải JSON hợp lệ.") from None
    if not isinstance(sent, dict):
        raise BadInputError("Nội dung gửi đến phải là một đối tượng JSON.")
    return sent


def _no_number(text: str) -> None:
    raise ValueError(text)


async def read_numbers(request: Request) -> tuple[list[str], dict[str, Any]]:
    """The list `numbers` of a look-up, and the whole object. Raises BadInputError."""
    sent = await read_object(request)
    numbers = sent.get("numbers")
    if not isinstance(numbers, list) or not all(isinstance(number, str) and number for number in numbers):
        raise BadInputError("Thiếu danh sách số giấy tờ `numbers`.")
    if not 0 < len(numbers) <= MAX_NUMBERS:
        raise BadInputError(f"`numbers` phải có từ 1 đến {MAX_NUMBERS} số.")
    return list(dict.fromkeys(numbers)), sent


def web_host(*, address: str) -> str | None:
    """The host of an http(s) address; None where it is no such address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts.hostname if parts.scheme in ("http", "https") else None


def is_moment(text: object, pattern: str = "%Y%m%d%H%M%S") -> bool:
    """Whether the text is a real time, written exactly in the pattern."""
    try:
        return isinstance(text, str) and datetime.strptime(text, pattern).strftime(pattern) == text  # noqa: DTZ007 - read, not kept
    except ValueError:
        return False


def compact(day: date | None) -> str | None:
    """YYYYMMDD, or None where there is no day."""
    return None if day is None else f"{day:%Y%m%d}"
