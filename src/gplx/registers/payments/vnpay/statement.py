"""VNPay's statement of a day: one question for a terminal and a day, one answer hashed as a whole, amounts in hundredths of a đồng."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gplx.registers.payments.statement import Statement, StatementRow
from gplx.registers.payments.vnpay.wire import HASH, SUCCESS, VERSION, fields_hash, whole_amount
from gplx.registers.payments.wire import same_hash
from gplx.registers.wire_text import moment_from_stamp

ASKED = ("vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_Day", "vnp_CreateDate", "vnp_IpAddr")
HEAD = ("vnp_ResponseId", "vnp_Command", "vnp_ResponseCode", "vnp_TmnCode", "vnp_Day", "vnp_Count", "vnp_TotalAmount")
ROW = ("vnp_TxnRef", "vnp_TransactionNo", "vnp_Amount", "vnp_PayDate", "vnp_TransactionStatus", "vnp_OrderInfo")


def question(*, request: str, terminal: str, day: date, at: str, ip: str, secret: str) -> dict[str, str]:
    """The question, hashed; ``at`` is the stamp of now."""
    message = {
        "vnp_RequestId": request,
        "vnp_Version": VERSION,
        "vnp_Command": "statement",
        "vnp_TmnCode": terminal,
        "vnp_Day": f"{day:%Y%m%d}",
        "vnp_CreateDate": at,
        "vnp_IpAddr": ip,
    }
    return message | {HASH: fields_hash(message, ASKED, secret=secret)}


def statement_hash(reply: Mapping[str, Any], *, secret: str) -> str:
    """The hash over the values of the head and then of each row, in their order."""
    values = [reply.get(name) for name in HEAD] + [row.get(name) for row in reply["vnp_Rows"] for name in ROW]
    return fields_hash({str(place): one for place, one in enumerate(values)}, _places(len(values)), secret=secret)


def read_statement(reply: Mapping[str, Any], *, day: date, terminal: str, secret: str) -> Statement:
    """In our terms. ``ValueError`` (``KeyError``) for one of another day or terminal, a hash that is not made with our
    secret, and where number or sum is not that of the rows: it was cut then."""
    if not isinstance(reply["vnp_Rows"], list) or not all(isinstance(row, dict) for row in reply["vnp_Rows"]):
        raise ValueError("a statement without rows")
    if not same_hash(reply.get(HASH), statement_hash(reply, secret=secret)):
        raise ValueError("a statement that was not hashed with our secret")
    if (reply["vnp_ResponseCode"], reply["vnp_TmnCode"], reply["vnp_Day"]) != (SUCCESS, terminal, f"{day:%Y%m%d}"):
        raise ValueError("a statement of another day or terminal")
    rows = tuple(_row(row) for row in reply["vnp_Rows"])
    told = int(str(reply["vnp_Count"])), whole_amount(str(reply["vnp_TotalAmount"]))
    if told != (len(rows), sum(row.amount for row in rows)):
        raise ValueError("a statement whose number or sum is not that of its rows")
    return Statement(day=day, rows=rows)


def _row(row: Mapping[str, Any]) -> StatementRow:
    return StatementRow(
        reference=str(row["vnp_TxnRef"]),
        transaction=str(row["vnp_TransactionNo"]),
        amount=whole_amount(str(row["vnp_Amount"])),
        paid=str(row["vnp_TransactionStatus"]) == SUCCESS,
        at=moment_from_stamp(str(row["vnp_PayDate"])),
        dossier=str(row.get("vnp_OrderInfo") or "").rpartition(" ")[2],
    )


def _places(count: int) -> tuple[str, ...]:
    return tuple(str(place) for place in range(count))
