"""VNPay's statement: asked for with a hash, believed only whole and hashed with our secret."""

from datetime import date, datetime
from typing import Any

import pytest

from gplx.ground.clock import HANOI
from gplx.registers.errors import TryLater
from gplx.registers.payments.statement import FetchStatement, StatementRow
from gplx.registers.payments.vnpay.statement import HEAD, ROW
from tests.registers.outside import Answer, Outside
from tests.registers.payments.test_vnpay import gateway, sealed

DAY = date(2021, 9, 27)
LINE = {
    "vnp_TxnRef": "dvc1",
    "vnp_TransactionNo": "14000001",
    "vnp_Amount": "13500000",
    "vnp_PayDate": "20210927235959",
    "vnp_TransactionStatus": "00",
    "vnp_OrderInfo": "THANH TOAN HO SO 000.00.99.H26-210927-0001",
}


def said(*lines: dict[str, str], **other: Any) -> dict[str, Any]:
    """A statement as VNPay would hash it, written here by hand."""
    head = {
        "vnp_ResponseId": "r1",
        "vnp_Command": "statement",
        "vnp_ResponseCode": "00",
        "vnp_TmnCode": "GPLXTHU1",
        "vnp_Day": "20210927",
        "vnp_Count": str(len(lines)),
        "vnp_TotalAmount": str(sum(int(one["vnp_Amount"]) for one in lines)),
    } | other
    values = [head[name] for name in HEAD] + [one[name] for one in lines for name in ROW]
    return head | {"vnp_Rows": list(lines), "vnp_SecureHash": sealed("|".join(values))}


def test_it_is_asked_for_by_day_and_terminal_with_a_hash(outside: Outside) -> None:
    outside.will_answer(said(LINE))
    found = gateway(outside).statement(FetchStatement(day=DAY))
    assert found.day == DAY
    assert found.rows == (
        StatementRow(
            reference="dvc1",
            transaction="14000001",
            amount=135_000,
            paid=True,
            at=datetime(2021, 9, 27, 23, 59, 59, tzinfo=HANOI),
            dossier="000.00.99.H26-210927-0001",
        ),
    )
    [asked] = outside.asked
    told = asked.json
    assert (asked.method, asked.path) == ("POST", "/base/merchant_webapi/api/statement")
    assert (told["vnp_Command"], told["vnp_TmnCode"], told["vnp_Day"]) == ("statement", "GPLXTHU1", "20210927")
    names = ("RequestId", "Version", "Command", "TmnCode", "Day", "CreateDate", "IpAddr")
    assert told["vnp_SecureHash"] == sealed("|".join(told[f"vnp_{name}"] for name in names))


def test_a_day_without_money_is_a_statement_too(outside: Outside) -> None:
    outside.will_answer(said())
    assert gateway(outside).statement(FetchStatement(day=DAY)).rows == ()


@pytest.mark.parametrize("status", ["01", "02", "", "0"])
def test_only_the_status_of_success_is_money(outside: Outside, status: str) -> None:
    outside.will_answer(said(LINE | {"vnp_TransactionStatus": status}))
    [row] = gateway(outside).statement(FetchStatement(day=DAY)).rows
    assert row.paid is False


@pytest.mark.parametrize(
    "answer",
    [
        said(LINE) | {"vnp_SecureHash": "0" * 128},
        said(LINE) | {"vnp_Rows": [LINE, LINE]},
        said(LINE) | {"vnp_Rows": [LINE | {"vnp_Amount": "13600000"}]},
        said(LINE) | {"vnp_Rows": None},
        said(LINE) | {"vnp_Rows": [None]},
        said(LINE, vnp_Day="20210926"),
        said(LINE, vnp_TmnCode="ANOTHER"),
        said(LINE, vnp_ResponseCode="99"),
        said(LINE, vnp_Count="2"),
        said(LINE, vnp_TotalAmount="13500001"),
        said(LINE, vnp_TotalAmount="13600000"),
        said(LINE | {"vnp_Amount": "13500050"}),
        said(LINE | {"vnp_PayDate": "20210927"}),
        {"vnp_ResponseCode": "97", "vnp_Message": "Invalid signature"},
        {},
        Answer(b"[]"),
        Answer(said(LINE), half=True),
    ],
)
def test_what_is_not_whole_or_not_vnpays_is_asked_for_again(outside: Outside, answer: Any) -> None:
    outside.will_answer(answer)
    with pytest.raises(TryLater):
        gateway(outside).statement(FetchStatement(day=DAY))
