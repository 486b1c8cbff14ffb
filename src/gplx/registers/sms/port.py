"""Text messages to citizens."""

from typing import Protocol

from msgspec import Struct


class SendText(Struct, frozen=True):
    """Send ``text`` to the mobile number ``to``. ``id`` is the same each time that this message is tried."""

    id: str
    to: str
    text: str


class SentText(Struct, frozen=True):
    """The provider took it. ``provider`` is its number: 1 the first, 2 the one that stands in."""

    provider: int


class TextMessages(Protocol):
    """What GPLX asks of a provider of text messages."""

    def send(self, ask: SendText) -> SentText:
        """Send; raises ``AlreadyDone`` with the answer where the provider took this message before."""
        ...
