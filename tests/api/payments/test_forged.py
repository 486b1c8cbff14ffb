"""A word in a gateway's name that it did not say changes nothing, is counted, and is seen by the accountant and the Directorate."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from gplx.fees.models import OPEN, ForgedWords, Notice, Payment
from gplx.fees.refused import note_forged, refused_words
from gplx.offices.changes import open_directorate
from gplx.offices.models import ACCOUNTANT, DIRECTORATE, DIRECTORATE_ID
from tests import builders, moments
from tests.api.conftest import Post
from tests.api.payments import test_pulled as portal
from tests.api.payments import test_vnpay_notice as vnpay
from tests.api.test_callback import ADDRESS, callback
from tests.pages.officer.desk import at, page

pytestmark = pytest.mark.django_db
_vnpay_account = vnpay._account  # the account is what these tests speak with
LIST, SYSTEMS = "/can-bo/thanh-toan", "/tong-cuc/he-thong"
FORGED = "Giả mạo: sai mã xác thực hoặc khóa"


@pytest.fixture
def payment() -> Payment:
    return Payment.objects.get(dossier=builders.submitted())


def counted() -> list[tuple[str, str, int]]:
    return sorted((one.method, one.result, one.count) for one in refused_words())


def directorate() -> Client:
    open_directorate()
    return at(builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID))


def test_a_forged_callback_is_counted_and_nothing_of_it_is_kept(post: Post, payment: Payment) -> None:
    for _ in range(3):
        assert post(ADDRESS, callback(payment, secret="another")).json()["MaLoi"] == "97"
    assert counted() == [("platform", "97", 3)]
    assert Notice.objects.count() == 0
    payment.refresh_from_db()
    assert payment.state == OPEN


def test_a_body_that_says_nothing_is_no_word(post: Post, client: Client) -> None:
    client.post(ADDRESS, b"[", content_type="application/json")
    assert counted() == []


def test_a_forged_notice_of_vnpay_is_counted_for_vnpay(client: Client, payment: Payment) -> None:
    client.get(vnpay.ADDRESS, vnpay.notice(payment, secret="another"))
    assert counted() == [("vnpay", "97", 1)]


def test_a_result_without_the_portals_key_is_counted_for_its_page(client: Client, payment: Payment) -> None:
    said = portal.result(payment.dossier)
    answer = client.post(portal.TELL, said, content_type="application/json", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 401
    assert counted() == [("pull", "97", 1)]
    client.post(portal.ASK, {"MaHoSo": payment.dossier.code}, content_type="application/json")
    assert counted() == [("pull", "97", 1)]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"SoTien": 1}, "14"),
        ({"MaTienTe": "USD"}, "14"),
        ({"MaDoiTac": "KHAC"}, "14"),
        ({"MaThamChieu": "dvcla"}, "01"),
    ],
)
def test_what_is_truly_hashed_and_wrong_is_counted_by_its_answer(
    post: Post, payment: Payment, wrong: dict[str, Any], code: str
) -> None:
    assert post(ADDRESS, callback(payment, **wrong)).json()["MaLoi"] == code
    method = "" if code == "01" else "platform"
    assert counted() == [(method, code, 1)]


def test_a_week_later_it_is_not_shown_any_more() -> None:
    note_forged("platform")
    with moments.at("2021-10-03T09:00"):
        note_forged("platform")
        assert counted() == [("platform", "97", 2)]
    with moments.at("2021-10-05T09:00"):
        assert counted() == [("platform", "97", 1)]
    assert ForgedWords.objects.count() == 2


def test_the_directorate_sees_all_of_it_and_how_many_of_each_department_wait(post: Post, payment: Payment) -> None:
    post(ADDRESS, callback(payment, SoTien=1))
    post(ADDRESS, callback(payment, secret="another"))
    shown = page(directorate().get(SYSTEMS))
    assert "Sở Giao thông vận tải Hà Nội: 1" in shown
    assert f"Nền tảng thanh toán {FORGED} 1" in shown
    assert "Nền tảng thanh toán Sai số tiền, loại tiền hoặc đối tác 1" in shown
    assert str(payment.dossier.code) not in shown


def test_paid_rightly_meanwhile_it_waits_no_more(post: Post, payment: Payment) -> None:
    post(ADDRESS, callback(payment, SoTien=1))
    builders.pay_for(payment.dossier)
    shown = page(directorate().get(SYSTEMS))
    assert "Hà Nội: 1" not in shown
    assert "Không có khoản nào." in shown


def test_where_nothing_was_refused_both_pages_say_so() -> None:
    assert "Không có tin báo nào bị từ chối." in page(directorate().get(SYSTEMS))
    assert "Không có tin báo nào bị từ chối." in page(at(builders.officer(ACCOUNTANT)).get(LIST))


def test_the_accountant_sees_wrong_amounts_of_the_own_department_and_what_was_forged(
    post: Post, payment: Payment
) -> None:
    post(ADDRESS, callback(payment, SoTien=1))
    post(ADDRESS, callback(payment, secret="another"))
    desk = at(builders.officer(ACCOUNTANT))
    answer = desk.get(LIST)
    shown = page(answer)
    assert str(payment.dossier.code) in shown
    assert f"/can-bo/ho-so/{payment.dossier_id}" not in answer.content.decode(), "accountants open no dossiers"
    assert f"Nền tảng thanh toán {FORGED} 1" in shown
    assert "Thanh toán cần xem" in page(desk.get("/can-bo/doi-soat"))
    elsewhere = page(at(builders.officer(ACCOUNTANT, department_id="H29")).get(LIST))
    assert str(payment.dossier.code) not in elsewhere
    assert "Sai số tiền, loại tiền hoặc đối tác" not in elsewhere
    assert f"Nền tảng thanh toán {FORGED} 1" in elsewhere


def test_in_english(post: Post, payment: Payment) -> None:
    post(ADDRESS, callback(payment, secret="another"))
    for desk, address in ((directorate(), SYSTEMS), (at(builders.officer(ACCOUNTANT)), LIST)):
        desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        assert "Forged: wrong hash or key 1" in page(desk.get(address))
