"""Money that comes at the counter and money that goes back, in Chromium; and nothing to complain of on any page of money, at 320 px."""

from collections.abc import Callable

import pytest

from tests.journeys.browser.looking import at_desk_of, look, window_of
from tests.journeys.browser.test_paying_in_browser import receipt_code
from tests.journeys.money.test_money import ASK_TREASURY, TODAY, by_the_house, reconcile, refunds
from tests.journeys.people import Citizen, Officer, department_of
from tests.journeys.stack import Stack, until
from tests.journeys.window import NARROW, Window

pytestmark = [pytest.mark.stack, pytest.mark.browser]
AtDesk = Callable[[str, str], Officer]
Open = Callable[..., Window]
OWN_PAYMENT = "SELECT p.reference FROM fees_payment p JOIN dossiers_dossier d ON d.id = p.dossier_id WHERE d.code = %s"
OWN_REFUND = "SELECT r.id FROM refunds_refund r JOIN dossiers_dossier d ON d.id = r.dossier_id WHERE d.code = %s"


@pytest.fixture
def desk(window: Open) -> Callable[..., Window]:
    """The window of an officer by their user name, on a small screen."""

    return lambda username, language="vi": at_desk_of(window, username, language)


def test_refused_after_paying_the_citizen_sees_the_fee_come_back(
    stack: Stack, citizen: Callable[..., Citizen], at_desk: AtDesk, in_window: Open, desk: Open, window: Open
) -> None:
    applicant = citizen()
    code = applicant.file_and_pay()
    public = receipt_code(stack, code)
    theirs = in_window(applicant, width=NARROW)
    at_desk("tiepnhan", code).do(code, "refuse", reason="Ảnh không phải của người này", article="Điều 38")
    theirs.open("/cua-toi")
    theirs.press("Đổi giấy phép lái xe hạng B2")
    assert theirs.says("Hoàn trả 135.000 ₫")
    theirs.press("Xác nhận tài khoản nhận tiền")
    theirs.press("Xác nhận tài khoản")
    assert theirs.page.locator(".govuk-error-summary").is_visible()
    theirs.type("Ngân hàng", "Ngân hàng Thực hành")
    theirs.type("Số tài khoản", "0123456789")
    theirs.press("Xác nhận tài khoản")
    assert theirs.says("Chờ Sở lập lệnh hoàn trả")

    accountant = desk(f"ketoan.{department_of(code)}")
    accountant.press("Hoàn trả")
    accountant.press("Lập lệnh hoàn trả hôm nay")
    assert accountant.says("đã gửi Kho bạc")
    check = window(width=NARROW)
    check.look_at(f"/bien-lai/{public}")
    assert check.says("Có giá trị")
    until(lambda: stack.see("treasury")["orders"])
    by_the_house(stack, ASK_TREASURY)
    until(lambda: refunds(stack, code) == [("paid", "refused")])
    theirs.open("/cua-toi")
    theirs.press("Đổi giấy phép lái xe hạng B2")
    assert theirs.says("Đã hoàn trả")
    check.look_at(f"/bien-lai/{public}")
    assert check.says("Đã hủy")
    assert not check.says("Có giá trị")


def test_the_fee_is_paid_at_the_counter(
    stack: Stack, citizen: Callable[..., Citizen], in_window: Open, desk: Open
) -> None:
    applicant = citizen()
    code = applicant.file()
    theirs = in_window(applicant, width=NARROW)
    theirs.open(f"/ho-so/{applicant.dossier_id(code)}/nop-phi")
    clerk = desk(f"tiepnhan.{department_of(code)}")
    clerk.open(f"/can-bo?ma={code}")
    clerk.press(code)
    clerk.unfold("Thu lệ phí tại quầy")
    clerk.type("Số tiền đã nhận (đồng)", "130000")
    clerk.press("Thu lệ phí tại quầy")
    assert clerk.page.locator(".govuk-error-summary").is_visible()
    clerk.type("Số tiền đã nhận (đồng)", "135.000")
    clerk.press("Thu lệ phí tại quầy")
    clerk.press("Quầy thu")
    assert clerk.says(code)
    theirs.open(f"/ho-so/{applicant.dossier_id(code)}/bien-nhan")
    assert theirs.says("Đã nhận lúc")
    assert not theirs.offers("Đến trang thanh toán")
    receipt_code(stack, code)


@pytest.fixture
def money(stack: Stack, citizen: Callable[..., Citizen], at_desk: AtDesk) -> tuple[Citizen, str, str]:
    """A citizen, their dossier that is paid and refused, and its receipt; beside it a difference on the day's statement."""
    applicant = citizen()
    code = applicant.file_and_pay()
    public = receipt_code(stack, code)
    at_desk("tiepnhan", code).do(code, "refuse", reason="Ảnh không phải của người này", article="Điều 38")
    [(reference,)] = stack.ask(OWN_PAYMENT, code)
    plant = {"day": TODAY, "plant": [{"kind": "double", "reference": reference}]}
    stack.sandbox.put("/_sandbox/statements", json=plant).raise_for_status()
    reconcile(at_desk("ketoan", code))
    stack.sandbox.put("/_sandbox/statements", json=plant | {"plant": []}).raise_for_status()
    return applicant, code, public


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_page_of_money_has_anything_to_complain_of(
    stack: Stack, money: tuple[Citizen, str, str], in_window: Open, desk: Open, window: Open, language: str
) -> None:
    applicant, code, public = money
    department, here = department_of(code), f"/ho-so/{applicant.dossier_id(code)}"
    theirs = in_window(applicant, width=NARROW)
    if language == "en":
        theirs.press("English")
    look(theirs, language, [f"{here}/bien-nhan", f"{here}/tien-do", f"{here}/hoan-phi"])
    look(window_of(window, language), language, [f"/bien-lai/{public}"])

    [(refund,)] = stack.ask(OWN_REFUND, code)
    day = f"/can-bo/doi-soat/ngay?ngay={TODAY}"
    accountant = desk(f"ketoan.{department}", language=language)
    pages = (
        "/can-bo/hoan-phi",
        f"/can-bo/hoan-phi/{refund}",
        "/can-bo/doi-soat",
        day,
        "/can-bo/quay-thu",
        "/can-bo/thanh-toan",
    )
    look(accountant, language, pages)
    accountant.page.goto(stack.web + day)
    accountant.page.locator("main details summary").first.click()
    accountant.looked_over.clear()
    accountant.look_over()

    [(receipt,)] = stack.ask("SELECT id FROM fees_feereceipt WHERE code = %s", public)
    office = f"/can-bo/ho-so/{applicant.dossier_id(code)}"
    leader = desk(f"lanhdao.{department}", language=language)
    look(leader, language, [office, f"{office}/bien-lai/{receipt}/huy", "/can-bo/thanh-toan", "/can-bo/doi-soat"])
    look(desk("theodoi.tcdb", language=language), language, ["/tong-cuc/he-thong"])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_page_to_pay_on_has_anything_to_complain_of(
    stack: Stack, citizen: Callable[..., Citizen], in_window: Open, language: str
) -> None:
    applicant = citizen()
    code = applicant.file()
    here = f"/ho-so/{applicant.dossier_id(code)}"
    theirs = in_window(applicant, width=NARROW)
    if language == "en":
        theirs.press("English")
    look(theirs, language, [f"{here}/nop-phi", f"{here}/bien-nhan", f"{here}/tien-do"])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_page_of_counter_and_health_office_has_anything_to_complain_of(
    stack: Stack, citizen: Callable[..., Citizen], desk: Open, window: Open, language: str
) -> None:
    clerk = desk("tiepnhan.h26", language=language)
    look(clerk, language, ["/can-bo/tai-quay", "/can-bo", "/can-bo/danh-gia"])
    clerk.look_at("/can-bo/tai-quay")
    clerk.page.locator("textarea, input[type=text]").first.fill(citizen().person["qr"])
    clerk.page.locator("input[type=checkbox]").first.check(force=True)
    clerk.page.locator("main form button").first.click()
    clerk.page.wait_for_url("**/can-bo/tai-quay/nguoi/**")
    visit = clerk.page.url.removeprefix(stack.web)
    look(clerk, language, [visit, f"{visit}/phieu"])

    office = desk("soyte.h26", language=language)
    [(clinic,)] = stack.ask("SELECT id FROM offices_clinic WHERE province = '01' ORDER BY id LIMIT 1")
    look(office, language, ["/can-bo/co-so-kham", f"/can-bo/co-so-kham/{clinic}"])
    joining = ["/co-so-kham/dang-ky", "/co-so-kham/kich-hoat", "/co-so-kham", "/co-so-kham?tinh=01&hang=B2"]
    look(window_of(window, language), language, joining)
