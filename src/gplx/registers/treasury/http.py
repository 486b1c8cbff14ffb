"""The treasury over HTTP."""

from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from gplx.registers.errors import AlreadyDone, Never
from gplx.registers.http_client import Address, HttpClient
from gplx.registers.treasury.port import (
    AskAnswer,
    AskStatement,
    Credit,
    OrderAnswer,
    PaidBack,
    SendOrder,
    SentOrder,
    TreasuryStatement,
)
from gplx.registers.wire_text import whole_dong

_TAKEN, _KNOWN = "00", "01"
_SOURCES = {"NENTANG": "platform", "TIENMAT": "cash", "VNPAY": "vnpay"}


class _Reply(Struct, frozen=True):
    code: str = msgspec.field(name="MaLoi")
    order: str = msgspec.field(name="MaLenh", default="")
    file: str = msgspec.field(name="TepTraLoi", default="")


class _Statement(Struct, frozen=True):
    code: str = msgspec.field(name="MaLoi")
    day: date = msgspec.field(name="Ngay")
    credits: list[dict[str, Any]] = msgspec.field(name="GhiCo")
    paid_back: list[dict[str, Any]] = msgspec.field(name="ChiHoan")


class HttpTreasury:
    """The port ``Treasury`` over HTTP."""

    def __init__(self, address: Address) -> None:
        self._http = HttpClient("treasury", address)

    def order(self, ask: SendOrder) -> SentOrder:
        """Send an order; the same one sent again is known there already."""
        return self._http.ask(
            "orders",
            {"MaLenh": ask.code, "TepLenh": ask.file},
            shape=_Reply,
            read=lambda reply: _sent(reply, ask.code),
        )

    def answer(self, ask: AskAnswer) -> OrderAnswer:
        """Its answer to an order."""
        return self._http.ask(
            "answers", {"MaLenh": ask.code}, shape=_Reply, read=lambda reply: _answer(reply, ask.code)
        )

    def statement(self, ask: AskStatement) -> TreasuryStatement:
        """Its statement of a day."""
        return self._http.ask(
            "statement", {"Ngay": ask.day.isoformat()}, shape=_Statement, read=lambda reply: _statement(reply, ask.day)
        )


def _sent(reply: _Reply, code: str) -> SentOrder:
    if reply.order not in ("", code):
        raise ValueError("a word about another order")
    if reply.code == _KNOWN:
        raise AlreadyDone("treasury has this order already", answer=SentOrder(code=code))
    if reply.code != _TAKEN:
        raise Never(f"treasury did not take the order: code {reply.code}")
    return SentOrder(code=code)


def _answer(reply: _Reply, code: str) -> OrderAnswer:
    if reply.code != _TAKEN:
        raise Never(f"treasury does not know the order: code {reply.code}")
    if reply.order != code:
        raise ValueError("an answer about another order")
    return OrderAnswer(code=code, file=reply.file)


def _statement(reply: _Statement, day: date) -> TreasuryStatement:
    if reply.code != _TAKEN or reply.day != day:
        raise ValueError("a statement of another day")
    return TreasuryStatement(
        day=day,
        credits=tuple(
            Credit(account=str(row["TaiKhoan"]), source=_SOURCES[str(row["Nguon"])], amount=whole_dong(row["SoTien"]))
            for row in reply.credits
        ),
        paid_back=tuple(
            PaidBack(reference=str(row["MaHoan"]), amount=whole_dong(row["SoTien"])) for row in reply.paid_back
        ),
    )
