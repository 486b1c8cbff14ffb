"""Reconciliation at its pages: the picture, a day, what a person does, the workbook."""

import io
import zipfile

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gplx.fees.models import Payment
from gplx.fees.reconciliation.models import Closing, Difference
from gplx.fees.refunds.models import Refund
from gplx.offices.models import ACCOUNTANT, CLERK, LEADER, Department
from gplx.pages.officer.money.sheet import disarmed
from gplx.registers.models import Exchange
from tests import builders, moments
from tests.fees.reconciliation.statements import ACCOUNT, platform_agrees, platform_says, row, treasury_says
from tests.pages.officer.desk import act, at, page

pytestmark = pytest.mark.django_db
HOME, DAY, NEXT = "/can-bo/doi-soat", "/can-bo/doi-soat/ngay?ngay=2021-09-27", "2021-09-28T09:00"


@pytest.fixture
def browser() -> Client:
    builders.department()
    Department.objects.filter(id="H26").update(account=ACCOUNT)
    return at(builders.officer(ACCOUNTANT))


def doubled() -> Difference:
    """A payment that the platform took twice."""
    payment = Payment.objects.get(dossier=builders.paid())
    platform_says(row(payment), row(payment, transaction="gd-2"))
    return Difference.objects.get()


def test_an_accountant_begins_here(browser: Client) -> None:
    assert browser.get("/can-bo").status_code == 403
    shown = page(browser.get(HOME))
    assert "Thu trong 14 ngày 0 ₫" in shown
    assert "Hồ sơ cần xử lý" not in shown


def test_the_last_days_are_shown_as_a_picture_and_as_a_table(browser: Client) -> None:
    doubled()
    answer = browser.get(HOME)
    shown = page(answer)
    assert "Thu trong 14 ngày 135.000 ₫ Chênh lệch còn mở 1 Ngày chưa khóa sổ 13" in shown
    assert "27/09/2021 135.000 ₫ 0 ₫ Đang trong ngày 1 chênh lệch" in shown
    assert answer.content.decode().count('<rect class="gplx-bars__online"') == 14
    assert 'height="120"' in answer.content.decode()


def test_a_day_says_each_difference_and_what_to_do(browser: Client) -> None:
    doubled()
    shown = page(browser.get(DAY))
    assert "Ghi hai lần Chưa giải trình Nền tảng thanh toán: 135.000 ₫ · Sổ của Sở: 0 ₫" in shown
    assert "Hoàn lại khoản thứ hai cho người nộp." in shown
    assert "Ở nền tảng thanh toán 270.000 ₫" in shown


def test_it_is_carried_over_to_the_days_after(browser: Client) -> None:
    doubled()
    with moments.at("2021-09-30"):
        shown = page(at(builders.officer(LEADER)).get(f"{HOME}/ngay"))
    assert "Đối soát ngày 29/09/2021" in shown
    assert "Trong đó 1 khoản chuyển từ các ngày trước." in shown


def test_a_note_and_a_refund(browser: Client) -> None:
    difference = doubled()
    address = f"{HOME}/chenh-lech/{difference.pk}"
    assert "Cần ghi rõ vì sao" in page(browser.post(address, {"do": "note", "note": " "}, follow=True))
    assert "Đã ghi giải trình." in page(browser.post(address, {"do": "note", "note": "Ngân hàng báo."}, follow=True))
    assert "Ngân hàng báo." in page(browser.get(DAY))
    assert "Khoản này được hoàn trả" in page(browser.post(address, {"do": "refund"}, follow=True))
    assert (Refund.objects.get().why, "Không có chênh lệch nào" in page(browser.get(DAY))) == ("paid_twice", True)


def test_another_departments_difference_does_not_exist(browser: Client) -> None:
    difference = doubled()
    other = at(builders.officer(ACCOUNTANT, department_id="H24"))
    assert other.post(f"{HOME}/chenh-lech/{difference.pk}", {"do": "note", "note": "x"}).status_code == 404
    assert "Ghi hai lần" not in page(other.get(DAY))


def test_asked_again_both_sides_are_asked(browser: Client) -> None:
    assert "Đã hỏi sao kê" in page(browser.post(f"{HOME}/lai", {"ngay": "2021-09-27"}, follow=True))
    asked = Exchange.objects.filter(operation="statement").order_by("id")
    assert list(asked.values_list("register", flat=True)) == ["payments", "treasury"]


def test_the_day_is_closed_once_it_is_over_and_in_order(browser: Client) -> None:
    builders.paid()
    platform_says()
    treasury_says()
    assert "Khóa sổ ngày" not in page(browser.get(DAY))
    assert "Ngày chưa kết thúc" in page(browser.post(f"{HOME}/khoa-so", {"ngay": "2021-09-27"}, follow=True))
    with moments.at(NEXT):
        again = at(builders.officer(ACCOUNTANT))
        refused = page(again.post(f"{HOME}/khoa-so", {"ngay": "2021-09-27"}, follow=True))
        assert "Còn chênh lệch chưa giải trình." in refused
        platform_agrees()
        treasury_says(online=135_000)
        told = page(again.post(f"{HOME}/khoa-so", {"ngay": "2021-09-27"}, follow=True))
        assert "Đã khóa sổ ngày." in told
        assert "Đã về Kho bạc 135.000 ₫" in told
        assert "Đã khóa sổ" in page(again.get(HOME))
    assert Closing.objects.count() == 1


@pytest.mark.parametrize("day", ["2021-09-28", "1999-01-01", "ngay", "2021-13-01"])
def test_a_day_that_is_none_or_yet_to_come_is_not_there(browser: Client, day: str) -> None:
    assert browser.get(f"{HOME}/ngay?ngay={day}").status_code == 404
    assert browser.post(f"{HOME}/lai", {"ngay": day}).status_code == 404


def test_a_leader_looks_and_does_nothing(browser: Client) -> None:
    difference = doubled()
    leader = at(builders.officer(LEADER))
    assert "Đối soát lại" not in page(leader.get(DAY))
    assert leader.post(f"{HOME}/chenh-lech/{difference.pk}", {"do": "note", "note": "x"}).status_code == 403
    assert leader.post(f"{HOME}/khoa-so", {"ngay": "2021-09-27"}).status_code == 403


# ---- the workbook


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_the_workbook_holds_the_day_and_no_formula(browser: Client) -> None:
    difference = doubled()
    hostile = '=HYPERLINK("http://example.vn")'
    browser.post(f"{HOME}/chenh-lech/{difference.pk}", {"do": "note", "note": hostile})
    answer = browser.get(f"{HOME}/xlsx?ngay=2021-09-27")
    assert answer["Content-Disposition"] == 'attachment; filename="doi-soat-H26-20210927.xlsx"'
    found = parts(answer.content)
    texts = [text for node in etree.fromstring(found["xl/sharedStrings.xml"]).iter("{*}t") for text in [node.text]]
    assert f"'{hostile}" in texts
    assert hostile not in texts
    assert difference.reference_id in texts
    sheets = [data for name, data in found.items() if name.startswith("xl/worksheets/")]
    assert len(sheets) == 3
    assert not any(list(etree.fromstring(sheet).iter("{*}f")) for sheet in sheets)
    assert not [
        name
        for name in found
        if "hyperlink" in name.lower() or (name.endswith(".rels") and b"example.vn" in found[name])
    ]


@given(text=st.text(max_size=30))
def test_no_cell_is_a_formula(text: str) -> None:
    assert not str(disarmed(text)).lstrip().startswith(("=", "+", "-", "@"))


def test_numbers_stay_numbers() -> None:
    assert (disarmed(-5), disarmed("5"), disarmed("-5")) == (-5, "5", "'-5")


# ---- the cash desk


def test_the_fee_is_taken_at_the_counter_and_stands_on_the_day_sheet() -> None:
    dossier = builders.submitted()
    clerk = at(builders.officer(CLERK))
    answer = act(clerk, dossier, "pay", received="134000")
    assert "Số tiền nhận phải đúng bằng lệ phí" in page(answer)
    assert dossier.paid_at is None
    act(clerk, dossier, "pay", received="135.000 ₫")
    assert dossier.paid_at
    shown = page(clerk.get("/can-bo/quay-thu"))
    assert "Số lần thu 1 Thu trong ngày 135.000 ₫ Phải có trong quỹ 135.000 ₫" in shown
    assert dossier.code in shown
    assert "Số lần thu 0" in page(clerk.get("/can-bo/quay-thu?ngay=2021-09-26"))


@pytest.mark.parametrize("received", ["", "x", "-135000", "135,5", "999999999999"])
def test_what_is_no_amount_is_asked_anew(received: str) -> None:
    dossier = builders.submitted()
    assert "chỉ bằng chữ số" in page(act(at(builders.officer(CLERK)), dossier, "pay", received=received))
    assert dossier.paid_at is None
