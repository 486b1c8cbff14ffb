"""A doubtful portrait: its owner is told what to change, uses it all the same, and the officer sees both beside it."""

from collections.abc import Callable

import pytest

from tests import portraits
from tests.journeys.people import Citizen, Officer, code_on
from tests.journeys.window import NARROW, Window

pytestmark = [pytest.mark.stack, pytest.mark.browser]

PAGES_TO_RECEIPT = 7
NOT_WHITE_WALL = "Nền ảnh không phải màu xanh. Vui lòng chụp trước tấm phông hoặc bức tường màu xanh."


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_doubtful_photo_is_used_all_the_same_and_the_officer_sees_why(
    citizen: Callable[..., Citizen],
    in_window: Callable[..., Window],
    at_desk: Callable[[str, str], Officer],
    *,
    scripts: bool,
) -> None:
    window = in_window(citizen("decomposed"), scripts=scripts, width=NARROW)
    window.press("Đổi giấy phép này")
    window.wait_for("Còn 1 việc cần làm trước khi nộp")
    window.press("Ảnh chân dung")
    data = portraits.sent(portraits.before("#f4f4f4"))
    window.bring("Ảnh chân dung", name="anh.jpg", kind="image/jpeg", data=data)
    window.press("Lưu và tiếp tục")
    window.looked_over.clear()
    window.look_over()
    assert window.says(NOT_WHITE_WALL)
    assert window.shows("Ảnh chân dung sẽ in trên giấy phép")
    window.press("Vẫn dùng ảnh này")
    assert window.page.url.endswith("/kiem-tra")
    window.press("Nộp hồ sơ")
    window.press("Đến trang thanh toán")
    window.press("Thanh toán")
    window.wait_for("Đã nhận lúc")
    way = window.pages[window.pages.index("/cua-toi") :]
    assert len(way) <= PAGES_TO_RECEIPT, way
    assert window.typed == 0
    code = code_on(window.page.locator("body").inner_text())
    shown = at_desk("tiepnhan", code).open(code).text
    assert "Máy thấy điểm cần xem: Nền ảnh: nền không xanh" in shown
    assert "Người dân đã xem và vẫn dùng ảnh này lúc" in shown
    assert "Đạt: Một khuôn mặt, Nhìn thẳng, Cỡ đầu trong ảnh" in shown
