"""The treasury over HTTP, and the platform's statement: what is asked, and which answers are not taken."""

from datetime import date
from typing import Any

import pytest

from gplx.registers.errors import AlreadyDone, Never, TryLater
from gplx.registers.http_client import Address
from gplx.registers.payments.statement import StatementReply, read_statement
from gplx.registers.treasury.http import HttpTreasury
from gplx.registers.treasury.port import AskAnswer, AskStatement, Credit, PaidBack, SendOrder, SentOrder
from tests.registers.outside import Outside

DAY = date(2021, 9, 27)
STATEMENT = {
    "MaLoi": "00",
    "Ngay": "2021-09-27",
    "GhiCo": [{"TaiKhoan": "THU-1", "Nguon": "TIENMAT", "NgayThu": "2021-09-27", "SoTien": 135000}],
    "ChiHoan": [{"MaHoan": "HT00000001L1", "SoTien": "135000", "NgayChi": "2021-09-27"}],
}
ROW = {
    "MaThamChieu": "dvc1",
    "MaGiaoDich": "TH1",
    "SoTien": 135000,
    "MaTienTe": "VND",
    "ThoiGianGD": "20210927101500",
    "TrangThaiGD": "1",
}


@pytest.fixture
def treasury(outside: Outside) -> HttpTreasury:
    return HttpTreasury(Address(url=outside.url))


def test_an_order(treasury: HttpTreasury, outside: Outside) -> None:
    outside.will_answer({"MaLoi": "00", "MaLenh": "HT-1"}, {"MaLoi": "01", "MaLenh": "HT-1"}, {"MaLoi": "03"})
    sent = SendOrder(code="HT-1", file="LENH")
    assert treasury.order(sent) == SentOrder(code="HT-1")
    with pytest.raises(AlreadyDone):
        treasury.order(sent)
    with pytest.raises(Never):
        treasury.order(sent)
    assert outside.bodies() == [{"MaLenh": "HT-1", "TepLenh": "LENH"}] * 3
    assert outside.asked[0].path == "/base/orders"


def test_an_answer_about_another_order_is_not_taken(treasury: HttpTreasury, outside: Outside) -> None:
    outside.will_answer({"MaLoi": "00", "MaLenh": "HT-2", "TepTraLoi": "x"}, {"MaLoi": "02"})
    with pytest.raises(TryLater):
        treasury.answer(AskAnswer(code="HT-1"))
    with pytest.raises(Never):
        treasury.answer(AskAnswer(code="HT-1"))


def test_a_statement(treasury: HttpTreasury, outside: Outside) -> None:
    outside.will_answer(STATEMENT)
    said = treasury.statement(AskStatement(day=DAY))
    assert said.credits == (Credit(account="THU-1", source="cash", amount=135_000),)
    assert said.paid_back == (PaidBack(reference="HT00000001L1", amount=135_000),)


@pytest.mark.parametrize(
    "other",
    [
        {"MaLoi": "03"},
        {"Ngay": "2021-09-26"},
        {"GhiCo": [{"TaiKhoan": "x", "Nguon": "?", "SoTien": 1}]},
        {"ChiHoan": [{}]},
    ],
)
def test_a_statement_that_cannot_be_read_is_not_taken(
    treasury: HttpTreasury, outside: Outside, other: dict[str, Any]
) -> None:
    outside.will_answer(STATEMENT | other)
    with pytest.raises(TryLater):
        treasury.statement(AskStatement(day=DAY))


def reply(*rows: dict[str, Any], total: int, day: date = DAY, partner: str = "GPLX") -> StatementReply:
    return StatementReply(day=day, partner=partner, total=total, rows=list(rows))


def test_the_platforms_statement() -> None:
    said = read_statement(
        reply(ROW, ROW | {"TrangThaiGD": "4", "MaHoSo": "000"}, total=270_000), day=DAY, partner="GPLX"
    )
    assert [(row.reference, row.transaction, row.amount, row.paid, row.dossier) for row in said.rows] == [
        ("dvc1", "TH1", 135_000, True, ""),
        ("dvc1", "TH1", 135_000, False, "000"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        reply(ROW, total=134_999),
        reply(ROW, total=135_000, day=date(2021, 9, 26)),
        reply(ROW, total=135_000, partner="X"),
        reply(ROW | {"ThoiGianGD": "sáng nay"}, total=135_000),
        reply({name: value for name, value in ROW.items() if name != "MaGiaoDich"}, total=135_000),
    ],
)
def test_one_that_was_cut_or_is_anothers_is_not_taken(wrong: StatementReply) -> None:
    with pytest.raises((ValueError, KeyError)):
        read_statement(wrong, day=DAY, partner="GPLX")
