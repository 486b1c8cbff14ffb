"""A certified copy of the health certificate in Chromium: a good one, one that was changed, one that its signer vouches for himself."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gplx.conf.demo.portrait import portrait
from gplx.ground.clock import HANOI
from gplx.health.copies.practice.authority import practice_authority
from gplx.health.copies.practice.sample import practice_copy
from tests import pdfs
from tests.health.copies.pki import holder, sign
from tests.journeys.people import Citizen, code_on, department_of
from tests.journeys.stack import Stack
from tests.journeys.window import NARROW, Window

pytestmark = [pytest.mark.stack, pytest.mark.browser]
SIGNED = datetime(2021, 9, 24, 9, 0, tzinfo=HANOI)
TAMPERED = "Nội dung tệp đã bị thay đổi sau khi ký nên chữ ký số không còn giá trị."
SELF_SIGNED = "Chữ ký số của tệp do người ký tự tạo, không do tổ chức chứng thực cấp."


@pytest.fixture
def at_health(citizen: Callable[..., Citizen], in_window: Callable[..., Window]) -> tuple[Citizen, Window]:
    """Somebody without an exam in the health database, at the page of the certificate, on a phone."""
    applicant = citizen("no_exam")
    window = in_window(applicant, width=NARROW)
    window.press("Đổi giấy phép này")
    window.wait_for("Còn 2 việc cần làm trước khi nộp")
    window.press("Giấy khám sức khỏe")
    return applicant, window


def good_copy(stack: Stack, applicant: Citizen) -> bytes:
    """Signed by somebody for whom the practice world's authority vouches, whom this stack trusts."""
    authority = practice_authority(Path(stack.world.environment["GPLX_TRUST_LIST"]))
    told = {"name": applicant.person["name"], "licence_class": "B2"}
    return apart(lambda: practice_copy(**told, authority=authority, at=SIGNED))


def apart(make: Callable[[], bytes]) -> bytes:
    """Made in a thread of its own: signing runs an event loop, and Chromium's runs here."""
    with ThreadPoolExecutor(1) as pen:
        return pen.submit(make).result()


def bring(window: Window, data: bytes) -> None:
    window.choose("Bản sao chứng thực điện tử (tệp PDF có chữ ký số)")
    window.bring("Tệp giấy khám sức khỏe", name="ban-sao.pdf", kind="application/pdf", data=data)
    window.press("Lưu và tiếp tục")


def test_a_good_copy_is_taken_and_the_officer_sees_who_signed_it(
    stack: Stack, at_health: tuple[Citizen, Window], window: Callable[..., Window]
) -> None:
    applicant, theirs = at_health
    bring(theirs, good_copy(stack, applicant))
    theirs.wait_for("Còn 1 việc cần làm trước khi nộp")
    theirs.press("Ảnh chân dung")
    theirs.bring("Ảnh chân dung", name="anh.jpg", kind="image/jpeg", data=portrait())
    theirs.press("Lưu và tiếp tục")
    theirs.press("Dùng ảnh này")
    theirs.press("Nộp hồ sơ")
    code = code_on(theirs.page.locator("body").inner_text())
    desk = window(width=NARROW)
    desk.open(f"/can-bo/dang-nhap?tai-khoan=tiepnhan.{department_of(code)}")
    desk.press("Đăng nhập")
    desk.open(f"/can-bo?ma={code}")
    desk.press(code)
    assert desk.says("Người Ký Thực Hành, UBND phường Thực Hành ký lúc")
    assert desk.says("chứng thư do Cơ quan chứng thực thực hành cấp")


@pytest.mark.parametrize("what", ["tampered", "self-signed"])
def test_one_that_proves_nothing_is_refused_with_what_to_do_and_a_good_one_is_taken_after_it(
    stack: Stack, at_health: tuple[Citizen, Window], what: str
) -> None:
    applicant, theirs = at_health
    good = good_copy(stack, applicant)
    if what == "tampered":
        bring(theirs, good.replace(b"/MediaBox", b"/mediaBox"))
        assert theirs.says(TAMPERED)
    else:
        alone = holder("Kẻ Tự Ký", since=SIGNED - timedelta(days=9), until=SIGNED + timedelta(days=9))
        bring(theirs, apart(lambda: sign(pdfs.pdf(), alone, at=SIGNED)))
        assert theirs.says(SELF_SIGNED)
    assert theirs.page.locator(".govuk-error-summary").is_visible()
    bring(theirs, good)
    theirs.wait_for("Còn 1 việc cần làm trước khi nộp")
