"""The refunds of a department at its pages: who waits, two people, the order's file, the treasury's answer brought as a file."""

import csv
import hashlib
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from gplx.fees.refunds.models import ACCOUNT, ORDERED, PAID, READY, Order, Refund
from gplx.ledger.questions import reads
from gplx.offices.models import ACCOUNTANT, LEADER
from tests import builders
from tests.fees.refunds.paths import accountant, begun, named, ordered
from tests.pages.officer.desk import at, page

pytestmark = pytest.mark.django_db
HOME = "/can-bo/hoan-phi"


def answer_of(order: Order, *results: tuple[str, str, int, str]) -> bytes:
    """The treasury's answer as its file: reference, CHI or TRA, amount, reason."""
    lines = [f"TRALOI,{order.code},2021-09-28"]
    lines += [f"KETQUA,{reference},{what},{amount},2021-09-28,{why}" for reference, what, amount, why in results]
    body = "".join(f"{line}\r\n" for line in lines)
    return f"{body}TONG,{len(results)},{hashlib.sha256(body.encode()).hexdigest()}\r\n".encode()


def bring(browser: Client, data: bytes) -> Any:
    file = SimpleUploadedFile("tra-loi.csv", data, content_type="text/csv")
    return browser.post(f"{HOME}/tra-loi", {"file": file}, follow=True)


def test_the_list_says_who_waits_for_what_and_names_nobody() -> None:
    refund = named(begun(), holder="Trần Thị Người Khác")
    shown = page(at(accountant()).get(HOME))
    assert refund.dossier.code in shown
    assert "Cần kiểm tra chủ tài khoản" in shown
    assert "135.000 ₫ · Người dân rút hồ sơ" in shown
    assert not any(name in shown for name in ("Trần Thị", "Nguyễn Thử", refund.account))


def test_one_refund_names_them_and_the_applicant_sees_that_it_was_read() -> None:
    refund = named(begun(), holder="Trần Thị Người Khác")
    shown = page(at(accountant()).get(f"{HOME}/{refund.pk}"))
    assert all(told in shown for told in ("Trần Thị Người Khác", "Nguyễn Thử Nghiệm", "0123456789", "khác họ tên"))
    assert [entry.act for entry in reads(subjects=[f"dossier:{refund.dossier_id}"])] == ["refund"]


@pytest.mark.parametrize(("good", "state"), [("yes", READY), ("no", ACCOUNT)])
def test_the_holder_is_checked(good: str, state: str) -> None:
    refund = named(begun(), holder="Trần Thị Người Khác")
    browser, form = at(builders.officer(LEADER)), {"good": good, "seen": refund.account_mark}
    told = page(browser.post(f"{HOME}/{refund.pk}/chu-tai-khoan", form | {"reason": ""}, follow=True))
    assert "Cần ghi lý do" in told
    browser.post(f"{HOME}/{refund.pk}/chu-tai-khoan", form | {"reason": "Đã gọi điện."})
    refund.refresh_from_db()
    assert refund.state == state


def test_another_departments_refunds_do_not_exist() -> None:
    refund, order = ordered(), Order.objects.get()
    browser = at(accountant("H24"))
    assert refund.dossier.code not in page(browser.get(HOME))
    for address in (f"{HOME}/{refund.pk}", f"{HOME}/lenh/{order.pk}/tep"):
        assert browser.get(address).status_code == 404
    for address in (f"{HOME}/{refund.pk}/chu-tai-khoan", f"{HOME}/lenh/{order.pk}"):
        assert browser.post(address, {"good": "yes", "reason": "x"}).status_code == 404


def test_the_order_of_today_its_file_and_the_answer() -> None:
    refund, by = named(begun()), accountant()
    browser = at(by)
    told = page(browser.post(f"{HOME}/lenh", follow=True))
    order = Order.objects.get()
    assert f"Lệnh {order.code} đã gửi Kho bạc." in told
    file = browser.get(f"{HOME}/lenh/{order.pk}/tep")
    assert (file["Content-Type"], file.content.decode()) == ("text/csv; charset=utf-8", order.file)
    refund.refresh_from_db()
    told = page(bring(browser, answer_of(order, (refund.reference, "CHI", 135_000, ""))))
    assert "Đã hoàn 1 khoản, trả lại 0 khoản, 0 khoản đã biết" in told
    refund.refresh_from_db()
    assert refund.state == PAID
    again = page(bring(browser, answer_of(order, (refund.reference, "CHI", 135_000, ""))))
    assert "Đã hoàn 0 khoản, trả lại 0 khoản, 1 khoản đã biết" in again


def test_above_the_sum_the_second_person_has_the_button_and_the_first_has_not(settings: Settings) -> None:
    settings.REFUND_TWO_ABOVE = 1
    named(begun())
    first = at(accountant())
    told = page(first.post(f"{HOME}/lenh", follow=True))
    order = Order.objects.get()
    assert "chờ người thứ hai duyệt" in told
    assert "Duyệt chi" not in told
    assert first.get(f"{HOME}/lenh/{order.pk}/tep").status_code == 404
    assert "cần người khác" in page(first.post(f"{HOME}/lenh/{order.pk}", {"good": "yes"}, follow=True))
    second = at(builders.officer(LEADER))
    assert "Duyệt chi" in page(second.get(HOME))
    assert "Lệnh đã gửi Kho bạc." in page(second.post(f"{HOME}/lenh/{order.pk}", {"good": "yes"}, follow=True))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda _data: b"", "không phải trả lời của Kho bạc"),
        (lambda _data: b"\xff\xfe\x00", "UTF-8"),
        (lambda _data: b"TONG", "không phải trả lời của Kho bạc"),
        (lambda data: data.replace(b"135000", b"999999"), "bị cắt hoặc bị sửa"),
        (lambda data: b"\r\n".join(data.split(b"\r\n")[:1] + data.split(b"\r\n")[2:]), "bị cắt hoặc bị sửa"),
        (lambda data: data.replace(b"TRALOI", b"LENH"), "không phải trả lời của Kho bạc"),
        (lambda data: data + b"x" * 2_000_001, "quá dài"),
    ],
)
def test_a_file_that_is_no_whole_answer_is_refused_with_a_sentence(spoil: Any, sentence: str) -> None:
    refund, order = ordered(), Order.objects.get()
    data = spoil(answer_of(order, (refund.reference, "CHI", 135_000, "")))
    assert sentence in page(bring(at(accountant()), data))
    refund.refresh_from_db()
    assert refund.state == ORDERED


def test_an_answer_without_a_file_asks_for_one() -> None:
    assert "Vui lòng chọn tệp" in page(at(accountant()).post(f"{HOME}/tra-loi", follow=True))


def test_lines_that_fit_no_refund_are_named() -> None:
    refund, order = ordered(), Order.objects.get()
    told = page(bring(at(accountant()), answer_of(order, (refund.reference, "CHI", 1, ""))))
    assert f"Không khớp với lệnh của Sở: {refund.reference}" in unescape(told)


@pytest.mark.parametrize("count", [2, 30])
def test_the_list_takes_the_same_queries_for_many(count: int) -> None:
    refund = begun()
    rows = [Refund(**{**_values(refund), "transaction": f"gd-{number}"}) for number in range(count)]
    Refund.objects.bulk_create(rows)
    browser = at(builders.officer(ACCOUNTANT))
    browser.get(HOME)
    with CaptureQueriesContext(connection) as queries:
        browser.get(HOME)
    assert len(queries) == 8


def _values(refund: Refund) -> dict[str, Any]:
    return {
        field.attname: getattr(refund, field.attname) for field in Refund._meta.concrete_fields if field.name != "id"
    }


def test_what_people_write_is_no_formula_in_the_file() -> None:
    ordered()
    cells = [cell for line in csv.reader(Order.objects.get().file.splitlines()) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
