"""Paying in Chromium: another try, another way, a lost word, a wrong amount, and the receipt that anybody can check."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.journeys.people import Citizen, Officer
from tests.journeys.stack import NEXT_DAY, Stack, until
from tests.journeys.test_faults_of_payment import CALENDAR, payments
from tests.journeys.window import NARROW, Window

pytestmark = [pytest.mark.stack, pytest.mark.browser]

WRONG = "không đúng số tiền lệ phí nên chưa được tính"
RECEIPT = "SELECT r.code FROM fees_feereceipt r JOIN fees_payment p ON p.id = r.payment_id JOIN dossiers_dossier d ON d.id = p.dossier_id"


@pytest.fixture
def at_fee(citizen: Callable[..., Citizen], in_window: Callable[..., Window]) -> Callable[..., Window]:
    """A citizen's window before the page of the fee."""

    def go(**kind: object) -> Window:
        window = in_window(citizen(), **kind)
        window.press("Đổi giấy phép này")
        window.press("Xem lại và nộp hồ sơ")
        window.press("Nộp hồ sơ")
        window.wait_for("Đến trang thanh toán")
        return window

    return go


def code_of(window: Window) -> str:
    return window.page.locator("strong.gplx-code").first.inner_text()


def receipt_code(stack: Stack, code: str) -> str:
    made = until(lambda: stack.ask(f"{RECEIPT} WHERE d.code = %s AND r.made_at IS NOT NULL", code))
    return str(made[0][0])


def test_pay_and_have_the_receipt_checked_by_somebody_else(
    stack: Stack, at_fee: Callable[..., Window], window: Callable[..., Window]
) -> None:
    mine = at_fee()
    assert mine.says("Tài khoản nhận")
    mine.press("Đến trang thanh toán")
    mine.press("Thanh toán")
    mine.wait_for("Đã nhận lúc")
    public = receipt_code(stack, code_of(mine))
    mine.page.reload()
    mine.looked_over.clear()
    mine.look_over()
    link = mine.page.get_by_role("link", name="(PDF)").first
    paper = mine.page.request.get(f"{stack.web}{link.get_attribute('href')}")
    assert paper.body().startswith(b"%PDF-")
    assert paper.headers["content-type"] == "application/pdf"
    theirs = window(width=NARROW)
    theirs.open(f"/bien-lai/{public}")
    assert theirs.says("Có giá trị")
    assert theirs.says("135.000 ₫")


def test_cancel_and_then_pay(at_fee: Callable[..., Window]) -> None:
    window = at_fee(scripts=False, width=NARROW)
    window.press("Đến trang thanh toán")
    window.press("Hủy")
    window.wait_for("Lần thanh toán trước chưa thành công")
    window.press("Thanh toán lại")
    window.press("Đến trang thanh toán")
    window.press("Thanh toán")
    window.wait_for("Đã nhận lúc")


def test_another_way_and_back(stack: Stack, at_fee: Callable[..., Window]) -> None:
    window = at_fee(width=NARROW)
    window.press("Nộp cách khác: Cổng thanh toán VNPay")
    window.wait_for("Nộp cách khác: Nền tảng thanh toán trực tuyến")
    window.press("Đến trang thanh toán")
    assert window.says("Cổng thanh toán VNPay (thực hành)")
    window.press("Thanh toán")
    window.wait_for("Đã nhận lúc")
    assert [state for state, _, _ in payments(stack, code_of(window))] == ["cancelled", "paid"]


def test_a_lost_word_is_found_by_asking(stack: Stack, at_fee: Callable[..., Window]) -> None:
    window = at_fee()
    window.press("Đến trang thanh toán")
    window.press("Thanh toán, mất thông báo")
    window.wait_for("Đang xác nhận thanh toán")
    told = {**stack.world.environment, **NEXT_DAY}
    subprocess.run([sys.executable, "-c", CALENDAR.format("ask_after_open_payments")], env=told, check=True)  # noqa: S603  fixed words
    window.wait_for("Đã nhận lúc")


def test_a_wrong_amount_and_then_the_right_one(
    stack: Stack, at_fee: Callable[..., Window], at_desk: Callable[[str, str], Officer]
) -> None:
    window = at_fee()
    window.press("Đến trang thanh toán")
    window.press("Thanh toán sai số tiền")
    window.wait_for(WRONG)
    code = window.page.locator("p.govuk-body").first.inner_text().split()[2]
    listed = at_desk("tiepnhan", code)
    assert code in listed.browser.open("/can-bo/thanh-toan").text
    window.press("Thanh toán lại")
    window.press("Đến trang thanh toán")
    window.press("Thanh toán")
    window.wait_for("Đã nhận lúc")
    assert not window.says(WRONG)
    # Until its receipt has been issued, a payment stands there among those that wait for one.
    until(lambda: code not in listed.browser.open("/can-bo/thanh-toan").text)
