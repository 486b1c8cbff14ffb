"""Receipts and doubtful payments at the office: in English, with hostile text, for another department, at a second click."""

import pytest
from django.conf import settings
from django.test import Client

from gplx.casework.pay import Word, pay
from gplx.dossiers.models import Dossier
from gplx.fees.doubtful import amount_told
from gplx.fees.models import FeeReceipt, Notice, Payment
from gplx.fees.receipts.changes import draw, issue, open_series
from gplx.ledger.questions import history
from gplx.offices.models import ACCOUNTANT, CLERK, EXAMINER, LEADER
from tests import builders
from tests.pages.officer.desk import at, page

pytestmark = pytest.mark.django_db
LIST = "/can-bo/thanh-toan"


def given_out(*, department_id: str = "H26", last: int = 9, made: bool = True) -> FeeReceipt:
    dossier = builders.paid(department_id=department_id)
    open_series(department=dossier.department, symbol="1C21-HN", first=1, last=last)
    found = issue(payment_id=Payment.objects.get(dossier=dossier).pk)
    assert found is not None
    if made:
        draw(receipt_id=found.pk)
    return found


def address(receipt: FeeReceipt, what: str = "") -> str:
    return f"/can-bo/ho-so/{receipt.payment.dossier_id}/bien-lai/{receipt.pk}{what}"


def english(browser: Client) -> Client:
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return browser


def wrong(dossier: Dossier, amount: int) -> None:
    payment = Payment.objects.filter(dossier=dossier).latest("id")
    word = {"paid": True, "currency": "VND", "transaction": "gd", "said": {"SoTien": amount}}
    assert pay(Word(reference=payment.reference, amount=amount, **word)) == "14"


# ---- in English


def test_cancelling_is_offered_in_english() -> None:
    receipt = given_out()
    shown = page(english(at(builders.officer(LEADER))).get(address(receipt, "/huy")))
    assert "Cancel receipt" in shown
    assert "Issue no other receipt" in shown
    assert "Hủy biên lai" not in shown


@pytest.mark.parametrize(
    ("last", "times", "sentence"),
    [
        (9, 1, "The receipt was cancelled and another issued."),
        (9, 2, "cancelled before"),
        (1, 1, "The department has no receipt numbers left, so nothing was cancelled."),
    ],
)
def test_what_became_of_it_is_told_in_english(last: int, times: int, sentence: str) -> None:
    receipt, browser = given_out(last=last), english(at(builders.officer(LEADER)))
    for _ in range(times):
        answer = browser.post(address(receipt, "/huy"), {"reason": "Sai tên", "instead": "replace"}, follow=True)
    assert sentence in page(answer)


def test_the_list_is_in_english() -> None:
    dossier = builders.submitted()
    wrong(dossier, 134_000)
    builders.paid()
    shown = page(english(at(builders.officer(CLERK))).get(LIST))
    assert "Payments to look at" in shown
    assert "Reported with a wrong amount (1)" in shown
    assert "Paid, without a receipt yet (1)" in shown
    assert "Receipt numbers the department has left: 0." in shown
    assert "Báo về" not in shown


# ---- who, and how often


@pytest.mark.parametrize("role", [CLERK, EXAMINER, LEADER])
def test_a_paper_is_shown_and_that_it_was_read_is_recorded(role: str) -> None:
    receipt, by = given_out(), builders.officer(role)
    answer = at(by).get(address(receipt))
    assert answer["Content-Type"] == "application/pdf"
    assert "bien-lai-0000001" in answer["Content-Disposition"]
    [read] = history(subject=f"dossier:{receipt.payment.dossier_id}", kind="read")
    assert (read.actor, read.act) == (f"officer:{by.pk}", "document")


def test_a_paper_that_is_not_made_yet_is_not_there_and_not_read() -> None:
    receipt = given_out(made=False)
    assert at(builders.officer(CLERK)).get(address(receipt)).status_code == 404
    assert not history(subject=f"dossier:{receipt.payment.dossier_id}", kind="read").exists()


def test_one_who_has_not_signed_in_or_works_elsewhere_sees_and_does_nothing() -> None:
    receipt = given_out()
    stranger = at(builders.officer(LEADER, department_id="H29"))
    said = {"reason": "Sai tên", "instead": "replace"}
    assert stranger.get(address(receipt)).status_code == 404
    assert stranger.post(address(receipt, "/huy"), said).status_code == 404
    for path in (address(receipt), address(receipt, "/huy"), LIST):
        assert Client().get(path).status_code in (302, 403)
    assert Client().post(address(receipt, "/huy"), said).status_code in (302, 403)
    assert FeeReceipt.objects.get().cancelled_at is None
    assert not history(subject=f"dossier:{receipt.payment.dossier_id}", kind="read").exists()


def test_an_accountant_does_not_cancel_and_only_looks() -> None:
    receipt, browser = given_out(), at(builders.officer(ACCOUNTANT))
    assert browser.post(address(receipt, "/huy"), {"reason": "x", "instead": "nothing"}).status_code == 403
    assert browser.get(LIST).status_code == 200
    assert FeeReceipt.objects.get().cancelled_at is None


@pytest.mark.parametrize("path", ["", "/huy"])
def test_a_receipt_that_does_not_exist(path: str) -> None:
    receipt, browser = given_out(), at(builders.officer(LEADER))
    here = f"/can-bo/ho-so/{receipt.payment.dossier_id}/bien-lai"
    assert browser.get(f"{here}/999999999{path}").status_code == 404
    assert browser.get(f"{here}/{'9' * 30}{path}").status_code == 404
    assert browser.get(f"{here}/-1{path}").status_code == 404


def test_looking_at_the_form_cancels_nothing() -> None:
    receipt, browser = given_out(), at(builders.officer(LEADER))
    for _ in range(2):
        answer = browser.get(address(receipt, "/huy"), {"reason": "x", "instead": "nothing"})
        assert (answer.status_code, "Lỗi:" in page(answer)) == (200, False)
    assert browser.put(address(receipt, "/huy")).status_code == 405
    assert FeeReceipt.objects.get().cancelled_at is None


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_list_and_paper_are_only_read(method: str) -> None:
    receipt, browser = given_out(), at(builders.officer(LEADER, CLERK))
    for path in (LIST, address(receipt)):
        assert getattr(browser, method)(path).status_code == 405


# ---- hostile text


@pytest.mark.parametrize(
    "said",
    [
        {"reason": "x", "instead": "cả hai"},
        {"reason": "x", "instead": ""},
        {"reason": "x" * 201, "instead": "nothing"},
    ],
)
def test_odd_words_are_asked_anew(said: dict[str, str]) -> None:
    receipt = given_out()
    answer = at(builders.officer(LEADER)).post(address(receipt, "/huy"), said)
    assert answer.status_code == 400
    assert "Lỗi:" in page(answer)
    assert FeeReceipt.objects.get().cancelled_at is None


def test_a_letter_that_no_form_sends_cancels_nothing() -> None:
    receipt = given_out()
    said = {"reason": "x\x00y", "instead": "nothing"}
    assert at(builders.officer(LEADER)).post(address(receipt, "/huy"), said).status_code == 400
    assert FeeReceipt.objects.get().cancelled_at is None


def test_a_reason_is_shown_as_a_text() -> None:
    receipt, browser = given_out(), at(builders.officer(LEADER))
    browser.post(address(receipt, "/huy"), {"reason": "<script>alert(1)</script>", "instead": "nothing"})
    shown = browser.get(f"/can-bo/ho-so/{receipt.payment.dossier_id}").content.decode()
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown


@pytest.mark.parametrize(
    "said",
    [
        {"SoTien": "9" * 5000},
        {"vnp_Amount": "9" * 5000},
        {"query": None},
        {"query": "134000"},
        {"query": [1]},
        {"SoTien": "１３４０００"},
        {"SoTien": -1},
        {"SoTien": True},
        {"SoTien": ["134000"]},
    ],
)
def test_an_amount_that_cannot_be_read_does_not_take_the_page_down(said: dict[str, object]) -> None:
    dossier = builders.submitted()
    wrong(dossier, 1)
    Notice.objects.update(said=said)
    assert amount_told(said) is None
    shown = page(at(builders.officer(CLERK)).get(LIST))
    assert f"{dossier.code} 135.000 ₫ –" in shown
