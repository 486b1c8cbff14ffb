"""The four ways in which an outside system does not give what was asked.

A message names the system and the fault, never a person or a number.
"""

from typing import Any


class OutsideError(Exception):
    """An outside system did not give what was asked. ``status``: the HTTP status with which it said so, if it did."""

    kind = "unknown"
    status: int | None = None


class TryLater(OutsideError):
    """It is down, slow or confused: the same call may go through later."""

    kind = "try_later"


class TooFast(TryLater):
    """It asks us to slow down. ``retry_after`` is in seconds."""

    kind = "too_fast"

    def __init__(self, message: str, *, retry_after: float = 30.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Never(OutsideError):
    """It understood and refused: the same call will be refused again."""

    kind = "never"


class AlreadyDone(OutsideError):
    """It did this before, for us: that is success. ``answer`` is the answer's Struct."""

    kind = "already_done"

    def __init__(self, message: str, *, answer: Any) -> None:
        super().__init__(message)
        self.answer = answer
