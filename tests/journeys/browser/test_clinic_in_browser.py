"""A clinic in Chromium: it registers, is approved, issues an exam; the citizen's list turns green. With scripts, and without at 320 px."""

from base64 import b32decode
from collections.abc import Callable, Iterator
from itertools import count, cycle

import pytest
from django_otp.oath import totp

from tests.journeys.people import Citizen
from tests.journeys.stack import Stack, until
from tests.journeys.test_clinic_exam import examine
from tests.journeys.window import NARROW, WIDE, Window

pytestmark = [pytest.mark.stack, pytest.mark.browser]
PASSWORD = "một câu dễ nhớ 2021"
_codes = count(1)

Open = Callable[..., Window]


@pytest.fixture(params=[(True, WIDE), (True, NARROW), (False, NARROW)], ids=["wide", "320 px", "no scripts, 320 px"])
def kind(request: pytest.FixtureRequest) -> dict[str, object]:
    """The browser of everybody in a journey."""
    scripts, width = request.param
    return {"scripts": scripts, "width": width}


@pytest.fixture
def code() -> Iterator[str]:
    """The code of a clinic that nobody has registered."""
    yield f"019{next(_codes) + 40:02d}"


def register(window: Window, code: str) -> str:
    """Register a clinic of Hà Nội; the activation code."""
    window.open("/co-so-kham")
    window.press("Đăng ký kết nối trong ngày")
    window.press("Gửi đăng ký")
    assert window.says("Có điều cần sửa")
    window.type("Mã cơ sở khám chữa bệnh", code)
    window.type("Tên cơ sở", f"Phòng khám Đa khoa Thử {code}")
    window.page.get_by_label("Tỉnh, thành phố", exact=True).select_option("01")
    window.type("Địa chỉ", "2 phố Thử, phường Thử")
    window.type("Vị trí trên bản đồ (không bắt buộc)", "21.03, 105.85")
    window.type("Điện thoại để người dân gọi", "0900000001")
    window.type("Thư điện tử", "phongkham@example.vn")
    for box in window.page.get_by_role("checkbox").all():
        box.check()
    window.type("Bác sĩ chịu trách nhiệm kết luận", "Nguyễn Bác Sĩ Thử")
    window.press("Gửi đăng ký")
    return str(window.page.locator("dd").nth(2).inner_text())


def decide(window: Window, code: str, act: str) -> None:
    """The health office of Hà Nội decides."""
    if not window.says("Đăng xuất"):
        window.open("/can-bo/dang-nhap?tai-khoan=soyte.h26")
        window.press("Đăng nhập")
    window.open("/can-bo/co-so-kham")
    window.press(f"Phòng khám Đa khoa Thử {code}")
    window.press(act)


def activate(window: Window, code: str, activation: str) -> None:
    """The doctor's own password and second factor; then they sign in."""
    window.open("/co-so-kham/kich-hoat")
    window.type("Mã cơ sở khám chữa bệnh", code)
    window.type("Mã kích hoạt", activation)
    window.press("Tiếp tục")
    window.unfold("Không quét được mã?")
    secret = b32decode(window.page.locator(".gplx-secret").inner_text())
    window.type("Mật khẩu mới", PASSWORD)
    window.type("Nhắc lại mật khẩu", PASSWORD)
    window.type("Mã xác nhận", f"{totp(secret):06d}")
    window.press("Kích hoạt")
    # A code serves once: the next half minute's is taken already now, unless the half minute ended while the last was on its way.
    half_minutes = cycle((-30, 0))

    def signed_in() -> bool:
        window.type("Tên đăng nhập", f"bacsi.{code}")
        window.type("Mật khẩu", PASSWORD)
        window.type("Mã xác nhận", f"{totp(secret, t0=next(half_minutes)):06d}")
        window.press("Đăng nhập")
        return window.offers("Lập phiếu khám")

    until(signed_in)


def issue(window: Window, person: dict[str, str]) -> None:
    """One page, filled in from the card, and the page to check."""
    window.press("Lập phiếu khám")
    window.type("Mã QR trên căn cước công dân", person["qr"])
    window.press("Điền theo thẻ")
    assert window.says("Đã điền theo thẻ")
    window.press("Xem lại trước khi ký")
    assert window.says("Vui lòng chọn kết luận.")
    window.choose("Âm tính với mọi nhóm")
    window.type("Nồng độ cồn", "0,1")
    window.choose("B2")
    window.choose("Đủ sức khỏe lái xe")
    window.press("Xem lại trước khi ký")
    assert window.says("Có nồng độ cồn: chỉ kết luận được là không đủ sức khỏe.")
    window.type("Nồng độ cồn", "0")
    window.press("Xem lại trước khi ký")
    window.press("Ký và phát hành")
    assert window.says("Đã ký và phát hành phiếu số 00001/GKSKLX/")


def test_from_registering_to_the_citizens_green_list(
    citizen: Callable[..., Citizen], window: Open, in_window: Open, code: str, kind: dict[str, object]
) -> None:
    applicant = citizen("no_exam")
    theirs = in_window(applicant, **kind)
    theirs.press("Đổi giấy phép này")
    theirs.wait_for("Còn 2 việc cần làm trước khi nộp")
    draft = theirs.pages[-1]
    clinic, office = window(**kind), window(**kind)
    activation = register(clinic, code)
    assert not clinic.offers(f"Phòng khám Đa khoa Thử {code}")
    decide(office, code, "Phê duyệt")
    activate(clinic, code, activation)
    issue(clinic, applicant.person)
    until(lambda: has_arrived(theirs, draft))
    assert theirs.says("Giấy khám sức khỏe còn hiệu lực và đúng hạng.")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_exam_that_a_clinics_software_sends_turns_the_list_green(
    stack: Stack, citizen: Callable[..., Citizen], in_window: Open, *, scripts: bool
) -> None:
    applicant = citizen("no_exam")
    theirs = in_window(applicant, scripts=scripts, width=NARROW)
    theirs.press("Đổi giấy phép này")
    theirs.wait_for("Còn 2 việc cần làm trước khi nộp")
    draft = theirs.pages[-1]
    assert examine(stack, applicant.person, dirty="tampered")["MSG_STATE"] == "0"
    assert not has_arrived(theirs, draft)
    assert examine(stack, applicant.person)["MSG_STATE"] == "1"
    until(lambda: has_arrived(theirs, draft))
    assert theirs.says("Giấy khám sức khỏe còn hiệu lực và đúng hạng.")


def has_arrived(window: Window, draft: str) -> bool:
    """Whether the list of the draft, looked at anew, lacks one thing less."""
    window.open(draft)
    return window.says("Còn 1 việc cần làm trước khi nộp")


def test_the_citizen_is_led_to_the_nearest_clinic(
    citizen: Callable[..., Citizen], in_window: Open, kind: dict[str, object]
) -> None:
    theirs = in_window(citizen("no_exam"), **kind)
    theirs.press("Đổi giấy phép này")
    theirs.wait_for("Còn 2 việc cần làm trước khi nộp")
    theirs.press("Giấy khám sức khỏe")
    theirs.press("Tìm cơ sở gần nhất")
    assert theirs.says("Cơ sở khám cho hạng B2")
    first = theirs.page.locator(".gplx-facility").first.inner_text()
    assert "Bệnh viện Mẫu số" in first
    assert theirs.page.locator(".gplx-map a").count() == 12
    assert theirs.page.get_by_role("button", name="Xếp theo chỗ tôi đang đứng").is_visible() is kind["scripts"]


def test_where_i_am_orders_the_list_in_the_browser_alone(window: Open) -> None:
    one = window()
    one.page.context.grant_permissions(["geolocation"])
    one.page.context.set_geolocation({"latitude": 16.05, "longitude": 108.2})
    one.open("/co-so-kham?tinh=01&hang=B2")
    sent: list[str] = []
    one.page.on("request", lambda request: sent.append(request.url))
    one.page.get_by_role("button", name="Xếp theo chỗ tôi đang đứng").click()
    one.page.get_by_text("Đã xếp theo khoảng cách đến chỗ ông/bà.").wait_for()
    first = one.page.locator(".gplx-facility").first.inner_text()
    assert "Quảng Nam" in first or "Đà Nẵng" in first
    assert "cách ông/bà khoảng" in first
    assert sent == []


@pytest.mark.parametrize(("language", "width"), [("vi", NARROW), ("en", NARROW), ("en", WIDE)])
def test_no_page_of_the_desk_has_anything_to_complain_of(window: Open, language: str, width: int) -> None:
    one = window(width=width)
    one.open("/can-bo/dang-nhap?tai-khoan=bacsi.01902")
    if language == "en":
        one.press("English")
        one.open("/can-bo/dang-nhap?tai-khoan=bacsi.01902")
    one.press({"vi": "Đăng nhập", "en": "Sign in"}[language])
    for path in ("/co-so-kham/da-phat-hanh", "/co-so-kham/kham", "/co-so-kham/ket-noi"):
        one.look_at(path)
        assert one.page.locator("html").get_attribute("lang") == language
    one.press({"vi": "Gửi thử mẫu", "en": "Try a sample"}[language])
    assert one.page.locator(".gplx-verdicts li").count() == 4


def test_a_clinic_is_suspended_and_taken_up_again(window: Open, code: str) -> None:
    clinic, office = window(), window()
    activation = register(clinic, code)
    decide(office, code, "Phê duyệt")
    activate(clinic, code, activation)
    office.unfold("Tạm dừng kết nối")
    office.type("Lý do", "Hết hạn công bố")
    office.press("Tạm dừng kết nối")
    clinic.open("/co-so-kham/kham")
    assert clinic.says("Cơ sở đang tạm dừng kết nối.")
    assert clinic.says("Lý do: Hết hạn công bố")
    office.press("Cho kết nối lại")
    clinic.open("/co-so-kham/kham")
    assert clinic.offers("Xem lại trước khi ký")
