"""The receipts for the fee, at their owner's: the office's and the platform's, once they were made."""

from pathlib import Path

import pytest
from django.test import Client

from gplx.casework.keep_bill import keep_bill
from gplx.dossiers.models import Dossier
from gplx.fees.models import FeeReceipt, Payment
from gplx.fees.receipts.changes import cancel, draw, issue, open_series
from gplx.offices.models import LEADER
from tests import builders
from tests.pages.reading import links, main
from tests.pdfs import pdf

pytestmark = pytest.mark.django_db
NAME = "Biên lai TH-1 số 0000007 (PDF)"


@pytest.fixture(scope="module")
def made(made_once: Path) -> Dossier:
    return builders.paid()


@pytest.fixture
def receipt(dossier: Dossier) -> FeeReceipt:
    open_series(department=dossier.department, symbol="TH-1", first=7, last=99)
    found = issue(payment_id=Payment.objects.get(dossier=dossier).id)
    assert found is not None
    return found


@pytest.fixture
def browser(client: Client, dossier: Dossier) -> Client:
    return builders.sign_in_citizen(client, dossier.applicant)


def address(dossier: Dossier, receipt: FeeReceipt) -> str:
    return f"/ho-so/{dossier.id}/bien-lai/{receipt.id}"


def page(browser: Client, dossier: Dossier) -> object:
    return browser.get(f"/ho-so/{dossier.id}/bien-nhan")


def test_before_there_is_one_nothing_is_said_of_it(browser: Client, dossier: Dossier) -> None:
    assert "Biên lai lệ phí" not in main(page(browser, dossier))


def test_while_the_paper_is_made_it_says_so(browser: Client, dossier: Dossier, receipt: FeeReceipt) -> None:
    shown = page(browser, dossier)
    assert "Biên lai TH-1 số 0000007: đang in, xem lại sau ít phút" in main(shown)
    assert NAME not in links(shown)
    assert browser.get(address(dossier, receipt)).status_code == 404


def test_the_paper_is_one_click_away_and_runs_nothing(browser: Client, dossier: Dossier, receipt: FeeReceipt) -> None:
    draw(receipt_id=receipt.id)
    assert links(page(browser, dossier))[NAME] == address(dossier, receipt)
    paper = browser.get(address(dossier, receipt))
    assert paper.content.startswith(b"%PDF-")
    assert paper["Content-Type"] == "application/pdf"
    assert paper["Content-Disposition"] == 'inline; filename="bien-lai-0000007.pdf"'
    assert paper["Content-Security-Policy"].startswith("sandbox;")
    assert paper["Cache-Control"] == "no-store"


def test_the_public_check_is_beside_it(browser: Client, dossier: Dossier, receipt: FeeReceipt) -> None:
    assert links(page(browser, dossier))["Trang kiểm tra 0000007"] == f"/bien-lai/{receipt.code}"


def test_a_cancelled_one_stays_and_is_marked(browser: Client, dossier: Dossier, receipt: FeeReceipt) -> None:
    cancel(receipt_id=receipt.id, by=builders.officer(LEADER), reason="Sai tên", replace=True)
    shown = main(page(browser, dossier))
    assert "số 0000007: đang in, xem lại sau ít phút Đã hủy" in shown
    assert shown.index("0000008") < shown.index("0000007")
    assert "Sai tên" not in shown, "why is between the offices"


def test_the_platforms_own_receipt_lies_beside_it(browser: Client, dossier: Dossier) -> None:
    where = f"/ho-so/{dossier.id}/bien-lai/nen-tang"
    assert browser.get(where).status_code == 404
    paper = pdf()
    keep_bill(dossier_id=dossier.id, pdf=paper)
    assert links(page(browser, dossier))["Biên lai của nền tảng thanh toán (PDF)"] == where
    assert browser.get(where).content == paper


def test_anothers_receipt_does_not_exist(client: Client, dossier: Dossier, receipt: FeeReceipt) -> None:
    draw(receipt_id=receipt.id)
    keep_bill(dossier_id=dossier.id, pdf=pdf())
    other = builders.paid()
    stranger = builders.sign_in_citizen(client, other.applicant)
    assert stranger.get(address(dossier, receipt)).status_code == 404
    assert stranger.get(address(other, receipt)).status_code == 404
    assert stranger.get(f"/ho-so/{dossier.id}/bien-lai/nen-tang").status_code == 404
