"""The treasury, and the platform's statement, against the practice world."""

from datetime import date, datetime

import msgspec
import pytest

from gplx.fees.refunds.order_file import Head, Line, read, written
from gplx.ground.clock import HANOI
from gplx.registers.errors import AlreadyDone, Never
from gplx.registers.http_client import Address
from gplx.registers.payments.statement import FetchStatement
from gplx.registers.treasury.http import HttpTreasury
from gplx.registers.treasury.port import AskAnswer, AskStatement, Credit, PaidBack, SendOrder, SentOrder
from tests.registers.contract.conftest import World
from tests.registers.contract.test_money_and_parcels import paying, platform
from tests.registers.outside import Outside
from tests.registers.test_payments import INIT

pytestmark = pytest.mark.stack
DAY = date(2021, 9, 27)
ACCOUNT = INIT.receipt.account


def treasury(world: World) -> HttpTreasury:
    return HttpTreasury(Address(url=f"{world.url}/treasury"))


def order(code: str, *accounts: str) -> SendOrder:
    lines = [
        Line(
            reference=f"HT{number:08d}L1",
            holder="NGUYEN THU NGHIEM",
            account=account,
            bank="Ngân hàng Thử, chi nhánh Hà Nội",
            amount=135_000,
            what_for="Hoàn trả",
        )
        for number, account in enumerate(accounts, start=1)
    ]
    return SendOrder(code=code, file=written(Head(code=code, agency="H26", account="THU", day=DAY), lines)[0])


def test_an_order_is_taken_paid_and_returned(world: World) -> None:
    sent = order("HT-contract-1", "0123456789", "0123456000")
    assert treasury(world).order(sent) == SentOrder(code="HT-contract-1")
    with pytest.raises(AlreadyDone):
        treasury(world).order(sent)
    answer = read(treasury(world).answer(AskAnswer(code="HT-contract-1")).file)
    assert answer.code == "HT-contract-1"
    assert [(one.reference, one.paid, one.amount, one.day, one.reason) for one in answer.results] == [
        ("HT00000001L1", True, 135_000, DAY, ""),
        ("HT00000002L1", False, 135_000, DAY, "Không có tài khoản này"),
    ]
    said = treasury(world).statement(AskStatement(day=DAY))
    assert PaidBack(reference="HT00000001L1", amount=135_000) in said.paid_back


def test_a_spoilt_order_and_an_unknown_one_are_refused(world: World) -> None:
    sent = order("HT-contract-2", "0123456789")
    with pytest.raises(Never):
        treasury(world).order(msgspec.structs.replace(sent, file=sent.file.replace("135000", "135001", 1)))
    with pytest.raises(Never):
        treasury(world).answer(AskAnswer(code="HT-nothing"))


def test_held_back_there_is_no_answer_yet(world: World) -> None:
    treasury(world).order(order("HT-contract-3", "0123456789"))
    world.put("/_sandbox/treasury", {"holds": True})
    try:
        assert treasury(world).answer(AskAnswer(code="HT-contract-3")).file == ""
    finally:
        world.put("/_sandbox/treasury", {"holds": False})


def test_statements_of_both_with_planted_differences(world: World, outside: Outside) -> None:
    paying(world, "dvcstated1", "pay", outside)
    row = next(one for one in platform(world).statement(FetchStatement(day=DAY)).rows if one.reference == "dvcstated1")
    assert (row.amount, row.paid, row.at.date()) == (135_000, True, DAY)
    assert row.at < datetime.now(HANOI)
    world.put("/_sandbox/statements", {"day": "2021-09-27", "plant": [{"kind": "double", "reference": "dvcstated1"}]})
    try:
        rows = platform(world).statement(FetchStatement(day=DAY)).rows
        assert sum(one.reference == "dvcstated1" for one in rows) == 2
    finally:
        world.put("/_sandbox/statements", {"day": "2021-09-27", "plant": []})
    said = treasury(world).statement(AskStatement(day=DAY))
    taken = sum(one.amount for one in platform(world).statement(FetchStatement(day=DAY)).rows)
    assert Credit(account=ACCOUNT, source="platform", amount=taken) in said.credits
    assert platform(world).statement(FetchStatement(day=date(2021, 9, 20))).rows == ()
