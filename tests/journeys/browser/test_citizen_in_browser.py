"""A citizen in Chromium, from the front page to the receipt: with scripts and without, on a wide screen and on the smallest."""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import segno

from gplx.conf.demo.citizen import picture
from gplx.conf.demo.portrait import portrait
from tests.journeys.people import Citizen, Officer
from tests.journeys.stack import until
from tests.journeys.window import NARROW, WIDE, Window

pytestmark = [pytest.mark.stack, pytest.mark.browser]

PICTURES = os.environ.get("GPLX_PICTURES")  # the folder for pictures, where they are wanted: docs/images
CLICKS_TO_SERVICE, PAGES_TO_RECEIPT = 3, 7
TAPS_ALL_GREEN, TYPED_IN_THE_COMMON_CASE = 12, 3  # a tap on the portal's page and on the platform's counts as well


@pytest.mark.parametrize(
    ("scripts", "width"),
    [
        pytest.param(True, WIDE, id="scripts, wide"),
        pytest.param(True, NARROW, id="scripts, 320 px"),
        pytest.param(False, NARROW, id="no scripts, 320 px"),
    ],
)
def test_all_green_needs_no_typing(
    citizen: Callable[..., Citizen], in_window: Callable[..., Window], *, scripts: bool, width: int
) -> None:
    window = in_window(citizen(), scripts=scripts, width=width)
    window.press("Đổi giấy phép này")
    assert window.clicks <= CLICKS_TO_SERVICE
    if PICTURES and width == WIDE:
        window.wait_for("Đã đủ để nộp")
        window.picture(Path(PICTURES) / "service.png")
    window.press("Xem lại và nộp hồ sơ")
    window.press("Nộp hồ sơ")
    window.press("Đến trang thanh toán")
    window.press("Thanh toán")
    window.wait_for("Đã nhận lúc")
    way = window.pages[window.pages.index("/cua-toi") :]
    assert way[-1].endswith("/bien-nhan")
    assert len(way) <= PAGES_TO_RECEIPT, way
    assert window.typed == 0
    assert window.clicks <= TAPS_ALL_GREEN, window.clicks


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_old_number_needs_the_picture_of_the_card_and_hardly_any_typing(
    citizen: Callable[..., Citizen], in_window: Callable[..., Window], *, scripts: bool
) -> None:
    """The common case: the licence stands under the old number, the exam is in the health database."""
    applicant = citizen("old_cmnd")
    window = in_window(applicant, scripts=scripts, width=NARROW)
    window.wait_for("Chưa tìm thấy giấy phép lái xe")
    window.press("Chứng minh số giấy tờ cũ bằng mã QR trên thẻ căn cước")
    window.bring(
        "Ảnh chụp mã QR trên thẻ căn cước công dân",
        name="the.png",
        kind="image/png",
        data=qr_picture(applicant.person["qr"]),
    )
    window.press("Tìm giấy phép")
    window.press("Đổi giấy phép này")
    # Every agency has answered: after the portrait the way leads straight to the review.
    window.wait_for(re.compile("Còn 1 việc cần làm trước khi nộp|Đã đủ để nộp"))
    window.press("Ảnh chân dung")
    window.bring("Ảnh chân dung", name="anh.jpg", kind="image/jpeg", data=portrait())
    window.press("Lưu và tiếp tục")
    window.press("Dùng ảnh này")
    window.press("Nộp hồ sơ")
    window.press("Đến trang thanh toán")
    window.press("Thanh toán")
    window.wait_for("Đã nhận lúc")
    assert window.typed <= TYPED_IN_THE_COMMON_CASE
    assert window.clicks <= TAPS_ALL_GREEN


def qr_picture(text: str) -> bytes:
    """A photo of the code, as good as a photo is."""
    drawn = io.BytesIO()
    segno.make(text, micro=False).save(drawn, kind="png", scale=6, border=4)
    return drawn.getvalue()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_what_was_begun_on_one_device_goes_on_at_the_same_place_on_another(
    citizen: Callable[..., Citizen], in_window: Callable[..., Window], *, scripts: bool
) -> None:
    applicant = citizen("no_exam")
    first = in_window(applicant, scripts=scripts)
    first.press("Đổi giấy phép này")
    first.wait_for("Còn 2 việc cần làm trước khi nộp")
    first.press("Ảnh chân dung")
    first.bring("Ảnh chân dung", name="anh.jpg", kind="image/jpeg", data=portrait())
    first.press("Lưu và tiếp tục")
    first.press("Dùng ảnh này")
    second = in_window(applicant, scripts=scripts, width=NARROW)
    assert second.says("Ông/bà có hồ sơ đang làm dở")
    assert second.says("Việc tiếp theo: Giấy khám sức khỏe.")
    second.press("Làm tiếp")
    second.choose("Ảnh chụp hoặc bản quét giấy khám sức khỏe")
    second.bring("Tệp giấy khám sức khỏe", name="giay.jpg", kind="image/jpeg", data=picture("giấy khám"))
    second.press("Lưu và tiếp tục")
    assert second.offers("Xem lại và nộp hồ sơ")
    assert (first.typed, second.typed) == (0, 0)


def test_it_is_withdrawn_after_being_asked_once(
    citizen: Callable[..., Citizen], in_window: Callable[..., Window]
) -> None:
    applicant = citizen()
    applicant.file()
    window = in_window(applicant, width=NARROW)
    window.press("Đổi giấy phép lái xe hạng B2")
    window.press("Trả sau, xem biên nhận")
    window.press("Xem tiến độ hồ sơ")
    assert window.says("Ông/bà, từ ")
    window.press("Rút hồ sơ")
    window.press("Không rút")
    window.press("Rút hồ sơ")
    window.press("Rút hồ sơ")
    assert window.says("Đã rút")
    assert not window.offers("Rút hồ sơ")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_service_is_rated_once_the_card_is_there(
    citizen: Callable[..., Citizen],
    in_window: Callable[..., Window],
    at_desk: Callable[[str, str], Officer],
    serial: Callable[[], str],
    *,
    scripts: bool,
) -> None:
    applicant = citizen()
    code = applicant.file_and_pay()
    at_desk("tiepnhan", code).do(code, "accept")
    at_desk("thamdinh", code).do(code, "propose")
    at_desk("lanhdao", code).do(code, "approve")
    at_desk("inthe", code).do(code, "print_card", serial=serial())
    at_desk("inthe", code).do(code, "hand_over")
    until(lambda: "Đã trả kết quả" in applicant.look(code).text)
    window = in_window(applicant, scripts=scripts, width=NARROW)
    window.press("Đổi giấy phép lái xe hạng B2")
    window.press("Đánh giá dịch vụ")
    window.press("Gửi đánh giá")
    assert window.says("Có điều cần sửa")
    for question in window.page.locator("fieldset").all():
        question.get_by_label("Rất hài lòng", exact=True).check()
    window.type("Góp ý thêm (không bắt buộc)", "Nhanh gọn.")
    window.press("Gửi đánh giá")
    assert window.says("Ông/bà đã đánh giá dịch vụ này; vẫn sửa được.")
