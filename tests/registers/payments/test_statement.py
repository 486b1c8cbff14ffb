"""The platform's statement, beside what was recorded of it: bodies that break off, and sums that are not those of the rows."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gplx.registers.errors import TryLater
from gplx.registers.faults import NotReached, Rejected
from gplx.registers.payments.http import HttpPaymentPlatform, PaymentAddress
from gplx.registers.payments.statement import FetchStatement, StatementReply, read_statement
from tests.registers.outside import Answer, Outside
from tests.registers.recorded.record import load

DAY = date(2021, 9, 27)
SAID = load("payments")["statement"]["answer"]


@pytest.fixture
def platform(outside: Outside) -> HttpPaymentPlatform:
    return HttpPaymentPlatform(PaymentAddress(url=outside.url, partner="GPLX", secret="bí mật để thử"))


@pytest.mark.parametrize("answer", [Answer(b"\xff\xfe"), Answer(b"[" * 100_000), Answer(SAID, half=True)])
def test_what_is_no_statement_is_asked_for_again(platform: HttpPaymentPlatform, outside: Outside, answer: Any) -> None:
    outside.will_answer(answer)
    with pytest.raises(TryLater):
        platform.statement(FetchStatement(day=DAY))


def test_a_closed_platform_and_one_that_does_not_know_us(platform: HttpPaymentPlatform, outside: Outside) -> None:
    outside.will_answer(Answer({}, status=503), Answer({}, status=403))
    with pytest.raises(NotReached):
        platform.statement(FetchStatement(day=DAY))
    with pytest.raises(Rejected):
        platform.statement(FetchStatement(day=DAY))


def test_a_row_that_is_not_paid_counts_in_the_sum() -> None:
    [row] = SAID["rows"]
    rows = [row, row | {"TrangThaiGD": "4"}]
    said = read_statement(StatementReply(day=DAY, partner="GPLX", total=270_000, rows=rows), day=DAY, partner="GPLX")
    assert [(one.amount, one.paid) for one in said.rows] == [(135_000, True), (135_000, False)]


@given(amounts=st.lists(st.integers(0, 10**9), max_size=8), off=st.integers(-3, 3))
def test_the_sum_is_that_of_all_rows_or_it_was_cut(amounts: list[int], off: int) -> None:
    rows = [SAID["rows"][0] | {"SoTien": str(amount)} for amount in amounts]
    reply = StatementReply(day=DAY, partner="GPLX", total=sum(amounts) + off, rows=rows)
    if off:
        with pytest.raises(ValueError, match="sum is not that of its rows"):
            read_statement(reply, day=DAY, partner="GPLX")
    else:
        assert [row.amount for row in read_statement(reply, day=DAY, partner="GPLX").rows] == amounts
