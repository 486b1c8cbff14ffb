"""The fee's page: one page to pay at, and another try whenever the last one came to nothing."""

import pytest
from django.http import HttpResponse
from django.test import Client

from gplx.applicants.models import Applicant
from gplx.casework.pay import Word, pay
from gplx.casework.withdraw import withdraw
from gplx.dossiers.models import Dossier
from gplx.fees.changes import keep_page
from gplx.fees.models import FAILED, OPEN, Payment
from gplx.fees.questions import current_payment
from gplx.ground.clock import now
from gplx.registers.models import GIVEN_UP, SENT, Exchange
from tests import builders
from tests.pages.citizen.conftest import text

pytestmark = pytest.mark.django_db

PAGE = "http://127.0.0.1:9/pay"
AGAIN = "Thanh toán lại"


@pytest.fixture
def dossier(citizen: Applicant) -> Dossier:
    """Submitted, all checks good, the fee asked for, the platform's page there."""
    draft = builders.draft(citizen)
    builders.learn_all(draft)
    filed = builders.submit(dossier_id=draft.id, by=builders.citizen(citizen), request_id=builders.fresh(), seen=None)
    keep_page(reference=Payment.objects.get().reference, url=PAGE)
    return filed


def fee(browser: Client, dossier: Dossier) -> HttpResponse:
    return browser.get(f"/ho-so/{dossier.id}/nop-phi")


def press_again(browser: Client, dossier: Dossier) -> str:
    return browser.post(f"/ho-so/{dossier.id}/nop-phi")["Location"]


def fail(payment: Payment, *, paid: bool = False) -> None:
    said = Word(
        reference=payment.reference, paid=paid, amount=payment.amount, currency="VND", transaction="gd-1", said={}
    )
    assert pay(said) == "00"


def test_a_try_that_failed_is_followed_by_a_new_one_with_its_own_page(browser: Client, dossier: Dossier) -> None:
    assert f'href="{PAGE}"' in text(fee(browser, dossier)) and AGAIN not in text(fee(browser, dossier))
    first = Payment.objects.get()
    fail(first)
    page = text(fee(browser, dossier))
    assert "Lần thanh toán trước chưa thành công;" in page and AGAIN in page
    assert PAGE not in page, "the page of a try that is over leads nowhere"
    assert press_again(browser, dossier) == f"/ho-so/{dossier.id}/nop-phi"
    second = current_payment(dossier)
    assert second is not None and second.reference != first.reference
    assert "đang mở trang thanh toán" in text(fee(browser, dossier))
    keep_page(reference=second.reference, url=f"{PAGE}2")
    assert f'href="{PAGE}2"' in text(fee(browser, dossier))
    assert Exchange.objects.filter(operation="initiate").count() == 2


def test_a_second_click_opens_no_second_payment(browser: Client, dossier: Dossier) -> None:
    fail(Payment.objects.get())
    press_again(browser, dossier)
    press_again(browser, dossier)
    assert sorted(Payment.objects.values_list("state", flat=True)) == [FAILED, OPEN]
    assert Exchange.objects.filter(operation="initiate").count() == 2


def test_a_page_that_is_open_stays_the_one(browser: Client, dossier: Dossier) -> None:
    press_again(browser, dossier)
    assert (Payment.objects.get().page, Exchange.objects.filter(operation="initiate").count()) == (PAGE, 1)


def test_a_platform_that_is_down_is_told_of_and_not_watched_every_second(browser: Client, dossier: Dossier) -> None:
    keep_page(reference=Payment.objects.get().reference, url="")
    Exchange.objects.filter(operation="initiate").update(state=SENT, error="down", error_kind="later")
    page = text(fee(browser, dossier))
    assert "Nền tảng thanh toán chưa mở được trang." in page and AGAIN in page
    assert 'http-equiv="refresh"' not in page


def test_a_page_that_was_given_up_is_asked_for_anew(browser: Client, dossier: Dossier) -> None:
    keep_page(reference=Payment.objects.get().reference, url="")
    Exchange.objects.filter(operation="initiate").update(state=GIVEN_UP, error="down", ended_at=now(), learnt_at=now())
    press_again(browser, dossier)
    assert Exchange.objects.get(operation="initiate").state == "wanted"
    assert Payment.objects.count() == 1
    assert "đang mở trang thanh toán" in text(fee(browser, dossier))


@pytest.mark.parametrize("ended", ["paid", "withdrawn"])
def test_nothing_is_opened_where_nothing_is_owed(
    browser: Client, dossier: Dossier, citizen: Applicant, ended: str
) -> None:
    if ended == "paid":
        fail(Payment.objects.get(), paid=True)
    else:
        withdraw(dossier_id=dossier.id, by=citizen, request_id=builders.fresh(), seen=None)
    assert browser.post(f"/ho-so/{dossier.id}/nop-phi").status_code == 409
    assert not Payment.objects.filter(state=OPEN).exists()
    assert fee(browser, dossier)["Location"] == f"/ho-so/{dossier.id}/bien-nhan"


def test_money_that_is_due_back_does_not_hide_the_page_to_pay_at(dossier: Dossier) -> None:
    first = Payment.objects.get()
    Payment.objects.update(state="paid", refund_due=True)
    again = Payment.objects.create(
        dossier=dossier, reference="dvc2", amount=135_000, article="", asked_at=now(), page=PAGE
    )
    assert current_payment(dossier) == again != first


def test_somebody_elses_fee_cannot_be_tried(dossier: Dossier, client: Client) -> None:
    stranger = builders.sign_in_citizen(client, builders.applicant(name="Trần Thử"))
    assert stranger.post(f"/ho-so/{dossier.id}/nop-phi").status_code == 404
    assert Payment.objects.count() == 1
