"""Finer shades of failure that the adapters need among themselves; to everybody else they are ``TryLater`` and
``Never``.
"""

from gplx.registers.errors import Never, TryLater


class NotReached(TryLater):
    """It surely did nothing: it could not be reached, or said that it is closed. Another provider may be asked."""


class Rejected(Never):
    """It refused with an HTTP status of 4xx."""

    status: int

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status
