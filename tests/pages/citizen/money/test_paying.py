"""The fee: asked by the law of the day, paid on the platform's word alone, and a receipt that says what is next."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
import segno
from django.test import Client

from gplx.applicants.models import Applicant
from gplx.dossiers.models import Dossier
from gplx.fees.changes import keep_page
from gplx.fees.models import FAILED, PAID, Payment
from gplx.fees.questions import current_payment
from gplx.ground.clock import now
from gplx.offices.models import Department
from gplx.pages.citizen.following import fee as page_of_the_fee
from gplx.registers.models import ANSWERED, GIVEN_UP, Exchange
from tests import builders
from tests.pages.citizen.conftest import text
from tests.pages.reading import links, main, marked, rows, said, title, tree

pytestmark = pytest.mark.django_db
PAGE = "http://127.0.0.1:9/pay?token=x"
BACK = "/thanh-toan/ket-qua"


@pytest.fixture
def dossier(citizen: Applicant) -> Dossier:
    """A submitted dossier that waits for its fee."""
    draft = builders.draft(citizen)
    builders.learn_all(draft)
    return builders.submit(dossier_id=draft.id, by=builders.citizen(citizen), request_id="s", seen=None)


def payment_of(dossier: Dossier) -> Payment:
    """Its payment."""
    found = current_payment(dossier)
    assert found is not None
    return found


def test_how_much_by_what_law_to_whom(browser: Client, dossier: Dossier) -> None:
    Department.objects.update(account_name="Kho bạc thử")
    page = browser.get(f"/ho-so/{dossier.id}/nop-phi")
    assert rows(page) == {
        "Số tiền": "135.000 ₫",
        "Căn cứ": "Biểu mức thu (kèm theo) Thông tư 188/2016/TT-BTC",
        "Đơn vị thu": "Sở Giao thông vận tải Hà Nội",
        "Tài khoản nhận": "Kho bạc thử",
        "Cách nộp": "Nền tảng thanh toán trực tuyến",
    }
    assert f"Hồ sơ {dossier.code} đã qua các bước kiểm tra. Chỉ còn lệ phí." in main(page)


def test_a_page_that_comes_while_it_is_asked_for_is_shown(
    browser: Client, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking at the payment and looking at the call, the call was answered and learnt of."""
    seen_before = payment_of(dossier)
    keep_page(reference=seen_before.reference, url=PAGE)
    Exchange.objects.filter(operation="initiate").update(state=ANSWERED, learnt_at=now())
    monkeypatch.setattr("gplx.pages.citizen.following.fee.current_payment", lambda _dossier: seen_before)
    page = browser.get(f"/ho-so/{dossier.id}/nop-phi")
    assert links(page)["Đến trang thanh toán"] == PAGE
    assert "Lưu ý" not in main(page)


def test_the_fee_is_that_of_the_day_of_filing(browser: Client, dossier: Dossier) -> None:
    Dossier.objects.filter(id=dossier.id).update(submitted_at=now().replace(year=2023, month=12, day=1))
    assert rows(browser.get(f"/ho-so/{dossier.id}/nop-phi"))["Số tiền"] == "115.000 ₫"


@pytest.mark.parametrize(
    ("says", "page", "waits", "words"),
    [
        ({}, "", True, "đang mở trang thanh toán"),
        ({"state": ANSWERED, "answer": {}}, "", True, "đang mở trang thanh toán"),
        (
            {"state": GIVEN_UP, "learnt_at": now()},
            "",
            False,
            "Nền tảng thanh toán chưa mở được trang. Hồ sơ vẫn được giữ",
        ),
        ({"state": ANSWERED, "answer": {}, "learnt_at": now()}, PAGE, False, "Đến trang thanh toán"),
        ({"state": GIVEN_UP, "learnt_at": now()}, PAGE, False, "Đến trang thanh toán"),
    ],
    ids=["asked", "answered, not yet learnt", "given up", "has a page", "has a page after all"],
)
def test_the_page_waits_only_while_an_address_to_pay_may_still_come(
    browser: Client, dossier: Dossier, says: dict[str, Any], page: str, waits: bool, words: str
) -> None:
    Exchange.objects.filter(register="payments").update(**says)
    keep_page(reference=payment_of(dossier).reference, url=page)
    shown = browser.get(f"/ho-so/{dossier.id}/nop-phi")
    assert words in main(shown)
    assert ("refresh" in text(shown)) == waits == bool(marked(tree(shown), "gplx-waiting"))
    assert links(shown).get("Đến trang thanh toán") == (page or None)
    assert links(shown)["Trả sau, xem biên nhận"] == f"/ho-so/{dossier.id}/bien-nhan"


def test_after_a_failed_try_one_may_try_again(browser: Client, dossier: Dossier) -> None:
    keep_page(reference=payment_of(dossier).reference, url=PAGE)
    Payment.objects.update(state=FAILED)
    address = f"/ho-so/{dossier.id}/nop-phi"
    shown = browser.get(address)
    assert "Lần thanh toán trước chưa thành công; tiền chưa bị trừ. Ông/bà có thể thử lại." in main(shown)
    assert "Đến trang thanh toán" not in links(shown), "the page of the try that failed is no way to pay"
    for _ in range(2):
        assert browser.post(address)["Location"] == address
    assert list(Payment.objects.order_by("id").values_list("state", flat=True)) == [FAILED, "open"]
    assert "đang mở trang thanh toán" in main(browser.get(address))


@pytest.mark.parametrize("stage", [builders.draft, builders.paid, builders.approved])
def test_another_try_is_opened_only_where_the_fee_is_due(stage: Callable[[], Dossier]) -> None:
    dossier = stage()
    before = list(Payment.objects.values())
    browser = builders.sign_in_citizen(Client(), dossier.applicant)
    assert browser.post(f"/ho-so/{dossier.id}/nop-phi").status_code == 409
    assert list(Payment.objects.values()) == before


@pytest.mark.parametrize("stage", ["draft", "silent", "paid"])
def test_where_no_fee_is_due_the_page_leads_on(browser: Client, citizen: Applicant, stage: str) -> None:
    dossier = builders.draft(citizen)
    if stage != "draft":
        Dossier.objects.filter(id=dossier.id).update(state="submitted", code="X-1", submitted_at=now())
        Exchange.objects.filter(about=f"dossier:{dossier.id}").update(error="time-out")
    if stage == "paid":
        Dossier.objects.filter(id=dossier.id).update(payment_asked_at=now(), paid_at=now())
    there = f"/ho-so/{dossier.id}" + ("" if stage == "draft" else "/bien-nhan")
    assert browser.get(f"/ho-so/{dossier.id}/nop-phi")["Location"] == there


def test_while_agencies_answer_for_the_first_time_the_page_waits_and_then_it_asks_for_the_fee(
    browser: Client, citizen: Applicant
) -> None:
    dossier = builders.draft(citizen)
    builders.learn_all(dossier)
    asked = Exchange.objects.filter(about=f"dossier:{dossier.id}")
    asked.update(state=ANSWERED, answer={}, learnt_at=now())
    asked.filter(register="police").update(state="sent", answer=None, learnt_at=None)
    Dossier.objects.filter(id=dossier.id).update(state="submitted", code="X-1", submitted_at=now())
    page = browser.get(f"/ho-so/{dossier.id}/nop-phi")
    assert title(page) == "Đang kiểm tra hồ sơ"
    assert "Cục Cảnh sát giao thông : đang tra cứu" in main(page)
    assert 'http-equiv="refresh"' in text(page)
    assert links(page)["Xem biên nhận"] == f"/ho-so/{dossier.id}/bien-nhan"
    asked.filter(register="police").update(state=ANSWERED, answer={}, learnt_at=now())
    Dossier.objects.filter(id=dossier.id).update(payment_asked_at=now())
    assert title(browser.get(f"/ho-so/{dossier.id}/nop-phi")) == "Nộp lệ phí"


def test_an_answer_that_is_learnt_of_while_it_is_looked_for_leads_to_the_fee(
    browser: Client, citizen: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = builders.draft(citizen)
    Dossier.objects.filter(id=dossier.id).update(state="submitted", code="X-1", submitted_at=now())
    as_it_was = Dossier.objects.get(id=dossier.id)
    Exchange.objects.update(state=ANSWERED, answer={}, learnt_at=now())
    Dossier.objects.filter(id=dossier.id).update(payment_asked_at=now())
    monkeypatch.setattr(page_of_the_fee, "own_dossier", lambda *_: as_it_was)
    assert title(browser.get(f"/ho-so/{dossier.id}/nop-phi")) == "Nộp lệ phí"


# ---- back from the platform


def test_the_address_is_not_believed(browser: Client, dossier: Dossier) -> None:
    payment = payment_of(dossier)
    lies = {"MaThamChieu": payment.reference, "MaLoi": "00", "TrangThai": "1", "SoTien": "135000", "paid": "true"}
    shown = browser.get(BACK, lies)
    assert title(shown) == "Đang xác nhận thanh toán"
    assert "refresh" in text(shown)
    assert links(shown)["Về trang lệ phí"] == f"/ho-so/{dossier.id}/nop-phi"
    dossier.refresh_from_db()
    assert (dossier.paid_at, Payment.objects.get().state) == (None, "open")


def test_once_the_platform_has_spoken_one_is_led_on(browser: Client, dossier: Dossier) -> None:
    reference = payment_of(dossier).reference
    Payment.objects.update(state=FAILED)
    assert browser.get(BACK, {"MaThamChieu": reference})["Location"] == f"/ho-so/{dossier.id}/nop-phi"
    Payment.objects.update(state="open")
    builders.pay_for(dossier)
    assert browser.get(BACK, {"MaThamChieu": reference})["Location"] == f"/ho-so/{dossier.id}/bien-nhan"


@pytest.mark.parametrize("reference", ["", "dvc-unknown", "' OR 1=1 --", "%", "x" * 5000])
def test_an_unknown_reference_leads_home(browser: Client, dossier: Dossier, reference: str) -> None:
    assert browser.get(BACK, {"MaThamChieu": reference})["Location"] == "/cua-toi"


def test_somebody_elses_reference_leads_home_and_tells_nothing(browser: Client) -> None:
    theirs = payment_of(builders.submitted())
    answer = browser.get(BACK, {"MaThamChieu": theirs.reference})
    assert (answer.status_code, answer["Location"]) == (302, "/cua-toi")


def test_back_without_a_session_one_signs_in_and_comes_back(client: Client, dossier: Dossier) -> None:
    there = client.get(BACK, {"MaThamChieu": payment_of(dossier).reference})["Location"]
    assert unquote(there) == f"/dang-nhap?next={BACK}?MaThamChieu={payment_of(dossier).reference}"


# ---- the receipt


def test_the_receipt_of_an_unpaid_dossier(browser: Client, dossier: Dossier) -> None:
    page = browser.get(f"/ho-so/{dossier.id}/bien-nhan")
    assert title(page) == "Đã nộp hồ sơ"
    known = rows(page)
    assert known["Người nộp"] == dossier.applicant.name
    assert known["Sở tiếp nhận"] == "Sở Giao thông vận tải Hà Nội"
    assert known["Lệ phí"] == "Chưa nộp"
    assert known["Nộp lúc"].endswith("ngày 27/09/2021")
    assert known["Sở trả lời chậm nhất"] == f"{dossier.due_on:%d/%m/%Y}"
    assert links(page)["Nộp lệ phí"] == f"/ho-so/{dossier.id}/nop-phi"
    assert "Hồ sơ chờ lệ phí. Sở bắt đầu giải quyết khi đã nhận lệ phí." in main(page)
    assert "ông/bà nhận tin nhắn mời nộp lệ phí" not in main(page), "it was asked for already"


def test_the_receipt_of_an_accepted_dossier_says_the_day(browser: Client, dossier: Dossier) -> None:
    builders.pay_for(dossier)
    due = date(2021, 10, 4)
    Dossier.objects.filter(id=dossier.id).update(accepted_at=now(), state="examining", due_on=due)
    page = browser.get(f"/ho-so/{dossier.id}/bien-nhan")
    assert rows(page)["Hẹn trả kết quả"] == "04/10/2021"
    assert rows(page)["Lệ phí"].startswith("Đã nhận lúc ")
    assert "Nộp lệ phí" not in links(page)
    Dossier.objects.filter(id=dossier.id).update(due_on=None)
    assert rows(browser.get(f"/ho-so/{dossier.id}/bien-nhan"))["Hẹn trả kết quả"] == "Chưa có"


def test_its_qr_code_leads_to_the_public_look_up(
    browser: Client, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def draw(told: str, **how: Any) -> segno.QRCode:
        drawn.append(told)
        return make(told, **how)

    make = segno.make
    monkeypatch.setattr(segno, "make", draw)
    page = browser.get(f"/ho-so/{dossier.id}/bien-nhan")
    assert len(drawn) == 1
    address = "/" + drawn[0].split("/", 3)[3]
    assert address == f"/tra-cuu/{dossier.code}"
    assert Client().get(address).status_code == 200
    assert f"Mã QR để tra cứu hồ sơ {dossier.code}" in text(page)


@pytest.mark.parametrize(
    ("delivery", "last"),
    [
        ("post", "Thẻ nhựa được giao tận nơi; ông/bà nộp lại giấy phép cũ khi nhận."),
        ("desk", "Ông/bà đến Sở nhận thẻ nhựa và nộp lại giấy phép cũ."),
    ],
)
def test_what_is_next_is_told_for_the_way_that_was_chosen(
    browser: Client, dossier: Dossier, delivery: str, last: str
) -> None:
    Dossier.objects.filter(id=dossier.id).update(delivery=delivery)
    told = [said(each) for each in tree(browser.get(f"/ho-so/{dossier.id}/bien-nhan")).xpath("//main//ol/li")]
    assert (len(told), told[-1]) == (3, last)


def test_a_draft_has_no_receipt(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    assert browser.get(f"/ho-so/{dossier.id}/bien-nhan")["Location"] == f"/ho-so/{dossier.id}"


def test_a_paid_payment_outlives_later_tries(browser: Client, dossier: Dossier) -> None:
    reference = payment_of(dossier).reference
    builders.pay_for(dossier)
    assert Payment.objects.get(reference=reference).state == PAID
    assert browser.get(f"/ho-so/{dossier.id}/nop-phi")["Location"] == f"/ho-so/{dossier.id}/bien-nhan"
