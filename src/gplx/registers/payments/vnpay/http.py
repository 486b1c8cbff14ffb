"""VNPay over HTTP: the page to pay on is an address that we sign ourselves; the questions (payment, statement) are calls."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from gplx.ground.clock import now
from gplx.registers.errors import Never
from gplx.registers.http_client import Address, HttpClient, as_is
from gplx.registers.payments.port import InitiatePayment, PaymentPage, PaymentState, QueryPayment
from gplx.registers.payments.statement import FetchStatement, Statement
from gplx.registers.payments.vnpay.statement import question, read_statement
from gplx.registers.payments.vnpay.wire import (
    HASH,
    HUNDREDTHS,
    QUERY_FIELDS,
    STATE_FIELDS,
    SUCCESS,
    VERSION,
    address_hash,
    encoded,
    fields_hash,
    whole_amount,
)
from gplx.registers.payments.wire import same_hash
from gplx.registers.wire_text import moment_from_stamp, stamp

NOT_FOUND, NOT_COMPLETE, BAD_HASH, UNKNOWN_TERMINAL = "91", "01", "97", "02"


@dataclass(frozen=True, kw_only=True)
class VnpayAddress(Address):
    """The gateway and our account there: terminal (*vnp_TmnCode*), secret, where the browser goes afterwards.

    ``minutes`` is how long a page takes money, ``ip`` the house's own address.
    """

    terminal: str
    secret: str = field(repr=False)
    return_url: str
    ip: str = "127.0.0.1"
    minutes: int = 15
    page_path: str = "paymentv2/vpcpay.html?"
    query_path: str = "merchant_webapi/api/transaction"
    statement_path: str = "merchant_webapi/api/statement"


class VnpayGateway:
    """The port ``Gateway`` for VNPay; ``clock`` gives the moment of each question."""

    def __init__(self, address: VnpayAddress, *, clock: Callable[[], datetime] = now) -> None:
        self._http = HttpClient("vnpay", address)
        self._at = address
        self._clock = clock

    def initiate(self, ask: InitiatePayment) -> PaymentPage:
        """The signed address of the page; the same each time that it is asked for. Nothing leaves the house."""
        if not (self._at.ip and self._at.url):
            raise Never("nothing was made: GPLX_VNPAY_URL, or the address of this house (GPLX_PAYMENTS_IP), is not set")
        asked_at = ask.asked_at or self._clock()
        until = asked_at + timedelta(minutes=self._at.minutes)
        told = {
            "vnp_Version": VERSION,
            "vnp_Command": "pay",
            "vnp_TmnCode": self._at.terminal,
            "vnp_Amount": str(ask.amount * HUNDREDTHS),
            "vnp_CreateDate": stamp(asked_at),
            "vnp_CurrCode": "VND",
            "vnp_ExpireDate": stamp(until),
            "vnp_IpAddr": self._at.ip,
            "vnp_Locale": "vn",
            "vnp_OrderInfo": _order(ask.dossier),
            "vnp_OrderType": "other",
            "vnp_ReturnUrl": self._at.return_url,
            "vnp_TxnRef": ask.reference,
        }
        where = f"{self._at.url.rstrip('/')}/{self._at.page_path}"
        return PaymentPage(
            url=f"{where}{encoded(told)}&{HASH}={address_hash(told, secret=self._at.secret)}", until=until
        )

    def query(self, ask: QueryPayment) -> PaymentState:
        """querydr."""
        return self._http.ask(
            self._at.query_path,
            self._question(ask),
            shape=dict[str, Any],
            read=lambda reply: self._state(reply, ask.reference),
        )

    def statement(self, ask: FetchStatement) -> Statement:
        """The statement of a day, of our terminal."""
        account = {"terminal": self._at.terminal, "secret": self._at.secret}
        message = question(request=uuid.uuid4().hex, day=ask.day, at=stamp(self._clock()), ip=self._at.ip, **account)
        return self._http.ask(
            self._at.statement_path,
            message,
            shape=dict[str, Any],
            read=lambda reply: read_statement(reply, day=ask.day, **account),
        )

    def try_out(self, reference: str) -> str:
        """Ask after a payment that does not exist: gives a sentence where the gateway knows us.

        Raises ``Never`` where it says that it does not know our hash or our terminal.
        """
        question = self._question(QueryPayment(reference=reference))
        reply = self._http.ask(self._at.query_path, question, shape=dict[str, Any], read=as_is)
        if str(reply.get("vnp_ResponseCode", "")) in (BAD_HASH, UNKNOWN_TERMINAL):
            raise Never("vnpay does not take our hash: GPLX_VNPAY_SECRET or GPLX_VNPAY_TERMINAL is not what was agreed")
        return "knows us"

    def _question(self, ask: QueryPayment) -> dict[str, str]:
        message = {
            "vnp_RequestId": uuid.uuid4().hex,
            "vnp_Version": VERSION,
            "vnp_Command": "querydr",
            "vnp_TmnCode": self._at.terminal,
            "vnp_TxnRef": ask.reference,
            "vnp_OrderInfo": "HOI KET QUA THANH TOAN",
            "vnp_TransactionDate": stamp(ask.asked_at or self._clock()),
            "vnp_CreateDate": stamp(self._clock()),
            "vnp_IpAddr": self._at.ip,
        }
        return message | {HASH: fields_hash(message, QUERY_FIELDS, secret=self._at.secret)}

    def _state(self, reply: dict[str, Any], reference: str) -> PaymentState:
        if not same_hash(reply.get(HASH), fields_hash(reply, STATE_FIELDS, secret=self._at.secret)):
            raise ValueError("an answer that was not hashed with our secret")
        if (reply.get("vnp_TxnRef"), reply.get("vnp_TmnCode")) != (reference, self._at.terminal):
            raise ValueError("an answer about another payment")
        amount, at = str(reply.get("vnp_Amount") or ""), str(reply.get("vnp_PayDate") or "")
        return PaymentState(
            state=_standing(reply),
            reference=reference,
            amount=whole_amount(amount) if amount else None,
            currency="VND",
            transaction=str(reply.get("vnp_TransactionNo") or ""),
            bank=str(reply.get("vnp_BankCode") or ""),
            at=moment_from_stamp(at) if at else None,
        )


def _order(dossier: str) -> str:
    """Words without marks: the scheme takes no others."""
    return f"THANH TOAN HO SO {dossier}"


def _standing(reply: dict[str, Any]) -> Literal["paid", "pending", "failed"]:
    code, status = str(reply["vnp_ResponseCode"]), str(reply.get("vnp_TransactionStatus") or "")
    # Who never opened the page is not known there: they may open it yet.
    if code == NOT_FOUND or (code == SUCCESS and status == NOT_COMPLETE):
        return "pending"
    if code != SUCCESS or not status:
        raise ValueError("an answer that says nothing of the payment")
    return "paid" if status == SUCCESS else "failed"
