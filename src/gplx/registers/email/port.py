"""E-mail to citizens."""

from typing import Protocol

from msgspec import Struct


class SendMail(Struct, frozen=True):
    """Send a mail to the address ``to``. ``id`` is the same each time that this mail is tried."""

    id: str
    to: str
    subject: str
    text: str


class SentMail(Struct, frozen=True):
    """The provider took it. ``provider`` is its number: 1 the first, 2 the one that stands in."""

    provider: int


class Mail(Protocol):
    """What GPLX asks of a provider of e-mail."""

    def send(self, ask: SendMail) -> SentMail:
        """Send; raises ``AlreadyDone`` with the answer where the provider took this mail before."""
        ...
