"""A department's four desks in Chromium, and what its questions mean for the citizen."""

import re
from collections.abc import Callable

import pytest

from gplx.conf.demo.citizen import picture
from gplx.conf.demo.office import ASKED_AGAIN
from gplx.conf.demo.portrait import portrait
from tests.journeys.people import Citizen, code_on, department_of
from tests.journeys.stack import until
from tests.journeys.window import Window

pytestmark = [pytest.mark.stack, pytest.mark.browser]


@pytest.fixture
def desk(window: Callable[[], Window]) -> Callable[[str, str], Window]:
    """The window of the officer at a desk of the department that a code names, before the dossier with that code."""

    def sit_down(name: str, code: str) -> Window:
        one = window()
        one.open(f"/can-bo/dang-nhap?tai-khoan={name}.{department_of(code)}")
        one.press("Đăng nhập")
        if name != "inthe":
            one.open(f"/can-bo?ma={code}")
            one.press(code)
            until(lambda: not one.says(ASKED_AGAIN) or one.open(f"/can-bo?ma={code}") or one.press(code))
        return one

    return sit_down


def send_photo(window: Window) -> None:
    window.press("Ảnh chân dung")
    window.bring("Ảnh chân dung", name="anh.jpg", kind="image/jpeg", data=portrait())
    window.press("Lưu và tiếp tục")
    window.press("Dùng ảnh này")


def test_from_accepting_to_the_card(
    citizen: Callable[..., Citizen], desk: Callable[[str, str], Window], serial: Callable[[], str]
) -> None:
    applicant = citizen()
    code = applicant.file_and_pay()
    desk("tiepnhan", code).press("Tiếp nhận hồ sơ")
    examiner = desk("thamdinh", code)
    examiner.press("Trình duyệt")
    assert not examiner.offers("Phê duyệt")
    desk("lanhdao", code).press("Phê duyệt")
    printer = desk("inthe", code)
    printer.press("In thẻ")
    printer.type("Số phôi đầu tiên", serial())
    printer.press("In các thẻ đã chọn")
    printer.press("Chuyển trả các thẻ đã chọn")
    assert printer.says(f"{code}: đã chuyển trả.")
    until(lambda: "Đã trả kết quả" in applicant.look(code).text)


def test_what_was_asked_for_is_corrected_and_the_dossier_goes_on(
    citizen: Callable[..., Citizen], desk: Callable[[str, str], Window], in_window: Callable[[Citizen], Window]
) -> None:
    applicant = citizen()
    code = applicant.file_and_pay()
    clerk = desk("tiepnhan", code)
    clerk.unfold("Yêu cầu bổ sung")
    clerk.choose("Ảnh chân dung")
    clerk.type("Lý do", "Ảnh bị mờ, vui lòng gửi ảnh rõ mặt.")
    clerk.press("Yêu cầu bổ sung")
    assert not clerk.offers("Tiếp nhận hồ sơ")
    window = in_window(applicant)
    window.press("Đổi giấy phép lái xe hạng B2")
    assert window.says("Ảnh bị mờ, vui lòng gửi ảnh rõ mặt.")
    assert not window.offers("Gửi lại hồ sơ")
    send_photo(window)
    window.press("Gửi lại hồ sơ")
    assert window.says("Đã nộp, đang kiểm tra")
    clerk.open(f"/can-bo?ma={code}")
    clerk.press(code)
    clerk.press("Tiếp nhận hồ sơ")
    assert clerk.says("Đang thẩm định")


def test_an_old_number_is_proven_by_the_text_of_the_card(
    citizen: Callable[..., Citizen], in_window: Callable[[Citizen], Window]
) -> None:
    applicant = citizen("old_cmnd")
    window = in_window(applicant)
    window.wait_for("Chưa tìm thấy giấy phép lái xe")
    window.press("Chứng minh số giấy tờ cũ bằng mã QR trên thẻ căn cước")
    window.type("Hoặc dòng chữ trong mã QR", applicant.person["qr"])
    window.press("Tìm giấy phép")
    window.press("Đổi giấy phép này")
    # Every agency has answered: after the portrait the way leads straight to the review.
    window.wait_for(re.compile("Còn 1 việc cần làm trước khi nộp|Đã đủ để nộp"))
    send_photo(window)
    window.press("Nộp hồ sơ")
    window.press("Đến trang thanh toán")
    window.press("Thanh toán")
    window.wait_for("Đã nhận lúc")
    assert window.typed == 1


def test_a_paper_exam_is_recorded_by_an_officer_and_then_the_fee_is_paid(
    citizen: Callable[..., Citizen], desk: Callable[[str, str], Window], in_window: Callable[[Citizen], Window]
) -> None:
    window = in_window(citizen("no_exam"))
    window.press("Đổi giấy phép này")
    window.wait_for("Còn 2 việc cần làm trước khi nộp")
    send_photo(window)
    assert not window.offers("Xem lại và nộp hồ sơ")
    window.press("Giấy khám sức khỏe")
    window.choose("Ảnh chụp hoặc bản quét giấy khám sức khỏe")
    window.bring("Tệp giấy khám sức khỏe", name="giay.jpg", kind="image/jpeg", data=picture("giấy khám"))
    window.press("Lưu và tiếp tục")
    window.press("Xem lại và nộp hồ sơ")
    window.press("Nộp hồ sơ")
    assert not window.offers("Nộp lệ phí")
    code = code_on(window.page.locator("body").inner_text())
    clerk = desk("tiepnhan", code)
    assert clerk.shows("Giấy khám sức khỏe (ảnh)")
    clerk.unfold("Ghi nhận văn bản trả lời")
    clerk.choose("Giấy khám sức khỏe")
    clerk.choose("Đạt, không vướng mắc")
    clerk.type("Số, ngày của văn bản", "Giấy khám số 01/THU")
    clerk.type("Ngày kết luận", "20/9/2021")
    clerk.press("Ghi nhận văn bản trả lời")
    assert clerk.says("Chờ nộp lệ phí")
    window.open("/cua-toi")
    window.press("Đổi giấy phép lái xe hạng B2")
    window.press("Đến trang thanh toán")
    window.press("Thanh toán")
    window.wait_for("Đã nhận lúc")
    assert window.typed == 0
