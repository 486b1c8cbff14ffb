"""A day of money with hostile text, in English, in another department's hands, and its workbook to the cell."""

import io
import zipfile
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from gplx.fees.models import Payment
from gplx.fees.reconciliation.models import Closing, Difference
from gplx.offices.models import ACCOUNTANT, LEADER, Department
from gplx.pages.officer.money.sheet import disarmed
from gplx.registers.models import Exchange
from tests import builders, moments
from tests.fees.reconciliation.statements import ACCOUNT, DAY, platform_says, row, treasury_says
from tests.pages.officer.desk import at, page

pytestmark = pytest.mark.django_db
HOME, SHOWN, NEXT = "/can-bo/doi-soat", "/can-bo/doi-soat/ngay?ngay=2021-09-27", "2021-09-28T09:00"
HOSTILE = ("=cmd|'/C calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " \n =1", '=HYPERLINK("//x")')


@pytest.fixture
def browser() -> Client:
    builders.department()
    Department.objects.filter(id="H26").update(account=ACCOUNT)
    return at(builders.officer(ACCOUNTANT))


def with_rows(*more: dict[str, Any]) -> Payment:
    payment = Payment.objects.get(dossier=builders.paid())
    platform_says(row(payment), *(row(payment, **one) for one in more))
    return payment


def cells(data: bytes, sheet: int) -> list[list[str]]:
    """The rows of a sheet, numbers as they stand."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        shared = etree.fromstring(book.read("xl/sharedStrings.xml"))
        texts = ["".join(node.itertext()) for node in shared.iter("{*}si")]
        rows = etree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml")).iter("{*}row")
    return [[_cell(cell, texts) for cell in one.iter("{*}c")] for one in rows]


def _cell(cell: Any, texts: list[str]) -> str:
    value = cell.findtext("{*}v") or ""
    return texts[int(value)] if cell.get("t") == "s" else value


def test_a_difference_stands_in_the_workbook_to_the_cell(browser: Client) -> None:
    payment = with_rows({"transaction": "gd-2", "amount": 7})
    Difference.objects.update(note="-5", noted_by=builders.officer(ACCOUNTANT))
    made = browser.get(f"{HOME}/xlsx?ngay=2021-09-27").content
    assert cells(made, 2) == [
        ["Ngày", "Bên", "Loại", "Mã tham chiếu", "Mã giao dịch", "Sổ của Sở", "Sao kê", "Giải trình"],
        ["2021-09-27", "Nền tảng thanh toán", "Ghi hai lần", payment.reference, "gd-2", "0", "7", "'-5"],
    ]
    assert cells(made, 3) == [["Hồ sơ", "Mã tham chiếu", "Đồng"]]
    assert ["Ở nền tảng thanh toán", "135007"] in cells(made, 1)
    assert ["Chênh lệch chưa rõ", "7"] in cells(made, 1)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_word_of_the_platform_or_a_person_is_a_formula(browser: Client, text: str) -> None:
    with_rows({"transaction": text, "reference": text, "dossier": ""})
    Difference.objects.update(department_id="H26", note=text, noted_by=builders.officer(ACCOUNTANT))
    [_, found] = cells(browser.get(f"{HOME}/xlsx?ngay=2021-09-27").content, 2)
    assert [found[place][0] for place in (3, 4, 7)] == ["'"] * 3
    assert str(disarmed(text)) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "Ngân hàng báo.", "12@x", "'=1"])
def test_what_is_no_formula_stays_to_the_letter(text: str) -> None:
    assert disarmed(text) == text


def test_a_workbook_of_another_department_is_its_own(browser: Client) -> None:
    with_rows({"transaction": "gd-2"})
    answer = at(builders.officer(LEADER, department_id="H29")).get(f"{HOME}/xlsx?ngay=2021-09-27")
    assert 'filename="doi-soat-H29-20210927.xlsx"' in answer["Content-Disposition"]
    assert len(cells(answer.content, 2)) == 1
    assert {number for _, number in cells(answer.content, 1)[1:]} == {"0"}


def test_hostile_text_is_shown_as_a_text(browser: Client) -> None:
    with_rows({"transaction": "<img src=x onerror=alert(1)>"})
    found = Difference.objects.get()
    browser.post(f"{HOME}/chenh-lech/{found.pk}", {"do": "note", "note": '"><script>alert(2)</script>'})
    shown = browser.get(SHOWN).content.decode()
    assert "<img src=x" not in shown
    assert "<script>alert(2)" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown


def test_what_is_nobodys_says_so_and_offers_nothing(browser: Client) -> None:
    with_rows({"reference": "dvcla", "transaction": "la", "dossier": ""})
    found = Difference.objects.get()
    shown = browser.get(SHOWN).content.decode()
    assert "Không rõ thuộc Sở nào" in shown
    assert f"chenh-lech/{found.pk}" not in shown
    assert browser.post(f"{HOME}/chenh-lech/{found.pk}", {"do": "refund"}).status_code == 404


@pytest.mark.parametrize(("do", "note"), [("note", "Đã rõ."), ("refund", ""), ("", ""), ("xoa", "")])
def test_another_department_neither_explains_nor_refunds(browser: Client, do: str, note: str) -> None:
    with_rows({"transaction": "gd-2"})
    found = Difference.objects.get()
    other = at(builders.officer(ACCOUNTANT, department_id="H29"))
    assert other.post(f"{HOME}/chenh-lech/{found.pk}", {"do": do, "note": note}).status_code == 404
    found.refresh_from_db()
    assert (found.note, found.settled_at) == ("", None)


def test_a_second_click_refunds_nothing_more_and_says_why(browser: Client) -> None:
    with_rows({"transaction": "gd-2"})
    path = f"{HOME}/chenh-lech/{Difference.objects.get().pk}"
    first, second = (browser.post(path, {"do": "refund"}, follow=True) for _ in range(2))
    assert "Khoản này được hoàn trả cho người nộp." in page(first)
    assert "Khoản này được hoàn trả cho người nộp." not in page(second)
    assert Payment.objects.get().refunds.count() == 1


def test_a_second_click_on_close_closes_once(browser: Client) -> None:
    platform_says()
    treasury_says()
    with moments.at(NEXT):
        by = at(builders.officer(ACCOUNTANT))
        for _ in range(2):
            assert by.post(f"{HOME}/khoa-so", {"ngay": "2021-09-27"}).status_code == 302
    assert Closing.objects.count() == 1


@pytest.mark.parametrize("path", ["lai", "khoa-so"])
def test_looking_asks_nobody_and_closes_nothing(browser: Client, path: str) -> None:
    assert browser.get(f"{HOME}/{path}?ngay=2021-09-27").status_code == 405
    for address in (HOME, SHOWN, f"{HOME}/xlsx?ngay=2021-09-27"):
        assert browser.get(address).status_code == 200
    assert (Exchange.objects.filter(operation="statement").count(), Closing.objects.count()) == (0, 0)


def test_the_day_speaks_english(browser: Client) -> None:
    with_rows({"transaction": "gd-2"})
    found = Difference.objects.get()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    shown = page(browser.get(SHOWN))
    assert [
        text for text in ("Reconciliation of", "Not explained", "Twice", "Department's books") if text not in shown
    ] == []
    told = page(browser.post(f"{HOME}/chenh-lech/{found.pk}", {"do": "note", "note": "Rõ."}, follow=True))
    assert "The explanation is saved." in told
    heads = cells(browser.get(f"{HOME}/xlsx?ngay=2021-09-27").content, 2)[0]
    assert "Reference" in heads
    assert "Mã tham chiếu" not in heads


@pytest.mark.parametrize(
    ("path", "said", "vietnamese"),
    [
        ("khoa-so", {"ngay": "2021-09-27"}, "Ngày chưa kết thúc"),
        ("khoa-so", {"ngay": "2021-09-26"}, "Chưa có đủ sao kê"),
        ("chenh-lech/{}", {"do": "note", "note": " "}, "Cần ghi rõ"),
    ],
)
def test_a_refusal_is_told_in_english(browser: Client, path: str, said: dict[str, str], vietnamese: str) -> None:
    with_rows({"transaction": "gd-2"})
    address = f"{HOME}/{path.format(Difference.objects.get().pk)}"
    assert vietnamese in page(browser.post(address, said, follow=True))
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert vietnamese not in page(browser.post(address, said, follow=True))


def test_a_day_takes_the_same_queries_for_many_differences(browser: Client) -> None:
    payment, counts = with_rows(), []
    for times in (2, 30):
        platform_says(row(payment), *(row(payment, transaction=f"la-{number}") for number in range(times)))
        for address in (SHOWN, f"{HOME}/xlsx?ngay=2021-09-27"):
            with CaptureQueriesContext(connection) as seen:
                browser.get(address)
            counts.append(len(seen))
    assert counts[:2] == counts[2:]
    assert Difference.objects.filter(day=DAY).count() == 30
