"""Several ways to pay on the fee's page, and what is said where the last one went wrong."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from gplx.applicants.models import Applicant
from gplx.casework.pay import Word, pay
from gplx.dossiers.models import Dossier
from gplx.fees.changes import keep_page
from gplx.fees.models import CANCELLED, OPEN, Payment
from gplx.ground.clock import now
from gplx.registers.payments.choice import gateways
from tests import builders
from tests.pages.citizen.conftest import text
from tests.pages.reading import forms, links, main, rows, title

pytestmark = pytest.mark.django_db
PAGE, BACK = "http://127.0.0.1:9/pay", "/thanh-toan/ket-qua"
OTHER = "Nộp cách khác: Cổng thanh toán VNPay"


@pytest.fixture(autouse=True)
def _both(settings: Settings) -> None:
    offer(settings, "platform vnpay")


def offer(settings: Settings, said: str) -> None:
    settings.GATEWAYS = gateways(said)


@pytest.fixture
def dossier(citizen: Applicant) -> Dossier:
    draft = builders.draft(citizen)
    builders.learn_all(draft)
    filed = builders.submit(dossier_id=draft.id, by=builders.citizen(citizen), request_id="s", seen=None)
    keep_page(reference=Payment.objects.get().reference, url=PAGE)
    return filed


def fee(dossier: Dossier) -> str:
    return f"/ho-so/{dossier.id}/nop-phi"


def choose(browser: Client, dossier: Dossier, gateway: str) -> None:
    assert browser.post(fee(dossier), {"gateway": gateway})["Location"] == fee(dossier)


def told(payment: Payment, amount: int) -> str:
    return pay(
        Word(
            reference=payment.reference, paid=True, amount=amount, currency="VND", transaction="gd", said={"a": amount}
        )
    )


def test_the_other_way_is_offered_and_leads_to_its_own_page(browser: Client, dossier: Dossier) -> None:
    page = browser.get(fee(dossier))
    assert rows(page)["Cách nộp"] == "Nền tảng thanh toán trực tuyến"
    assert OTHER in main(page)
    assert 'name="gateway" value="vnpay"' in text(page)
    choose(browser, dossier, "vnpay")
    page = browser.get(fee(dossier))
    assert rows(page)["Cách nộp"] == "Cổng thanh toán VNPay"
    assert "đang mở trang thanh toán" in main(page)
    assert "Nộp cách khác: Nền tảng thanh toán trực tuyến" in main(page)
    mine = Payment.objects.get(method="vnpay")
    keep_page(reference=mine.reference, url=f"{PAGE}2", until=now() + timedelta(minutes=15))
    assert links(browser.get(fee(dossier)))["Đến trang thanh toán"] == f"{PAGE}2"
    choose(browser, dossier, "platform")
    assert links(browser.get(fee(dossier)))["Đến trang thanh toán"] == PAGE


def test_where_there_is_one_way_no_other_is_offered(browser: Client, dossier: Dossier, settings: Settings) -> None:
    offer(settings, "vnpay; H26: platform")
    page = browser.get(fee(dossier))
    assert "Nộp cách khác" not in main(page)
    assert forms(page) == []
    assert browser.post(fee(dossier), {"gateway": "vnpay"}).status_code == 409
    assert Payment.objects.count() == 1


def test_two_windows_and_two_clicks_open_one_payment(browser: Client, dossier: Dossier) -> None:
    for _ in range(3):
        choose(browser, dossier, "vnpay")
        browser.post(fee(dossier), {})
    assert list(Payment.objects.order_by("id").values_list("method", "state")) == [
        ("platform", CANCELLED),
        ("vnpay", OPEN),
    ]


def test_it_says_that_one_may_leave_and_come_back(browser: Client, dossier: Dossier) -> None:
    assert "Ông/bà có thể rời trang này và quay lại sau" in main(browser.get(fee(dossier)))


def test_a_page_that_ran_out_is_said_to_have(browser: Client, dossier: Dossier) -> None:
    keep_page(reference=Payment.objects.get().reference, url=PAGE, until=now() - timedelta(seconds=1))
    page = browser.get(fee(dossier))
    assert "Trang thanh toán đã hết hạn mà chưa có kết quả." in main(page)
    assert PAGE not in text(page)
    assert "tiền chưa bị trừ" not in main(page), "nobody knows that yet"
    browser.post(fee(dossier))
    assert Payment.objects.filter(state=OPEN, page="").count() == 1


def test_a_wrong_amount_is_told_kindly_and_can_be_made_right(browser: Client, dossier: Dossier) -> None:
    payment = Payment.objects.get()
    assert told(payment, 134_000) == "14"
    back = browser.get(BACK, {"MaThamChieu": payment.reference})
    assert back["Location"] == fee(dossier)
    page = browser.get(fee(dossier))
    assert title(page) == "Nộp lệ phí"
    assert "không đúng số tiền lệ phí nên chưa được tính" in main(page)
    assert "ông/bà không cần làm đơn. Vui lòng thanh toán lại đúng 135.000 ₫" in main(page)
    assert PAGE not in text(page)
    browser.post(fee(dossier))
    again = Payment.objects.get(state=OPEN)
    assert again != payment
    page = browser.get(fee(dossier))
    assert "không đúng số tiền" not in main(page)
    assert told(again, 135_000) == "00"
    assert browser.get(BACK, {"MaThamChieu": again.reference})["Location"] == f"/ho-so/{dossier.id}/bien-nhan"


def test_the_way_back_from_the_other_gateway_is_known_by_its_own_name(browser: Client, dossier: Dossier) -> None:
    choose(browser, dossier, "vnpay")
    mine = Payment.objects.get(method="vnpay")
    page = browser.get(BACK, {"vnp_TxnRef": mine.reference, "vnp_ResponseCode": "00"})
    assert title(page) == "Đang xác nhận thanh toán"
    mine.refresh_from_db()
    assert mine.state == OPEN, "what an address says is not believed"
    told(mine, 135_000)
    assert browser.get(BACK, {"vnp_TxnRef": mine.reference})["Location"] == f"/ho-so/{dossier.id}/bien-nhan"
