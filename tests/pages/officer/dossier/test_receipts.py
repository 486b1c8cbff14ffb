"""Receipts at the office, cancelling one, and the payments that somebody should look at."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gplx.casework.keep_bill import keep_bill
from gplx.casework.pay import Word, pay
from gplx.casework.pay_again import pay_again
from gplx.dossiers.models import Dossier
from gplx.fees.doubtful import amount_told, doubtful_at
from gplx.fees.models import FeeReceipt, Notice, Payment
from gplx.fees.receipts.changes import draw, issue, open_series
from gplx.ground.clock import now
from gplx.ledger.questions import history
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER
from tests import builders
from tests.pages.officer.desk import at, page
from tests.pdfs import pdf

pytestmark = pytest.mark.django_db
LIST = "/can-bo/thanh-toan"


@pytest.fixture
def receipt() -> FeeReceipt:
    dossier = builders.paid()
    open_series(department=dossier.department, symbol="1C21-HN", first=7, last=8)
    found = issue(payment_id=Payment.objects.get().id)
    assert found is not None
    draw(receipt_id=found.id)
    return found


def address(receipt: FeeReceipt, what: str = "") -> str:
    return f"/can-bo/ho-so/{receipt.payment.dossier_id}/bien-lai/{receipt.id}{what}"


def wrong(dossier: Dossier, amount: int = 134_000) -> None:
    payment = Payment.objects.filter(dossier=dossier).latest("id")
    said = {"SoTien": amount}
    word = Word(reference=payment.reference, paid=True, amount=amount, currency="VND", transaction="gd", said=said)
    assert pay(word) == "14"


def test_the_dossiers_page_shows_the_receipt_and_its_paper(receipt: FeeReceipt) -> None:
    browser = at(builders.officer(EXAMINER))
    shown = browser.get(f"/can-bo/ho-so/{receipt.payment.dossier_id}")
    assert "1C21-HN 0000007 Có giá trị 135.000 ₫" in page(shown)
    assert "Hủy biên lai" not in page(shown), "that is for a leader"
    paper = browser.get(address(receipt))
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    assert history(subject=f"dossier:{receipt.payment.dossier_id}", kind="read").count() == 2


def test_the_platforms_receipt_is_among_the_papers(receipt: FeeReceipt) -> None:
    keep_bill(dossier_id=receipt.payment.dossier_id, pdf=pdf())
    shown = page(at(builders.officer(CLERK)).get(f"/can-bo/ho-so/{receipt.payment.dossier_id}"))
    assert "Biên lai của nền tảng thanh toán" in shown


def test_a_leader_cancels_and_replaces(receipt: FeeReceipt) -> None:
    leader = builders.officer(LEADER, name="Phạm Thử Lãnh Đạo")
    browser = at(leader)
    assert "Hủy biên lai" in page(browser.get(f"/can-bo/ho-so/{receipt.payment.dossier_id}"))
    form = page(browser.get(address(receipt, "/huy")))
    assert "Ký hiệu 1C21-HN Số 0000007" in form
    sent = browser.post(address(receipt, "/huy"), {"reason": "Sai tên", "instead": "replace"})
    assert sent["Location"] == f"/can-bo/ho-so/{receipt.payment.dossier_id}"
    shown = page(browser.get(sent["Location"]))
    assert "Đã hủy biên lai và lập biên lai khác." in shown
    assert "1C21-HN 0000008 Có giá trị Thay cho số 0000007" in shown
    assert "1C21-HN 0000007 Đã hủy Phạm Thử Lãnh Đạo hủy lúc" in shown
    assert "Đang lập PDF" in shown


def test_a_receipt_can_be_cancelled_alone(receipt: FeeReceipt) -> None:
    browser = at(builders.officer(LEADER))
    browser.post(address(receipt, "/huy"), {"reason": "Nộp nhầm", "instead": "nothing"})
    assert FeeReceipt.objects.count() == 1
    assert FeeReceipt.objects.get().cancelled_because == "Nộp nhầm"


@pytest.mark.parametrize(
    "said", [{}, {"reason": "Sai tên"}, {"instead": "replace"}, {"reason": " ", "instead": "nothing"}]
)
def test_without_words_nothing_is_cancelled(receipt: FeeReceipt, said: dict[str, str]) -> None:
    answer = at(builders.officer(LEADER)).post(address(receipt, "/huy"), said)
    assert answer.status_code == 400
    assert FeeReceipt.objects.get().cancelled_at is None


def test_a_second_click_cancels_nothing_more(receipt: FeeReceipt) -> None:
    browser, said = at(builders.officer(LEADER)), {"reason": "Sai tên", "instead": "replace"}
    browser.post(address(receipt, "/huy"), said)
    answer = browser.post(address(receipt, "/huy"), said)
    assert answer.status_code == 400
    assert "Biên lai này đã được hủy trước đó." in page(answer)
    assert FeeReceipt.objects.count() == 2


def test_where_no_number_is_left_it_is_not_cancelled(receipt: FeeReceipt) -> None:
    receipt.series.last = receipt.series.given or 0
    receipt.series.save()
    answer = at(builders.officer(LEADER)).post(address(receipt, "/huy"), {"reason": "x", "instead": "replace"})
    assert answer.status_code == 400
    assert "Sở đã hết số biên lai, nên chưa hủy." in page(answer)
    assert FeeReceipt.objects.get().cancelled_at is None


@pytest.mark.parametrize("role", [CLERK, EXAMINER, PRINTER])
def test_nobody_else_cancels(receipt: FeeReceipt, role: str) -> None:
    answer = at(builders.officer(role)).post(address(receipt, "/huy"), {"reason": "x", "instead": "nothing"})
    assert answer.status_code == 403


def test_another_offices_receipt_does_not_exist(receipt: FeeReceipt) -> None:
    elsewhere = at(builders.officer(LEADER, department_id="H17"))
    assert elsewhere.get(address(receipt)).status_code == 404
    assert elsewhere.get(address(receipt, "/huy")).status_code == 404
    other = builders.paid()
    here = at(builders.officer(LEADER))
    assert here.get(f"/can-bo/ho-so/{other.id}/bien-lai/{receipt.id}").status_code == 404


# ---- what somebody should look at


def test_a_wrong_amount_stands_on_the_list_until_the_fee_was_paid() -> None:
    dossier = builders.submitted()
    wrong(dossier)
    browser = at(builders.officer(CLERK))
    shown = page(browser.get(LIST))
    assert "Báo về sai số tiền (1)" in shown
    assert f"{dossier.code} 135.000 ₫ 134.000 ₫" in shown
    assert "Báo về sai số tiền 134.000 ₫" in page(browser.get(f"/can-bo/ho-so/{dossier.id}"))
    pay_again(dossier_id=dossier.id)
    assert "Báo về sai số tiền (1)" in page(browser.get(LIST))
    builders.pay_for(dossier)
    assert "Báo về sai số tiền (0)" in page(browser.get(LIST))


def test_after_four_weeks_it_is_a_matter_of_the_books_alone() -> None:
    dossier = builders.submitted()
    wrong(dossier)
    Notice.objects.update(at=now() - timedelta(weeks=4))
    assert doubtful_at(dossier.department, most=10) == []


def test_each_payment_stands_once_with_its_last_word() -> None:
    dossier = builders.submitted()
    wrong(dossier, 1)
    wrong(dossier, 2)
    [one] = doubtful_at(dossier.department, most=10)
    assert (one.amount_told, one.dossier) == (2, dossier)


def test_only_the_own_department_is_shown() -> None:
    wrong(builders.submitted(department_id="H29"))
    assert "Báo về sai số tiền (0)" in page(at(builders.officer(CLERK)).get(LIST))


def test_payments_without_a_receipt_and_numbers_that_are_left_are_told() -> None:
    dossier = builders.paid()
    shown = page(at(builders.officer(LEADER)).get(LIST))
    assert "Đã nộp, chưa có biên lai (1)" in shown
    assert "Số biên lai còn lại của Sở: 0." in shown
    assert "Hãy báo người vận hành mở dãy số mới" in shown
    open_series(department=dossier.department, symbol="1C21-HN", first=1, last=9)
    issue(payment_id=Payment.objects.get().id)
    shown = page(at(builders.officer(LEADER)).get(LIST))
    assert "Đã nộp, chưa có biên lai (0)" in shown
    assert "Số biên lai còn lại của Sở: 8." in shown


@pytest.mark.parametrize(("role", "status"), [(CLERK, 200), (LEADER, 200), (EXAMINER, 403), (PRINTER, 403)])
def test_who_sees_the_list(client: Client, role: str, status: int) -> None:
    assert builders.sign_in(client, builders.officer(role)).get(LIST).status_code == status


def test_the_list_takes_the_same_queries_for_any_number_of_rows() -> None:
    browser = at(builders.officer(CLERK))
    counts = []
    for _ in range(2):
        for _ in range(3):
            wrong(builders.submitted())
            builders.paid()
        with CaptureQueriesContext(connection) as seen:
            browser.get(LIST)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ({"SoTien": 134_000}, 134_000),
        ({"SoTien": "134000"}, 134_000),
        ({"vnp_Amount": "13400000"}, 134_000),
        ({"query": {"amount": 134_000}}, 134_000),
        ({"query": {"amount": None}}, None),
        ({"SoTien": "nhiều"}, None),
        ({"SoTien": 1.5}, None),
        ({}, None),
    ],
)
def test_the_amount_that_a_word_names(said: dict[str, object], amount: int | None) -> None:
    assert amount_told(said) == amount
