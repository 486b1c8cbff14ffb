"""The paper of a receipt and what stands on it; series that run out, odd payers, and receipts that stay as they are."""

import json
import zlib
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from gplx.clock.receipts import issue_waiting_receipts
from gplx.fees.models import FeeReceipt, Payment
from gplx.fees.receipts import paper
from gplx.fees.receipts.changes import LONGEST_REASON, NoNumbersLeft, UnableToCancel, cancel, draw, issue, open_series
from gplx.fees.receipts.paper import check_address, receipt_pdf
from gplx.fees.receipts.questions import numbers_left, paper_of, receipt_by_code, receipts_of, without_receipt
from gplx.ledger.questions import history
from gplx.offices.models import LEADER
from tests import builders, moments

pytestmark = pytest.mark.django_db
FEE = 135_000


def given_out(*, department_id: str = "H26", last: int = 99) -> FeeReceipt:
    payment = Payment.objects.get(dossier=builders.paid(department_id=department_id))
    open_series(department=payment.dossier.department, symbol="1C21-HN", first=1, last=last)
    receipt = issue(payment_id=payment.pk)
    assert receipt is not None
    return receipt


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the template is given, the next time that one is drawn."""
    seen: dict[str, Any] = {}

    def compile_it(*_template: object, sys_inputs: dict[str, str], **_rest: object) -> bytes:
        seen.update(json.loads(sys_inputs["told"]), qr=sys_inputs["qr"])
        return b"%PDF-"

    monkeypatch.setattr(paper.typst, "compile", compile_it)
    return seen


def test_everything_that_stands_on_it(told: dict[str, Any], settings: Settings) -> None:
    settings.PRACTICE = True
    with moments.at("2021-09-27T23:30"):
        receipt = given_out()
    receipt_pdf(receipt)
    assert told.pop("qr").startswith("<?xml")
    assert told == {
        "department": receipt.series.department.name,
        "province": receipt.series.department.province_name,
        "symbol": "1C21-HN",
        "number": "0000001",
        "payer": "Nguyễn Thử Nghiệm",
        "address": "1 phố Thử, Hà Nội",
        "dossier": receipt.payment.dossier.code,
        "what_for": f"Lệ phí cấp giấy phép lái xe, hồ sơ {receipt.payment.dossier.code}",
        "article": "Biểu mức thu (kèm theo) Thông tư 188/2016/TT-BTC",
        "amount": "135.000 ₫",
        "words": "Một trăm ba mươi lăm nghìn đồng",
        "method": "Nền tảng thanh toán của Cổng Dịch vụ công Quốc gia",
        "transaction": receipt.payment.transaction,
        "day": ["27", "09", "2021"],
        "replaces": "",
        "check": check_address(receipt),
        "practice": True,
    }


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("vnpay", "Cổng thanh toán VNPay"),
        ("pull", "Trang thanh toán của Cổng Dịch vụ công Quốc gia"),
        ("cash", "Tiền mặt tại bộ phận Một cửa"),
        ("khac", "khac"),
    ],
)
def test_each_way_to_pay_has_its_words(told: dict[str, Any], method: str, words: str) -> None:
    receipt = given_out()
    receipt.payment.method = method
    receipt_pdf(receipt)
    assert told["method"] == words


def test_the_one_in_anothers_place_says_whose(told: dict[str, Any]) -> None:
    receipt = given_out()
    other = cancel(receipt_id=receipt.pk, by=builders.officer(LEADER), reason="Sai tên", replace=True)
    assert other is not None
    receipt_pdf(FeeReceipt.objects.get(pk=other.pk))
    assert (told["number"], told["replaces"]) == ("0000002", "1C21-HN số 0000001")


def test_where_to_check_it_says_nothing_of_the_person(settings: Settings) -> None:
    settings.BASE_URL = "https://gplx.example.vn"
    receipt = given_out()
    address = check_address(receipt)
    assert address.startswith("https://gplx.example.vn/")
    assert receipt.code in address
    assert not any(word in address for word in (str(receipt.payment.dossier.code), receipt.written_number, "Thử"))


@pytest.mark.parametrize(
    "words",
    [
        '#read("/etc/passwd")',
        '"; #panic("x")',
        "*đậm* _nghiêng_ $x^2$ @nhãn <nhãn> \\ // bình luận /*",
        "#import sys: inputs",
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "‮đảo ngược",
        "x" * 255,
        "Nguyễn\tThử\nHai dòng",
    ],
)
def test_whatever_a_person_is_called_it_stays_a_text(words: str) -> None:
    receipt = given_out()
    receipt.payer = receipt.payer_address = words
    made = receipt_pdf(receipt)
    assert made.startswith(b"%PDF-")
    assert b"root:" not in made + b"".join(_streams(made))


def _streams(pdf: bytes) -> list[bytes]:
    found = []
    for part in pdf.split(b"stream\n")[1:]:
        try:
            found.append(zlib.decompressobj().decompress(part))
        except zlib.error:
            continue
    return found


def test_without_an_address_there_is_still_a_paper() -> None:
    receipt = given_out()
    receipt.payer_address = ""
    assert receipt_pdf(receipt).startswith(b"%PDF-")


def test_drawn_again_it_is_the_same_file_to_the_byte() -> None:
    receipt = given_out()
    draw(receipt_id=receipt.pk)
    receipt.refresh_from_db()
    first, at = paper_of(receipt), receipt.made_at
    draw(receipt_id=receipt.pk)
    receipt.refresh_from_db()
    assert (paper_of(receipt), receipt.made_at) == (first, at)
    assert len(default_storage.listdir(receipt.path.rpartition("/")[0])[1]) == 1


def test_what_the_payer_is_called_later_does_not_change_it() -> None:
    receipt = given_out()
    person = receipt.payment.dossier.applicant
    person.name, person.address = "Trần Thử Đổi Tên", "nơi khác"
    person.save()
    again = issue(payment_id=receipt.payment_id)
    assert again is not None
    assert (again.pk, again.payer, again.payer_address) == (receipt.pk, "Nguyễn Thử Nghiệm", "1 phố Thử, Hà Nội")


# ---- cancelling


def test_a_reason_is_cut_where_it_must_end_and_stands_in_the_ledger() -> None:
    receipt, by = given_out(), builders.officer(LEADER)
    assert cancel(receipt_id=receipt.pk, by=by, reason=f"  {'ế' * 300}", replace=False) is None
    receipt.refresh_from_db()
    assert receipt.cancelled_because == "ế" * LONGEST_REASON
    last = history(subject=f"dossier:{receipt.payment.dossier_id}", kind="money").filter(act="receipt_cancelled").get()
    assert (last.actor, last.details["reason"]) == (f"officer:{by.pk}", "ế" * LONGEST_REASON)


@pytest.mark.parametrize("reason", ["", " ", "\n\t", "\u2003"])
def test_blanks_are_no_reason_and_take_no_number(reason: str) -> None:
    receipt = given_out()
    with pytest.raises(UnableToCancel, match="lý do"):
        cancel(receipt_id=receipt.pk, by=builders.officer(LEADER), reason=reason, replace=True)
    receipt.refresh_from_db()
    assert (receipt.cancelled_at, numbers_left(), FeeReceipt.objects.count()) == (None, {"H26": 98}, 1)


def test_one_in_anothers_place_can_be_cancelled_in_its_turn() -> None:
    first, by = given_out(), builders.officer(LEADER)
    second = cancel(receipt_id=first.pk, by=by, reason="Sai tên", replace=True)
    assert second is not None
    third = cancel(receipt_id=second.pk, by=by, reason="Sai nữa", replace=True)
    assert third is not None
    assert [(one.number, bool(one.cancelled_at)) for one in receipts_of(first.payment.dossier)] == [
        (3, False),
        (2, True),
        (1, True),
    ]
    with pytest.raises(UnableToCancel, match="trước đó"):
        cancel(receipt_id=first.pk, by=by, reason="Lại", replace=True)
    assert FeeReceipt.objects.count() == 3


def test_where_the_other_has_no_number_nothing_was_cancelled_and_nothing_noted() -> None:
    receipt = given_out(last=1)
    before = history(subject=f"dossier:{receipt.payment.dossier_id}", kind="money").count()
    with pytest.raises(NoNumbersLeft):
        cancel(receipt_id=receipt.pk, by=builders.officer(LEADER), reason="Sai tên", replace=True)
    receipt.refresh_from_db()
    assert receipt.cancelled_at is None
    assert history(subject=f"dossier:{receipt.payment.dossier_id}", kind="money").count() == before


# ---- reading


def test_a_department_does_not_take_anothers_numbers() -> None:
    open_series(department=builders.department("H29"), symbol="1C21-HCM", first=1, last=5)
    payment = Payment.objects.get(dossier=builders.paid())
    with pytest.raises(NoNumbersLeft):
        issue(payment_id=payment.pk)
    assert (numbers_left(), list(without_receipt())) == ({"H29": 5}, [payment])


def test_what_waits_is_given_out_in_the_order_of_payments() -> None:
    payments = [Payment.objects.get(dossier=builders.paid()) for _ in range(3)]
    open_series(department=payments[0].dossier.department, symbol="1C21-HN", first=5, last=6)
    issue_waiting_receipts()
    given = FeeReceipt.objects.order_by("number").values_list("payment_id", "number")
    assert list(given) == [(payments[0].pk, 5), (payments[1].pk, 6)]
    assert list(without_receipt()) == [payments[2]]


@pytest.mark.parametrize("code", ["", "x", "0" * 32, "' OR 1=1 --", "%"])
def test_a_code_that_was_not_given_out_finds_none(code: str) -> None:
    given_out()
    assert receipt_by_code(code) is None


def test_a_receipt_is_found_whole_in_one_query() -> None:
    receipt = given_out()
    cancel(receipt_id=receipt.pk, by=builders.officer(LEADER), reason="Sai tên", replace=True)
    with CaptureQueriesContext(connection) as seen:
        found = receipt_by_code(receipt.code)
        assert found is not None
        assert (found.series.department.id, found.payment.amount, found.replaced_by.series.symbol) == (
            "H26",
            FEE,
            "1C21-HN",
        )
    assert len(seen) == 1
