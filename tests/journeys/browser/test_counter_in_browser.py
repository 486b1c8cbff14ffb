"""A clerk in Chromium at the counter: a dossier for who stands there, help with a draft by its code; and what the person sees of it."""

from collections.abc import Callable

import pytest

from tests.journeys.people import Citizen, code_on
from tests.journeys.window import NARROW, WIDE, Window

pytestmark = [pytest.mark.stack, pytest.mark.browser]


def body(window: Window) -> str:
    return window.page.locator("body").inner_text()


@pytest.fixture
def counter(window: Callable[..., Window]) -> Callable[..., Window]:
    """The window of the clerk at the counter of a department."""

    def sit_down(department: str = "h26", **kind: object) -> Window:
        one = window(**kind)
        one.open(f"/can-bo/dang-nhap?tai-khoan=tiepnhan.{department}")
        one.press("Đăng nhập")
        one.press("Tại quầy")
        return one

    return sit_down


@pytest.mark.parametrize(
    ("scripts", "width"),
    [pytest.param(True, WIDE, id="scripts, wide"), pytest.param(False, NARROW, id="no scripts, 320 px")],
)
def test_a_dossier_is_entered_for_who_stands_there_and_waits_in_their_account(
    citizen: Callable[..., Citizen],
    counter: Callable[..., Window],
    in_window: Callable[..., Window],
    *,
    scripts: bool,
    width: int,
) -> None:
    person, clerk = citizen(), counter(scripts=scripts, width=width)
    clerk.type("Mã QR trên thẻ căn cước", person.person["qr"])
    clerk.press("Tìm giấy phép lái xe")
    assert clerk.says("Vui lòng đọc nội dung đồng ý cho người dân và đánh dấu khi họ đồng ý.")
    clerk.choose("Người dân đã nghe và đồng ý")
    clerk.press("Tìm giấy phép lái xe")
    clerk.press("In phiếu đồng ý để người dân ký (A5)")
    assert clerk.says("PHIẾU ĐỒNG Ý")
    clerk.press("Quay lại")
    clerk.press("Đổi giấy phép này")
    clerk.press("Cách nhận kết quả")
    clerk.choose("Tôi đến Sở nhận")
    clerk.type("Số điện thoại", "0900000009")
    clerk.press("Lưu và tiếp tục")
    clerk.wait_for("Đã đủ để nộp")
    clerk.press("Xem lại và nộp hồ sơ")
    clerk.choose("Giấy phép lái xe")
    clerk.press("Nộp hồ sơ")
    code = code_on(body(clerk))
    assert clerk.says("Chờ nộp lệ phí")
    assert clerk.says("đã xem bản chính: Giấy phép lái xe")
    window = in_window(person, scripts=scripts, width=NARROW)
    assert window.says(code)
    window.press("Ai đã xem dữ liệu của tôi")
    assert window.says("Nộp hồ sơ thay ông/bà tại quầy")
    window.press("Hồ sơ của tôi")
    window.press("Đổi giấy phép lái xe hạng B2")
    window.press("Đến trang thanh toán")
    window.press("Thanh toán")
    window.wait_for("Đã nhận lúc")


def test_a_draft_is_filled_in_by_a_clerk_who_was_told_its_code(
    citizen: Callable[..., Citizen], counter: Callable[..., Window], in_window: Callable[..., Window]
) -> None:
    window = in_window(citizen(), width=NARROW)
    window.press("Đổi giấy phép này")
    window.wait_for("Đã đủ để nộp")
    draft = window.page.url.rpartition("/")[2]
    window.press("Nhờ cán bộ giúp")
    window.press("Đổi Sở tiếp nhận")
    window.page.get_by_label("Sở tiếp nhận", exact=True).select_option("H24")
    window.press("Lưu và tiếp tục")
    window.press("Nhờ cán bộ giúp")
    window.press("Tôi đồng ý, cho tôi mã")
    told = window.page.locator(".gplx-help-code").inner_text()
    elsewhere = counter("h26")
    elsewhere.type("Mã người dân đọc", told)
    elsewhere.press("Mở bản nháp")
    assert elsewhere.says("Mã không đúng, đã dùng, hết hạn hoặc của Sở khác.")
    clerk = counter("h24")
    clerk.type("Mã người dân đọc", told)
    clerk.press("Mở bản nháp")
    assert clerk.page.url.endswith(f"/can-bo/tai-quay/ho-so/{draft}")
    clerk.press("Cách nhận kết quả")
    clerk.choose("Tôi đến Sở nhận")
    clerk.press("Lưu và tiếp tục")
    window.open(f"/ho-so/{draft}/nhan-ket-qua")
    assert window.page.get_by_label("Tôi đến Sở nhận", exact=True).is_checked()
    window.open(f"/ho-so/{draft}/nho-giup")
    window.press("Thôi nhờ, tôi tự làm")
    clerk.page.reload()
    assert not clerk.says("Đổi giấy phép lái xe hạng B2")
    window.open("/cua-toi/ai-da-xem")
    assert window.says("Điền thay ông/bà tại quầy")
    assert window.says("Giúp điền bản nháp, theo mã ông/bà đã đọc")
