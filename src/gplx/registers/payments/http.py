"""The payment platform over HTTP."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct

from gplx.ground.clock import now
from gplx.registers.errors import Never
from gplx.registers.http_client import MIB, Address, HttpClient, as_is
from gplx.registers.payments.port import (
    Bill,
    FetchBill,
    InitiatePayment,
    PaymentPage,
    PaymentState,
    QueryPayment,
)
from gplx.registers.payments.statement import FetchStatement, Statement, StatementReply, read_statement
from gplx.registers.payments.wire import callback_hash, init_message, query_message, same_hash
from gplx.registers.wire_text import moment_from_stamp, stamp, whole_dong

_STATES: dict[str, Literal["paid", "pending", "failed"]] = {"1": "paid", "3": "pending", "4": "failed"}
_UNKNOWN_PARTNER, _BAD_HASH = "02", "97"


@dataclass(frozen=True, kw_only=True)
class PaymentAddress(Address):
    """The platform and our account there: partner code (*MaDoiTac*) and secret; ``ip`` is the house's own address.

    The citizen's address is nobody's business there: the page to pay on sees it anyway.
    """

    partner: str
    secret: str = field(repr=False)
    ip: str = "127.0.0.1"
    init_path: str = "init"
    query_path: str = "query"
    bill_path: str = "bill"
    statement_path: str = "statement"


class _InitReply(Struct, frozen=True):
    error_code: int | str
    message: str | None = None


class _Page(Struct, frozen=True):
    url: str = msgspec.field(name="UrlThanhToan")


class HttpPaymentPlatform:
    """The port ``PaymentPlatform`` over HTTP; ``clock`` gives the moment that each message carries."""

    def __init__(self, address: PaymentAddress, *, clock: Callable[[], datetime] = now) -> None:
        self._http = HttpClient("payments", address)
        self._at = address
        self._clock = clock

    def initiate(self, ask: InitiatePayment) -> PaymentPage:
        """INIT."""
        at = stamp(self._clock())
        message = init_message(ask, partner=self._at.partner, secret=self._at.secret, at=at, ip=self._at.ip)
        return self._http.ask(self._at.init_path, message, shape=_InitReply, read=_page)

    def query(self, ask: QueryPayment) -> PaymentState:
        """QUERY."""
        message = self._asking("QUERY", ask.reference)
        return self._http.ask(
            self._at.query_path, message, shape=dict[str, Any], read=lambda reply: self._state(reply, ask.reference)
        )

    def bill(self, ask: FetchBill) -> Bill:
        """GET_BILL."""
        message = self._asking("GET_BILL", ask.reference)
        return self._http.call("POST", self._at.bill_path, _pdf, most=8 * MIB, json=message)

    def try_out(self, reference: str) -> str:
        """Ask after a payment that does not exist: gives a sentence where the platform knows us.

        Raises ``Never`` where it says that it does not know our hash or our partner code.
        """
        reply = self._http.ask(self._at.query_path, self._asking("QUERY", reference), shape=dict[str, Any], read=as_is)
        code = str(reply.get("MaLoi", reply.get("error_code", ""))).strip()
        if code == _BAD_HASH:
            raise Never("payments does not take our hash: GPLX_PAYMENTS_SECRET is not the secret agreed with it")
        if code == _UNKNOWN_PARTNER:
            raise Never("payments does not know our partner code GPLX_PAYMENTS_PARTNER")
        return "knows us" if code else "answers"

    def statement(self, ask: FetchStatement) -> Statement:
        """The statement of a day."""
        return self._http.call(
            "GET",
            self._at.statement_path,
            lambda raw: read_statement(
                msgspec.json.decode(raw, type=StatementReply), day=ask.day, partner=self._at.partner
            ),
            most=32 * MIB,
            params={"day": ask.day.isoformat()},
        )

    def _asking(self, kind: str, reference: str) -> dict[str, object]:
        return query_message(kind, reference, partner=self._at.partner, secret=self._at.secret, at=stamp(self._clock()))

    def _state(self, reply: dict[str, Any], reference: str) -> PaymentState:
        if not same_hash(reply.get("MaXacThuc"), callback_hash(reply, secret=self._at.secret)):
            raise ValueError("an answer that was not hashed with our secret")
        if (reply["MaThamChieu"], reply["MaDoiTac"]) != (reference, self._at.partner):
            raise ValueError("an answer about another payment")
        return PaymentState(
            state=_STATES[str(reply["TrangThaiGD"])],
            reference=reference,
            amount=whole_dong(reply["SoTien"]) if reply.get("SoTien") not in (None, "") else None,
            currency=reply.get("MaTienTe") or "",
            transaction=reply.get("MaGiaoDich") or "",
            bank=reply.get("MaNganHang") or "",
            at=moment_from_stamp(str(reply["ThoiGianGD"])) if reply.get("ThoiGianGD") else None,
        )


def _page(reply: _InitReply) -> PaymentPage:
    if str(reply.error_code).strip() not in ("0", "00"):
        raise Never(f"payments did not open the payment: code {reply.error_code}")
    page = msgspec.json.decode(reply.message or "", type=_Page)
    if not page.url.startswith(("https://", "http://")):
        raise ValueError("a page to pay on that is no web address")
    return PaymentPage(url=page.url)


def _pdf(raw: bytes) -> Bill:
    if not raw.startswith(b"%PDF-"):
        raise ValueError("not a PDF")
    return Bill(pdf=raw)
