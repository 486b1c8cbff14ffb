"""The platform's statement on the wire: how it is asked for, and odd bodies that must be asked for again, never half understood."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gplx.ground.clock import HANOI
from gplx.registers.errors import TryLater
from gplx.registers.faults import NotReached, Rejected
from gplx.registers.payments.http import HttpPaymentPlatform, PaymentAddress
from gplx.registers.payments.statement import FetchStatement, StatementReply, StatementRow, read_statement
from tests.registers.outside import Answer, Outside

DAY = date(2021, 9, 27)
ROW = {
    "MaThamChieu": "dvc1",
    "MaGiaoDich": "TH1",
    "SoTien": 135_000,
    "MaTienTe": "VND",
    "ThoiGianGD": "20210927235959",
    "MaHoSo": "000.00.99.H26-210927-0001",
    "TrangThaiGD": "1",
}


@pytest.fixture
def platform(outside: Outside) -> HttpPaymentPlatform:
    return HttpPaymentPlatform(
        PaymentAddress(url=outside.url, partner="GPLX", secret="bí mật để thử"),
        clock=lambda: datetime(2021, 9, 28, 5, 30, tzinfo=HANOI),
    )


def said(*rows: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {"day": "2021-09-27", "MaDoiTac": "GPLX", "total": 135_000 * len(rows), "rows": list(rows)} | other


def test_the_statement_of_a_day_is_asked_for_by_its_day(platform: HttpPaymentPlatform, outside: Outside) -> None:
    outside.will_answer(said(ROW))
    found = platform.statement(FetchStatement(day=DAY))
    assert found.day == DAY
    assert found.rows == (
        StatementRow(
            reference="dvc1",
            transaction="TH1",
            amount=135_000,
            paid=True,
            at=datetime(2021, 9, 27, 23, 59, 59, tzinfo=HANOI),
            dossier="000.00.99.H26-210927-0001",
        ),
    )
    [asked] = outside.asked
    assert (asked.method, asked.path, asked.raw) == ("GET", "/base/statement?day=2021-09-27", b"")


def test_a_day_without_money_is_a_statement_too(platform: HttpPaymentPlatform, outside: Outside) -> None:
    outside.will_answer(said())
    assert platform.statement(FetchStatement(day=DAY)).rows == ()


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b""),
        Answer(b"[]"),
        Answer(b"null"),
        Answer("<html>bảo trì</html>".encode()),
        Answer(b"\xff\xfe"),
        Answer(b"[" * 100_000),
        Answer(said(ROW), half=True),
        Answer(said(ROW), status=500),
        said(ROW, total=None),
        said(ROW, total="135000"),
        said(ROW, total=135_000.5),
        said(ROW, rows=None),
        said(ROW, rows={}),
        said(ROW, rows=[None]),
        said(ROW, day="27/09/2021"),
        said(ROW, day=None),
        {"day": "2021-09-27", "total": 0, "rows": []},
    ],
)
def test_what_is_no_statement_is_asked_for_again(platform: HttpPaymentPlatform, outside: Outside, answer: Any) -> None:
    outside.will_answer(answer)
    with pytest.raises(TryLater):
        platform.statement(FetchStatement(day=DAY))


@pytest.mark.parametrize(
    "other",
    [
        {"SoTien": None},
        {"SoTien": "nhiều"},
        {"SoTien": []},
        {"SoTien": 135_000.9},
        {"SoTien": True},
        {"ThoiGianGD": None},
        {"ThoiGianGD": "20210927"},
        {"ThoiGianGD": "20211327101500"},
    ],
)
def test_a_row_that_cannot_be_read_spoils_the_whole(
    platform: HttpPaymentPlatform, outside: Outside, other: dict[str, Any]
) -> None:
    outside.will_answer(said(ROW | other, total=int(other.get("SoTien") is True) or 135_000))
    with pytest.raises(TryLater):
        platform.statement(FetchStatement(day=DAY))


def test_a_closed_platform_and_one_that_does_not_know_us(platform: HttpPaymentPlatform, outside: Outside) -> None:
    outside.will_answer(Answer({}, status=503), Answer({}, status=403))
    with pytest.raises(NotReached):
        platform.statement(FetchStatement(day=DAY))
    with pytest.raises(Rejected):
        platform.statement(FetchStatement(day=DAY))


@pytest.mark.parametrize("state", ["3", "4", "", "01", " 1", 0, None])
def test_only_the_state_of_success_is_money(state: object) -> None:
    reply = StatementReply(day=DAY, partner="GPLX", total=135_000, rows=[ROW | {"TrangThaiGD": state}])
    [row] = read_statement(reply, day=DAY, partner="GPLX").rows
    assert row.paid is False


def test_the_state_may_be_a_number() -> None:
    reply = StatementReply(day=DAY, partner="GPLX", total=135_000, rows=[ROW | {"TrangThaiGD": 1}])
    assert read_statement(reply, day=DAY, partner="GPLX").rows[0].paid is True


@given(amounts=st.lists(st.integers(0, 10**9), max_size=8), off=st.integers(-3, 3))
def test_the_sum_is_that_of_all_rows_or_it_was_cut(amounts: list[int], off: int) -> None:
    rows = [ROW | {"SoTien": str(amount)} for amount in amounts]
    reply = StatementReply(day=DAY, partner="GPLX", total=sum(amounts) + off, rows=rows)
    if off:
        with pytest.raises(ValueError, match="sum is not that of its rows"):
            read_statement(reply, day=DAY, partner="GPLX")
    else:
        assert [row.amount for row in read_statement(reply, day=DAY, partner="GPLX").rows] == amounts


def reply(*rows: dict[str, Any], total: int, day: date = DAY, partner: str = "GPLX") -> StatementReply:
    return StatementReply(day=day, partner=partner, total=total, rows=list(rows))


def test_each_row_is_read_for_itself() -> None:
    nameless = {name: value for name, value in ROW.items() if name != "MaHoSo"}
    said = read_statement(
        reply(nameless, ROW | {"TrangThaiGD": "4", "MaHoSo": "000"}, total=270_000), day=DAY, partner="GPLX"
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
