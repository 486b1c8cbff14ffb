"""The payment platform's callback: believed once, whatever is doubled, late, forged or wrong; never a 500."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from gplx.casework.withdraw import withdraw
from gplx.dossiers.models import Dossier
from gplx.fees.models import CANCELLED, FAILED, OPEN, PAID, Notice, Payment
from gplx.ledger.questions import history
from tests import builders
from tests.api.conftest import Post

pytestmark = pytest.mark.django_db

ADDRESS = "/api/payments/callback"
SECRET = "bí mật để thử"
TEXTS = {
    "00": "Giao dịch được ghi nhận",
    "01": "Không có mã tham chiếu này",
    "02": "Khoản này đã có kết quả khác",
    "14": "Sai số tiền, loại tiền hoặc đối tác",
    "97": "Sai mã xác thực",
}


@pytest.fixture
def payment() -> Payment:
    return Payment.objects.get(dossier=builders.submitted())


def callback(payment: Payment, *, secret: str = SECRET, **other: Any) -> dict[str, Any]:
    """The message as the platform writes it, hashed here by hand."""
    said = {
        "LoaiBanTin": "CONFIRM",
        "MaLoi": "00",
        "MaDoiTac": "GPLX",
        "MaThamChieu": payment.reference,
        "SoTien": 135000,
        "MaTienTe": "VND",
        "MaGiaoDich": "GD1",
        "MaNganHang": "NHTHU",
        "ThoiGianGD": "20210927101500",
        "ThongTinGiaoDich": "THANH TOAN HO SO",
    } | other
    joined = "|".join([*(str(value) for value in said.values()), secret])
    return said | {"MaXacThuc": sha256(joined.encode()).hexdigest()}


def test_a_paid_fee_is_taken_and_the_reply_is_hashed(post: Post, payment: Payment) -> None:
    answer = post(ADDRESS, callback(payment))

    said = answer.json()
    moment = said["ThoiGianGD"]
    joined = f"00|Giao dịch được ghi nhận|GPLX|{payment.reference}|{moment}|{SECRET}"
    assert answer.status_code == 200
    assert said == {
        "MaLoi": "00",
        "MoTaLoi": "Giao dịch được ghi nhận",
        "MaDoiTac": "GPLX",
        "MaThamChieu": payment.reference,
        "ThoiGianGD": moment,
        "MaXacThuc": sha256(joined.encode()).hexdigest(),
    }
    assert moment.startswith("20210927") and len(moment) == 14
    payment.refresh_from_db()
    assert (payment.state, payment.transaction, payment.refund_due) == (PAID, "GD1", False)
    assert Dossier.objects.get().paid_at is not None


def test_an_exact_repeat_is_accepted_and_does_nothing_more(post: Post, payment: Payment) -> None:
    assert [post(ADDRESS, callback(payment)).json()["MaLoi"] for _ in range(3)] == ["00", "00", "00"]

    assert history(subject=f"dossier:{payment.dossier_id}", kind="money").count() == 1
    assert payment.dossier.acts.filter(act="pay").count() == 1
    assert [notice.result for notice in Notice.objects.all()] == ["00", "00", "00"]


@pytest.mark.django_db(transaction=True)
def test_many_at_the_same_moment_count_once(payment: Payment) -> None:
    said, start = callback(payment), Barrier(4)

    def send(_number: int) -> str:
        start.wait()
        try:
            return str(Client().post(ADDRESS, said, content_type="application/json").json()["MaLoi"])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(send, range(4))) == ["00"] * 4
    assert history(subject=f"dossier:{payment.dossier_id}", kind="money").count() == 1
    assert payment.dossier.acts.filter(act="pay").count() == 1


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"SoTien": 134999}, "14"),
        ({"SoTien": 13500000}, "14"),
        ({"SoTien": "một trăm"}, "14"),
        ({"SoTien": ""}, "14"),
        ({"MaTienTe": "USD"}, "14"),
        ({"MaDoiTac": "KHAC"}, "14"),
        ({"ThoiGianGD": "hôm qua"}, "14"),
        ({"MaThamChieu": "dvckhongco"}, "01"),
        ({"MaThamChieu": ""}, "01"),
        ({"LoaiBanTin": "QUERY"}, "97"),
    ],
)
def test_what_is_wrong_is_refused_and_changes_nothing(post: Post, payment: Payment, other: Any, code: str) -> None:
    answer = post(ADDRESS, callback(payment, **other))

    assert (answer.status_code, answer.json()["MaLoi"], answer.json()["MoTaLoi"]) == (200, code, TEXTS[code])
    payment.refresh_from_db()
    assert (payment.state, payment.dossier.paid_at) == (OPEN, None)


@pytest.mark.parametrize("more", [{"Moi": {"a": [1, 2.5, True, None]}}, {"PhiLePhi": []}, {"TrangThaiGD": True}])
def test_fields_that_we_do_not_know_are_no_hindrance(post: Post, payment: Payment, more: dict[str, Any]) -> None:
    answer = post(ADDRESS, callback(payment) | more)

    assert (answer.status_code, answer.json()["MaLoi"]) == (200, "00")
    payment.refresh_from_db()
    assert payment.state == PAID
    assert Notice.objects.get().said == callback(payment) | more


def test_a_mark_of_byte_order_before_the_message_is_no_hindrance(post: Post, payment: Payment) -> None:
    body = b"\xef\xbb\xbf" + json.dumps(callback(payment)).encode()

    assert post(ADDRESS, body).json()["MaLoi"] == "00"


def test_a_forged_hash_is_refused_and_leaves_no_notice(post: Post, payment: Payment) -> None:
    forged = [
        callback(payment, secret="đoán"),
        callback(payment) | {"SoTien": 1},
        callback(payment) | {"SoTien": {"a": 1}},
        callback(payment) | {"SoTien": 135000.5},
        callback(payment) | {"MaXacThuc": ""},
        callback(payment) | {"MaXacThuc": None},
        callback(payment) | {"MaXacThuc": 97},
        {key: value for key, value in callback(payment).items() if key != "MaXacThuc"},
        {},
    ]

    assert [post(ADDRESS, body).json()["MaLoi"] for body in forged] == ["97"] * 9
    assert not Notice.objects.exists()
    payment.refresh_from_db()
    assert payment.state == OPEN


def test_without_a_secret_nobody_is_believed(post: Post, payment: Payment, secret: Callable[[str], None]) -> None:
    secret("")

    assert post(ADDRESS, callback(payment, secret="")).json()["MaLoi"] == "97"
    payment.refresh_from_db()
    assert payment.state == OPEN


def test_a_failed_payment_is_closed_and_one_that_then_succeeds_still_counts(post: Post, payment: Payment) -> None:
    assert post(ADDRESS, callback(payment, MaLoi="24", MaGiaoDich="")).json()["MaLoi"] == "00"
    payment.refresh_from_db()
    assert (payment.state, payment.dossier.paid_at) == (FAILED, None)

    assert post(ADDRESS, callback(payment)).json()["MaLoi"] == "00"
    payment.refresh_from_db()
    assert (payment.state, payment.refund_due) == (PAID, False)
    assert Dossier.objects.get().paid_at is not None


def test_a_failure_or_another_transaction_after_success_is_settled_otherwise(post: Post, payment: Payment) -> None:
    post(ADDRESS, callback(payment))

    assert post(ADDRESS, callback(payment, MaLoi="24")).json()["MaLoi"] == "02"
    assert post(ADDRESS, callback(payment, MaGiaoDich="GD2")).json()["MaLoi"] == "02"
    payment.refresh_from_db()
    assert (payment.state, payment.transaction) == (PAID, "GD1")


def test_money_that_comes_after_withdrawal_is_kept_and_due_back(post: Post, payment: Payment) -> None:
    withdraw(dossier_id=payment.dossier_id, by=payment.dossier.applicant, request_id="rut", seen=None)
    payment.refresh_from_db()
    assert payment.state == CANCELLED

    assert post(ADDRESS, callback(payment)).json()["MaLoi"] == "00"
    payment.refresh_from_db()
    assert (payment.state, payment.refund_due, payment.dossier.paid_at) == (PAID, True, None)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"khong phai JSON", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'{"MaThamChieu": "a\\u0000b"}', 400),
        (b'{"MaThamChieu": "\xff"}', 400),
        (b'{"a": ' + b"[" * 50_000, 400),
        (b'{"a": "' + b"x" * 70_000 + b'"}', 413),
        (b'{"a": "' + b"x" * 6_100_000 + b'"}', 413),
    ],
    ids=["empty", "text", "list", "null", "nul", "not utf-8", "deep", "long", "huge"],
)
def test_what_is_no_message_is_answered_with_an_error(post: Post, body: bytes, status: int) -> None:
    answer = post(ADDRESS, body)

    assert (answer.status_code, answer.json()["MaLoi"]) == (status, "97")
    assert not Notice.objects.exists()


def test_only_post_is_answered(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 405
