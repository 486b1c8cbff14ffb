"""Money on its whole way: refused after paying and refunded; paid at the counter and online as well; a day reconciled and closed."""

import subprocess
import sys
from collections.abc import Callable

import httpx
import pytest

from tests.journeys.people import Citizen, Officer, department_of
from tests.journeys.stack import NEXT_DAY, Stack, until

pytestmark = pytest.mark.stack
TODAY = "2021-09-27"
AS_THE_HOUSE = "import django; django.setup(); "
ASK_TREASURY = AS_THE_HOUSE + "from gplx.clock.calendar import CALENDAR; CALENDAR['ask_treasury'][1]()"
CLOSE = (
    AS_THE_HOUSE + "from datetime import date; from gplx.casework.close_day import close_day; "
    "from gplx.offices.models import Officer; "
    "close_day(day=date(2021, 9, 27), by=Officer.objects.get(username='{}'))"
)
AtDesk = Callable[[str, str], Officer]


def by_the_house(stack: Stack, words: str, **other_day: str) -> None:
    told = {**stack.world.environment, **other_day}
    subprocess.run([sys.executable, "-c", words], env=told, check=True)  # noqa: S603  fixed words


def refunds(stack: Stack, code: str) -> list[tuple[str, str]]:
    query = (
        "SELECT r.state, r.why FROM refunds_refund r JOIN dossiers_dossier d ON d.id = r.dossier_id WHERE d.code = %s"
    )
    return stack.ask(f"{query} ORDER BY r.id", code)


def test_refused_after_paying_the_fee_comes_back(
    stack: Stack, citizen: Callable[..., Citizen], at_desk: AtDesk
) -> None:
    applicant = citizen()
    code = applicant.file_and_pay()
    at_desk("tiepnhan", code).do(code, "refuse", reason="Ảnh không phải của người này", article="Điều 38")
    said = applicant.look(code)
    assert "Hoàn trả 135.000 ₫" in said.text
    assert "Hồ sơ không được giải quyết nên lệ phí đã nộp được hoàn trả toàn bộ." in said.text

    applicant.browser.open(said.link("Xác nhận tài khoản nhận tiền"))
    account = {"bank": "Ngân hàng Thực hành", "account": "0123 456 789"}
    said = applicant.browser.send("Xác nhận tài khoản", fill=account)
    assert "Chờ Sở lập lệnh hoàn trả" in said.text

    accountant = at_desk("ketoan", code)
    accountant.browser.open("/can-bo/hoan-phi")
    assert "đã gửi Kho bạc" in accountant.browser.send("Lập lệnh hoàn trả hôm nay").text
    until(lambda: stack.see("treasury")["orders"])
    by_the_house(stack, ASK_TREASURY)
    until(lambda: refunds(stack, code) == [("paid", "refused")])
    assert "Đã hoàn trả" in applicant.look(code).text
    until(lambda: any("đã hoàn trả 135.000 ₫" in message["text"] for message in stack.messages(applicant.person)))


def test_paid_at_the_counter_and_online_as_well_the_day_is_put_in_order_and_closed(
    stack: Stack, citizen: Callable[..., Citizen], at_desk: AtDesk
) -> None:
    applicant = citizen()
    code = applicant.file()
    applicant.at_payment()
    clerk = at_desk("tiepnhan", code)
    clerk.do(code, "pay", received="135.000")
    assert "Phải có trong quỹ" in clerk.browser.open("/can-bo/quay-thu").text
    assert code in clerk.page.text
    applicant.browser.send("Thanh toán")
    until(lambda: refunds(stack, code))
    assert refunds(stack, code) == [("account", "paid_twice")]
    assert "Lệ phí đã được nộp hai lần" in applicant.look(code).text

    accountant = at_desk("ketoan", code)
    department = department_of(code)
    account = f"THUC-HANH-{department.upper()}"
    reconcile(accountant)
    assert "Thiếu ở sao kê" in accountant.page.text, "the cash still lies at the desk"
    [(taken,)] = stack.ask(
        "SELECT sum(p.amount) FROM fees_payment p JOIN dossiers_dossier d ON d.id = p.dossier_id "
        "WHERE p.method = 'cash' AND d.department_id = %s",
        department.upper(),
    )
    cash = {"TaiKhoan": account, "Ngay": TODAY, "SoTien": int(taken)}
    httpx.put(f"{stack.world.sandbox}/_sandbox/treasury", json={"cash": cash}, timeout=10).raise_for_status()
    until(lambda: "Không có chênh lệch nào." in reconcile(accountant))

    by_the_house(stack, CLOSE.format(accountant.username), **NEXT_DAY)
    assert "Đã khóa sổ" in accountant.browser.open(f"/can-bo/doi-soat/ngay?ngay={TODAY}").text


def reconcile(accountant: Officer) -> str:
    """Ask both sides anew (twice in a second is once), and see what comes of it."""
    accountant.browser.open(f"/can-bo/doi-soat/ngay?ngay={TODAY}")
    accountant.browser.send("Đối soát lại")
    waiting = "SELECT 1 FROM registers_exchange WHERE operation = 'statement' AND learnt_at IS NULL"
    until(lambda: not accountant.stack.ask(waiting))
    return accountant.browser.open(f"/can-bo/doi-soat/ngay?ngay={TODAY}").text


def test_money_of_vnpay_and_of_the_portals_own_page_is_reconciled_as_well(
    stack: Stack, citizen: Callable[..., Citizen], at_desk: AtDesk
) -> None:
    code = citizen().file()
    said = stack.sandbox.put(f"/_sandbox/pull/{code}", json={"choice": "pay_silent"}).json()
    assert (said["bill"]["error_code"], said["results"]) == (1, [])
    assert payments_of(stack, code) == [("platform", "open")]
    reconcile(at_desk("ketoan", code))
    until(lambda: payments_of(stack, code) == [("platform", "cancelled"), ("pull", "paid")])

    applicant = citizen()
    code = applicant.file()
    applicant.browser.wait_until(form="Nộp cách khác: Cổng thanh toán VNPay")
    applicant.browser.send("Nộp cách khác: Cổng thanh toán VNPay")
    applicant.pay()
    applicant.browser.wait_until("Đã nhận lúc")
    [(reference,)] = stack.ask(
        "SELECT reference FROM fees_payment WHERE method = 'vnpay' AND state = 'paid' ORDER BY id DESC LIMIT 1"
    )
    plant = {"day": TODAY, "plant": [{"kind": "double", "reference": reference}]}
    stack.sandbox.put("/_sandbox/statements/vnpay", json=plant).raise_for_status()
    accountant = at_desk("ketoan", code)
    until(lambda: "Cổng thanh toán VNPay: 135.000 ₫ · Sổ của Sở: 0 ₫" in reconcile(accountant))
    assert "Ghi hai lần" in accountant.page.text
    assert "VNPay thu hai lần cho cùng một yêu cầu." in accountant.page.text
    stack.sandbox.put("/_sandbox/statements/vnpay", json=plant | {"plant": []}).raise_for_status()
    until(lambda: "VNPay thu hai lần" not in reconcile(accountant))


def payments_of(stack: Stack, code: str) -> list[tuple[str, str]]:
    query = (
        "SELECT p.method, p.state FROM fees_payment p JOIN dossiers_dossier d ON d.id = p.dossier_id WHERE d.code = %s"
    )
    return stack.ask(f"{query} ORDER BY p.id", code)
