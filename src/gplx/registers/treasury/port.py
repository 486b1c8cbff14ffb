"""The treasury (*Kho bạc Nhà nước*): orders to pay back, its answers, and its statement of a day."""

from datetime import date
from typing import Protocol

from msgspec import Struct


class SendOrder(Struct, frozen=True):
    """An order to pay back: its code, and its file as docs/kho-bac.md describes it."""

    code: str
    file: str


class SentOrder(Struct, frozen=True):
    """The treasury has the order."""

    code: str


class AskAnswer(Struct, frozen=True):
    """What became of the order with this code?"""

    code: str


class OrderAnswer(Struct, frozen=True):
    """The treasury's answer as a file; empty while it has none."""

    code: str
    file: str


class AskStatement(Struct, frozen=True):
    """What came in for a day's takings, and what was paid back on that day?"""

    day: date


class Credit(Struct, frozen=True, kw_only=True):
    """Money that came to a department's account for the takings of a day; ``source`` is *platform*, *vnpay* or *cash*. In đồng."""

    account: str
    source: str
    amount: int


class PaidBack(Struct, frozen=True, kw_only=True):
    """A refund that the treasury paid, in đồng."""

    reference: str
    amount: int


class TreasuryStatement(Struct, frozen=True, kw_only=True):
    """The treasury's word about a day."""

    day: date
    credits: tuple[Credit, ...]
    paid_back: tuple[PaidBack, ...]


class Treasury(Protocol):
    """What GPLX asks of the treasury."""

    def order(self, ask: SendOrder) -> SentOrder:
        """Send an order."""
        ...

    def answer(self, ask: AskAnswer) -> OrderAnswer:
        """What became of it."""
        ...

    def statement(self, ask: AskStatement) -> TreasuryStatement:
        """Its statement of a day."""
        ...
