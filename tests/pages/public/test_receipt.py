"""The public check of a receipt: number, day, amount and office; cancelled or replaced; nobody's name."""

import pytest
from django.test import Client

from gplx.fees.models import FeeReceipt, Payment
from gplx.fees.receipts.changes import cancel, issue, open_series
from gplx.offices.models import LEADER
from tests import builders
from tests.pages.reading import main, rows, title

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt() -> FeeReceipt:
    dossier = builders.paid()
    open_series(department=dossier.department, symbol="1C21-HN", first=7, last=99)
    found = issue(payment_id=Payment.objects.get().id)
    assert found is not None
    return found


def test_it_confirms_a_valid_one(client: Client, receipt: FeeReceipt) -> None:
    page = client.get(f"/bien-lai/{receipt.code}")
    assert title(page) == "Kiểm tra biên lai"
    told = rows(page)
    assert told.pop("Ngày").endswith("ngày 27/09/2021")
    assert told == {
        "Ký hiệu": "1C21-HN",
        "Số": "0000007",
        "Số tiền": "135.000 ₫",
        "Đơn vị thu": "Sở Giao thông vận tải Hà Nội",
    }
    assert "Có giá trị" in main(page)


def test_it_names_nobody(client: Client, receipt: FeeReceipt) -> None:
    page = client.get(f"/bien-lai/{receipt.code}").content.decode()
    assert receipt.payer == "Nguyễn Thử Nghiệm"
    assert "Nguyễn Thử Nghiệm" not in page
    assert "phố Thử" not in page
    assert str(receipt.payment.dossier.code) not in page


def test_a_cancelled_one_is_told_from_a_valid_one(client: Client, receipt: FeeReceipt) -> None:
    leader = builders.officer(LEADER, name="Phạm Thử")
    cancel(receipt_id=receipt.id, by=leader, reason="Sai tên", replace=False)
    page = client.get(f"/bien-lai/{receipt.code}")
    assert "Đã hủy" in main(page)
    assert "Có giá trị" not in main(page)
    assert "Hủy lúc" in rows(page)
    assert "Phạm Thử" not in main(page)
    assert "Sai tên" not in main(page)


def test_a_replaced_one_says_by_which_and_the_other_for_which(client: Client, receipt: FeeReceipt) -> None:
    other = cancel(receipt_id=receipt.id, by=builders.officer(LEADER), reason="Sai tên", replace=True)
    assert other is not None
    old, new = (client.get(f"/bien-lai/{one.code}") for one in (receipt, other))
    assert "Đã hủy và được thay thế" in main(old)
    assert rows(old)["Thay bằng"] == "1C21-HN số 0000008"
    assert "Có giá trị" in main(new)
    assert rows(new)["Thay cho"] == "1C21-HN số 0000007"


@pytest.mark.parametrize("code", ["0" * 32, "x", "0000007", "..%2f"])
def test_what_is_no_code_is_no_receipt(client: Client, receipt: FeeReceipt, code: str) -> None:
    assert receipt.code != code
    assert client.get(f"/bien-lai/{code}").status_code == 404


def test_looking_writes_nothing(client: Client, receipt: FeeReceipt) -> None:
    assert client.post(f"/bien-lai/{receipt.code}").status_code == 405
