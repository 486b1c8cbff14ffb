"""The pages of refunds when things go wrong: stale forms, second clicks, other roles, hostile text; and in English."""

import hashlib
from html import escape
from typing import Any

import pytest
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from gplx.fees.refunds.models import ACCOUNT, CHECK, ORDERED, PAID, READY, RELEASED, Order, Refund
from gplx.ledger.questions import reads
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER
from gplx.registers.models import Exchange
from tests import builders
from tests.fees.refunds.paths import accountant, answered, begun, named, ordered
from tests.pages.citizen.conftest import hidden
from tests.pages.officer.desk import at, page
from tests.pages.officer.money.test_refunds import HOME, answer_of, bring

pytestmark = pytest.mark.django_db
OTHER = "Trần Thị Người Khác"


def english(browser: Client) -> Client:
    browser.cookies[house.LANGUAGE_COOKIE_NAME] = "en"
    return browser


def check(browser: Client, refund: Refund, **said: str) -> str:
    form = {"good": "yes", "reason": "Đã gọi điện.", **said}
    return page(browser.post(f"{HOME}/{refund.pk}/chu-tai-khoan", form, follow=True))


# ---- the holder


def test_the_form_carries_the_account_that_was_read() -> None:
    refund = named(begun(), holder=OTHER)
    browser = at(accountant())
    seen = hidden(browser.get(f"{HOME}/{refund.pk}"), "seen")
    assert seen == refund.account_mark
    named(refund, holder=OTHER, account="8888888888")
    assert "vừa được cập nhật ở nơi khác" in check(browser, refund, seen=seen)
    assert Refund.objects.get().state == CHECK
    check(browser, refund, seen=hidden(browser.get(f"{HOME}/{refund.pk}"), "seen"))
    assert (Refund.objects.get().state, Refund.objects.get().account) == (READY, "8888888888")


def test_a_form_without_it_is_stale() -> None:
    refund = named(begun(), holder=OTHER)
    assert "vừa được cập nhật ở nơi khác" in check(at(accountant()), refund)
    assert Refund.objects.get().state == CHECK


def test_a_second_click_is_told_so_and_no_form_is_left() -> None:
    refund = named(begun(), holder=OTHER)
    browser = at(accountant())
    assert "Đã ghi kết quả" in check(browser, refund, seen=refund.account_mark)
    assert "bước khác" in check(browser, refund, seen=refund.account_mark, good="no")
    assert Refund.objects.get().state == READY
    assert "Được nhận tiền hoàn" not in page(browser.get(f"{HOME}/{refund.pk}"))


@pytest.mark.parametrize("good", ["", "YES", "1", "yes "])
def test_only_a_plain_yes_lets_the_money_go(good: str) -> None:
    refund = named(begun(), holder=OTHER)
    check(at(accountant()), refund, seen=refund.account_mark, good=good)
    assert Refund.objects.get().state == ACCOUNT


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}", "%(why)s %s", "=1+1"])
def test_hostile_words_of_an_officer_and_of_the_treasury_stay_words(text: str) -> None:
    refund = named(begun(), holder=OTHER)
    browser = at(accountant())
    check(browser, refund, seen=refund.account_mark, good="no", reason=text)
    for address in (HOME, f"{HOME}/{refund.pk}"):
        shown = browser.get(address).content.decode()
        assert text in page(browser.get(address)) or escape(text) in shown
        assert "<script>alert" not in shown
        assert "<img src=x>" not in shown
    citizen = builders.sign_in_citizen(Client(), refund.dossier.applicant)
    shown = citizen.get(f"/ho-so/{refund.dossier_id}/hoan-phi").content.decode()
    assert "Lần trước chưa hoàn được" in shown
    assert "<script>alert" not in shown
    assert "<img src=x>" not in shown


# ---- who


@pytest.mark.parametrize("role", [CLERK, EXAMINER, PRINTER])
def test_other_roles_have_none_of_these_pages(role: str) -> None:
    refund, order, browser = ordered(), Order.objects.get(), at(builders.officer(role))
    reading = (HOME, f"{HOME}/{refund.pk}", f"{HOME}/lenh/{order.pk}/tep")
    doing = (f"{HOME}/{refund.pk}/chu-tai-khoan", f"{HOME}/lenh", f"{HOME}/lenh/{order.pk}", f"{HOME}/tra-loi")
    assert [browser.get(address).status_code for address in reading] == [403] * 3
    assert [browser.post(address, {"good": "yes"}).status_code for address in doing] == [403] * 4


def test_a_leader_prepares_nothing_and_brings_no_answer() -> None:
    refund = named(begun())
    leader = at(builders.officer(LEADER))
    assert leader.post(f"{HOME}/lenh").status_code == 403
    assert leader.post(f"{HOME}/tra-loi").status_code == 403
    shown = page(leader.get(HOME))
    assert "Lập lệnh hoàn trả hôm nay" not in shown
    assert "Tệp trả lời" not in shown
    refund.refresh_from_db()
    assert (refund.state, Order.objects.exists()) == (READY, False)


def test_nobody_signed_in_sees_nothing() -> None:
    refund = ordered()
    for address in (HOME, f"{HOME}/{refund.pk}", f"{HOME}/lenh/{Order.objects.get().pk}/tep"):
        answer = Client().get(address)
        assert answer.status_code in (302, 401, 403)
        assert refund.dossier.code not in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["0", "999999", "99999999999999999999", "lenh/0/tep", "lenh/99999999999999999999/tep"]
)
def test_what_is_not_there(address: str) -> None:
    assert at(accountant()).get(f"{HOME}/{address}").status_code == 404


@pytest.mark.parametrize("address", ["{}/chu-tai-khoan", "lenh", "tra-loi"])
def test_a_look_does_nothing(address: str) -> None:
    refund = named(begun(), holder=OTHER)
    assert at(accountant()).get(f"{HOME}/{address}".format(refund.pk)).status_code == 405
    assert Refund.objects.get().state == CHECK


# ---- the order


def test_a_second_click_on_the_order_of_today() -> None:
    named(begun())
    browser = at(accountant())
    browser.post(f"{HOME}/lenh")
    assert "Hôm nay đã lập lệnh" in page(browser.post(f"{HOME}/lenh", follow=True))
    assert (Order.objects.count(), Exchange.objects.filter(register="treasury").count()) == (1, 1)


def test_a_second_persons_late_click_is_told_that_it_is_over(settings: Settings) -> None:
    settings.REFUND_TWO_ABOVE = 0
    named(begun())
    at(accountant()).post(f"{HOME}/lenh")
    order = Order.objects.get()
    for good in ("yes", "no"):
        answers = [at(builders.officer(LEADER)).post(f"{HOME}/lenh/{order.pk}", {"good": good}, follow=True)]
    assert "bước khác" in page(answers[-1])
    order.refresh_from_db()
    assert (order.state, Refund.objects.get().state) == (RELEASED, ORDERED)


def test_who_took_the_file_is_recorded_for_every_dossier_in_it() -> None:
    for _ in range(2):
        named(begun())
    by = accountant()
    browser = at(by)
    browser.post(f"{HOME}/lenh")
    answer = browser.get(f"{HOME}/lenh/{Order.objects.get().pk}/tep")
    assert answer["Content-Disposition"] == f'attachment; filename="{Order.objects.get().code}.csv"'
    subjects = [f"dossier:{refund.dossier_id}" for refund in Refund.objects.all()]
    assert [entry.act for entry in reads(subjects=subjects)] == ["refund"] * 2


# ---- the answer


@pytest.mark.parametrize("reason", ["a\rb", "x" * 140_000])
def test_a_file_that_is_no_csv_gets_a_sentence_and_no_error_page(reason: str) -> None:
    refund, order = ordered(), Order.objects.get()
    answer = bring(at(accountant()), answer_of(order, (refund.reference, "TRA", 135_000, reason)))
    assert answer.status_code == 200
    assert "không đọc được" in page(answer)
    assert Refund.objects.get().state == ORDERED


def test_an_amount_with_noughts_at_its_end_is_another_amount() -> None:
    refund, order = ordered(), Order.objects.get()
    body = f"TRALOI,{order.code},2021-09-28\r\nKETQUA,{refund.reference},CHI,000000000135000000,2021-09-28,\r\n"
    data = f"{body}TONG,1,{hashlib.sha256(body.encode()).hexdigest()}\r\n".encode()
    assert "không đọc được" in page(bring(at(accountant()), data))
    assert Refund.objects.get().state == ORDERED


def test_strange_lines_are_named_as_words_and_not_all_of_many() -> None:
    order = Order.objects.get(refunds=ordered())
    many = [(f"<b>HT{number}</b>", "CHI", 1, "") for number in range(12)]
    answer = bring(at(accountant()), answer_of(order, *many))
    assert "<b>HT9</b>" in page(answer).replace(" ", "") or "&lt;b&gt;HT9&lt;/b&gt;" in answer.content.decode()
    assert "<b>HT" not in answer.content.decode()
    assert "HT10" not in page(answer)


def test_another_departments_accountant_brings_it_in_vain() -> None:
    refund, order = ordered(), Order.objects.get()
    told = page(bring(at(accountant("H24")), answer_of(order, (refund.reference, "CHI", 135_000, ""))))
    assert "Không khớp với lệnh của Sở" in told
    assert Refund.objects.get().state == ORDERED


def test_text_in_the_field_of_the_file_is_no_file() -> None:
    answer: Any = at(accountant()).post(f"{HOME}/tra-loi", {"file": "TRALOI"}, follow=True)
    assert "Vui lòng chọn tệp" in page(answer)


def test_an_empty_file_is_no_answer() -> None:
    empty = SimpleUploadedFile("x.csv", b"", content_type="text/csv")
    answer: Any = at(accountant()).post(f"{HOME}/tra-loi", {"file": empty}, follow=True)
    assert "Tệp không phải trả lời của Kho bạc" in page(answer)


# ---- in English


def test_the_list_in_english() -> None:
    refund = ordered()
    shown = page(english(at(accountant())).get(HOME))
    assert [text for text in ("Chờ", "Hoàn trả", "Lệnh", "khoản", "Người dân") if text in shown] == []
    assert refund.dossier.code in shown


def test_a_stale_form_is_told_in_english() -> None:
    refund = named(begun(), holder=OTHER)
    told = check(english(at(accountant())), refund, seen="0")
    assert "The dossier was just changed elsewhere." in told
    assert Refund.objects.get().state == CHECK


def test_once_paid_it_leaves_the_list_and_keeps_its_page() -> None:
    refund = ordered()
    answered(refund)
    browser = at(accountant())
    assert refund.dossier.code not in page(browser.get(HOME))
    assert "Kho bạc đã hoàn" in page(browser.get(f"{HOME}/{refund.pk}"))
    assert Refund.objects.get().state == PAID
