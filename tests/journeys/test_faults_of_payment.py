"""What goes wrong with money: told twice, not told at all, cancelled, half paid. Each đồng counts once."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.journeys.people import Citizen
from tests.journeys.stack import NEXT_DAY, Stack, until

pytestmark = pytest.mark.stack

CALENDAR = "import django; django.setup(); from gplx.clock.calendar import CALENDAR; CALENDAR['{}'][1]()"


def payments(stack: Stack, code: str) -> list[tuple[str, int, bool]]:
    query = "SELECT p.state, p.amount, p.refund_due FROM fees_payment p JOIN dossiers_dossier d ON d.id = p.dossier_id"
    return stack.ask(f"{query} WHERE d.code = %s ORDER BY p.id", code)


def money_acts(stack: Stack, code: str) -> int:
    query = "SELECT count(*) FROM dossiers_act a JOIN dossiers_dossier d ON d.id = a.dossier_id"
    [(found,)] = stack.ask(f"{query} WHERE d.code = %s AND a.act = 'pay'", code)
    return int(found)


def replies(stack: Stack, code: str) -> list[str]:
    """The codes with which the platform's words about a dossier were answered."""
    query = "SELECT p.reference FROM fees_payment p JOIN dossiers_dossier d ON d.id = p.dossier_id WHERE d.code = %s"
    references = [reference for (reference,) in stack.ask(f"{query} ORDER BY p.id", code)]
    told = [callback for one in references for callback in stack.see(f"payments/{one}")["callbacks"]]
    return [one["reply"]["MaLoi"] for one in told]


def test_told_twice_it_is_paid_once(stack: Stack, citizen: Callable[..., Citizen]) -> None:
    applicant = citizen()
    code = applicant.file()
    applicant.pay("Thanh toán, thông báo hai lần")
    applicant.browser.wait_until("Đã nhận lúc")
    assert replies(stack, code) == ["00", "00"]
    assert payments(stack, code) == [("paid", 135_000, False)]
    assert money_acts(stack, code) == 1


def test_what_nobody_told_is_found_by_asking(stack: Stack, citizen: Callable[..., Citizen]) -> None:
    applicant = citizen()
    code = applicant.file()
    said = applicant.pay("Thanh toán, mất thông báo")
    assert said.title == "Đang xác nhận thanh toán"
    assert payments(stack, code) == [("open", 135_000, False)]
    told = {**stack.world.environment, **NEXT_DAY}
    subprocess.run([sys.executable, "-c", CALENDAR.format("ask_after_open_payments")], env=told, check=True)  # noqa: S603  fixed words
    applicant.browser.wait_until("Đã nhận lúc")
    assert payments(stack, code) == [("paid", 135_000, False)]
    assert money_acts(stack, code) == 1


@pytest.mark.parametrize("choice", ["Hủy", "Thất bại"])
def test_a_try_that_came_to_nothing_can_be_made_again(
    stack: Stack, citizen: Callable[..., Citizen], choice: str
) -> None:
    applicant = citizen()
    code = applicant.file()
    said = applicant.pay(choice)
    assert "Lần thanh toán trước chưa thành công; tiền chưa bị trừ. Ông/bà có thể thử lại." in said.text
    applicant.browser.send("Thanh toán lại")
    applicant.pay()
    applicant.browser.wait_until("Đã nhận lúc")
    assert payments(stack, code) == [("failed", 135_000, False), ("paid", 135_000, False)]
    assert money_acts(stack, code) == 1


def test_a_wrong_amount_is_not_taken_for_the_fee(stack: Stack, citizen: Callable[..., Citizen]) -> None:
    applicant = citizen()
    code = applicant.file()
    applicant.pay("Thanh toán sai số tiền")
    until(lambda: replies(stack, code))
    assert replies(stack, code) == ["14"]
    assert payments(stack, code) == [("open", 135_000, False)]
    assert money_acts(stack, code) == 0
    assert "Chờ nộp lệ phí" in applicant.look(code).text
