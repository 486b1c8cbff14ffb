"""Bodies of requests: JSON of an agreed shape and a bounded size, or a clear refusal."""

from codecs import BOM_UTF8
from typing import TypeVar

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError

LARGEST = 64 * 1024  # bytes

Shape = TypeVar("Shape")


class UnableToRead(Exception):
    """The body is not what was agreed. ``status``: 400, or 413 for one that is too long."""

    def __init__(self, sentence: str, *, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def read(request: HttpRequest, shape: type[Shape], *, largest: int = LARGEST) -> Shape:
    """The JSON body as ``shape``; ``UnableToRead`` where it is none, or longer than ``largest`` bytes."""
    try:
        raw = request.body
    except RequestDataTooBig:
        raw = b" " * (largest + 1)
    except UnreadablePostError:
        raw = b""
    if len(raw) > largest:
        raise UnableToRead("Nội dung gửi đến quá lớn.", status=413)
    if b"\\u0000" in raw:
        # The database keeps no such letter, and no honest text holds one.
        raise UnableToRead("Nội dung gửi đến có ký tự không hợp lệ.")
    try:
        return msgspec.json.decode(raw.removeprefix(BOM_UTF8), type=shape)
    except (ValueError, RecursionError):
        raise UnableToRead("Nội dung gửi đến không phải JSON đúng cấu trúc.") from None
