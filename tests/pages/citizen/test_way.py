"""The way of one citizen, page by page, as a browser without script goes it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from gplx.applicants.models import Applicant
from gplx.casework.ask_correction import ask_correction
from gplx.dossiers.models import DRAFT, Act, Dossier
from gplx.fees.changes import keep_page
from gplx.fees.questions import current_payment
from gplx.registers.models import GIVEN_UP, Exchange
from tests import builders, portraits
from tests.pages.citizen.conftest import hidden, text

pytestmark = pytest.mark.django_db


def press(browser: Client, address: str, **fields: object) -> HttpResponse:
    """Open a page and send its form."""
    page = browser.get(address)
    assert page.status_code == 200, page.headers.get("Location")
    form = {"version": hidden(page, "version"), "request_id": hidden(page, "request_id")}
    return browser.post(address, form | fields)


def test_all_green_needs_no_typing_and_few_pages(browser: Client, citizen: Applicant) -> None:
    licence = builders.licence(citizen)
    page = text(browser.get("/cua-toi"))
    assert f"Xin chào {citizen.name}" in page and licence.number in page
    tasks = browser.post("/cua-toi/doi", {"licence": hidden(browser.get("/cua-toi"), "licence")})["Location"]
    dossier = Dossier.objects.get()
    assert tasks == f"/ho-so/{dossier.id}"
    builders.learn_all(dossier)
    builders.keep(dossier=dossier, kind=builders.PHOTO, data=builders.picture(), at=builders.now())
    assert "Xem lại và nộp hồ sơ" in text(browser.get(tasks))

    review = f"{tasks}/kiem-tra"
    page = text(browser.get(review))
    assert "tôi cam đoan" in page and "135.000 ₫" in page and "1 phố Thử, Hà Nội" in page
    fee = press(browser, review)["Location"]
    assert fee == f"{tasks}/nop-phi"
    page = text(browser.get(fee))
    assert "đang mở trang thanh toán" in page and 'http-equiv="refresh"' in page and "Sở Giao thông vận tải" in page

    payment = current_payment(dossier)
    assert payment is not None
    keep_page(reference=payment.reference, url="http://127.0.0.1:9/pay?x=1&y=2")
    page = text(browser.get(fee))
    assert 'href="http://127.0.0.1:9/pay?x=1&amp;y=2"' in page and "refresh" not in page

    back = f"/thanh-toan/ket-qua?MaThamChieu={payment.reference}"
    assert "Đang xác nhận thanh toán" in text(browser.get(back))
    dossier.refresh_from_db()
    builders.pay_for(dossier)
    receipt = browser.get(back)["Location"]
    assert receipt == f"{tasks}/bien-nhan"
    page = text(browser.get(receipt))
    assert dossier.code in page and "data:image/svg+xml" in page and "Đã nhận lúc" in page
    assert "Đang chờ" in text(browser.get(f"{tasks}/tien-do"))


def test_a_second_click_submits_nothing_twice(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    builders.learn_all(dossier)
    address = f"/ho-so/{dossier.id}/kiem-tra"
    page = browser.get(address)
    form = {"version": hidden(page, "version"), "request_id": hidden(page, "request_id")}
    first, second = browser.post(address, form), browser.post(address, form)
    assert first["Location"] == second["Location"] == f"/ho-so/{dossier.id}/nop-phi"
    assert Act.objects.filter(act="submit").count() == 1


def test_an_old_page_is_refused_with_a_way_on(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    builders.learn_all(dossier)
    address = f"/ho-so/{dossier.id}/kiem-tra"
    old = browser.get(address)
    press(browser, f"/ho-so/{dossier.id}/yeu-cau", reason="damaged", department="H26")
    answer = browser.post(address, {"version": hidden(old, "version"), "request_id": hidden(old, "request_id")})
    assert answer.status_code == 409
    assert "Hồ sơ vừa được cập nhật ở nơi khác." in text(answer)
    assert f'href="{address}"' in text(answer)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.reason) == (DRAFT, "damaged")


def test_silent_agencies_do_not_stop_the_filing(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    builders.learn_health(
        dossier_id=dossier.id, found=builders.FoundCertificates(certificates=(builders.certificate(citizen),))
    )
    fee = press(browser, f"/ho-so/{dossier.id}/kiem-tra")["Location"]
    assert "Đang kiểm tra hồ sơ" in text(browser.get(fee))
    Exchange.objects.update(error="time-out")
    receipt = browser.get(fee)["Location"]
    assert receipt == f"/ho-so/{dossier.id}/bien-nhan"
    assert "ông/bà nhận tin nhắn mời nộp lệ phí" in text(browser.get(receipt))
    page = text(browser.get(f"/ho-so/{dossier.id}/tien-do"))
    assert re.search(r"Cục Cảnh sát giao thông, từ [^<]+<br>Thanh tra giao thông, từ ", page)
    assert browser.get(f"/ho-so/{dossier.id}/nop-phi")["Location"] == receipt


def test_what_is_missing_is_named_and_keeps_from_submitting(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    Exchange.objects.update(state=GIVEN_UP, learnt_at=builders.now())
    page = text(browser.get(f"/ho-so/{dossier.id}"))
    assert "Còn 1 việc cần làm trước khi nộp." in page and "Xem lại và nộp hồ sơ" not in page
    assert browser.get(f"/ho-so/{dossier.id}/kiem-tra")["Location"] == f"/ho-so/{dossier.id}"
    forced = browser.post(f"/ho-so/{dossier.id}/kiem-tra", {"version": dossier.version, "request_id": "x"})
    assert forced.status_code == 409
    assert "Cơ sở dữ liệu khám sức khỏe chưa trả lời. Ông/bà có thể chờ, hoặc gửi giấy khám đang có." in text(forced)
    assert not Act.objects.filter(act="submit").exists()


def test_the_other_persons_dossier_does_not_exist(browser: Client) -> None:
    other = builders.submitted()
    for page in (
        "",
        "/kiem-tra",
        "/suc-khoe",
        "/anh",
        "/anh/xem",
        "/nhan-ket-qua",
        "/nop-phi",
        "/bien-nhan",
        "/tien-do",
        "/rut",
    ):
        assert browser.get(f"/ho-so/{other.id}{page}").status_code == 404, page
    form = {"version": other.version, "request_id": "x"}
    assert browser.post(f"/ho-so/{other.id}/rut", form).status_code == 404
    other.refresh_from_db()
    assert other.state == "submitted"


def test_without_a_session_one_signs_in_and_comes_back(client: Client) -> None:
    dossier = builders.draft()
    address = f"/ho-so/{dossier.id}/anh"
    assert client.get(address)["Location"] == f"/dang-nhap?next=%2Fho-so%2F{dossier.id}%2Fanh"
    lost = client.post(address, {"version": 1}, HTTP_REFERER=f"http://testserver{address}")
    assert lost["Location"].startswith("/dang-nhap?next=")
    builders.sign_in_citizen(client, dossier.applicant)
    assert client.get(address).status_code == 200, "the draft is still there"


def test_correct_only_what_was_asked(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    builders.learn_all(dossier)
    press(browser, f"/ho-so/{dossier.id}/kiem-tra")
    clerk = builders.officer("clerk")
    ask_correction(
        dossier_id=dossier.id,
        by=clerk,
        request_id="c",
        seen=None,
        items=["photo"],
        reason="Ảnh <b>mờ</b>, cần ảnh rõ mặt.",
    )
    page = text(browser.get(f"/ho-so/{dossier.id}/bo-sung"))
    assert (
        "Ảnh &lt;b&gt;mờ&lt;/b&gt;, cần ảnh rõ mặt." in page and "Cần bổ sung" in page and "Gửi lại hồ sơ" not in page
    )
    assert browser.get(f"/ho-so/{dossier.id}/nhan-ket-qua")["Location"] == f"/ho-so/{dossier.id}/bo-sung"
    forced = browser.post(
        f"/ho-so/{dossier.id}/nhan-ket-qua",
        {"delivery": "desk", "phone": "0900000001", "version": 99, "request_id": "x"},
    )
    assert forced.status_code == 409

    sent = press(browser, f"/ho-so/{dossier.id}/anh", file=picture_file())
    assert sent["Location"] == f"/ho-so/{dossier.id}/anh"
    assert press(browser, f"/ho-so/{dossier.id}/bo-sung")["Location"] == f"/ho-so/{dossier.id}/tien-do"
    dossier.refresh_from_db()
    assert (dossier.state, dossier.correction_open) == ("submitted", False)


def picture_file() -> SimpleUploadedFile:
    """A photo as a browser sends it."""
    return SimpleUploadedFile("anh.jpg", portraits.good(), "image/jpeg")


def test_withdraw_after_being_asked(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    builders.learn_all(dossier)
    press(browser, f"/ho-so/{dossier.id}/kiem-tra")
    assert "Rút hồ sơ" in text(browser.get(f"/ho-so/{dossier.id}/rut"))
    press(browser, f"/ho-so/{dossier.id}/rut")
    page = text(browser.get(f"/ho-so/{dossier.id}/tien-do"))
    assert "Đã rút" in page
    assert browser.get(f"/ho-so/{dossier.id}/rut")["Location"] == f"/ho-so/{dossier.id}/tien-do"


def test_the_task_list_speaks_english_with_the_laws_own_words(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    browser.cookies["django_language"] = "en"
    page = text(browser.get(f"/ho-so/{dossier.id}"))
    assert "A licence with a term may be exchanged at any time before it expires." in page
    assert "No answer yet. You can submit all the same." in page
