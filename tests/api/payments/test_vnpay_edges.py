"""VNPay's notice once more: its wire, odd addresses, another department's payment, and what it leaves alone."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from gplx.dossiers.models import Dossier
from gplx.fees.changes import open_page_again
from gplx.fees.models import OPEN, PAID, Notice, Payment
from gplx.ground.clock import now
from gplx.registers.payments.vnpay.wire import address_hash
from tests import builders
from tests.api.payments.test_vnpay_notice import ADDRESS, SECRET, _account, notice

__all__ = ["_account"]
pytestmark = pytest.mark.django_db


def opened(department_id: str = "H26") -> Payment:
    return open_page_again(dossier=builders.submitted(department_id=department_id), at=now(), gateway="vnpay")


def answer(told: dict[str, Any]) -> dict[str, str]:
    got = Client().get(ADDRESS, told)
    assert (got.status_code, got["Content-Type"]) == (200, "application/json")
    return dict(got.json())


def without(told: dict[str, str], *names: str) -> dict[str, str]:
    """Signed anew without these fields."""
    rest = {name: value for name, value in told.items() if name not in (*names, "vnp_SecureHash")}
    return rest | {"vnp_SecureHash": address_hash(rest, secret=SECRET)}


def test_the_answer_has_the_two_fields_of_the_wire() -> None:
    payment = opened()
    assert answer(notice(payment)) == {"RspCode": "00", "Message": "Confirm Success"}
    assert answer(notice(payment)) == {"RspCode": "02", "Message": "Order already confirmed"}
    assert answer({}) == {"RspCode": "97", "Message": "Invalid signature"}


@pytest.mark.parametrize("field", ["vnp_Amount", "vnp_ResponseCode", "vnp_TxnRef", "vnp_TmnCode"])
def test_without_what_matters_it_is_not_taken(field: str) -> None:
    payment = opened()
    assert answer(without(notice(payment), field))["RspCode"] == "99"
    payment.refresh_from_db()
    assert (payment.state, Notice.objects.count()) == (OPEN, 1)


def test_a_notice_without_the_second_code_is_believed_by_the_first() -> None:
    payment = opened()
    assert answer(without(notice(payment), "vnp_TransactionStatus"))["RspCode"] == "00"
    payment.refresh_from_db()
    assert payment.state == PAID


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"vnp_Amount": "0"}, "04"),
        ({"vnp_Amount": "9" * 400}, "04"),
        ({"vnp_Amount": "13500000.0"}, "04"),
        ({"vnp_Amount": "+13500000"}, "04"),
        ({"vnp_TxnRef": "'; DROP TABLE fees_payment; --"}, "01"),
        ({"vnp_TxnRef": "<script>"}, "01"),
        ({"vnp_TxnRef": "x" * 600}, "01"),
    ],
)
def test_odd_but_signed_words_pay_nothing(changes: dict[str, str], code: str) -> None:
    payment = opened()
    assert answer(notice(payment, **changes))["RspCode"] == code
    payment.refresh_from_db()
    assert (payment.state, Dossier.objects.get().paid_at) == (OPEN, None)


def test_where_no_secret_was_agreed_nobody_is_believed(settings: Settings) -> None:
    payment = opened()
    for secret in ("", SECRET[:-1], SECRET + " "):
        assert answer(notice(payment, secret=secret))["RspCode"] == "97"
    assert not Notice.objects.exists()


def test_one_departments_payment_leaves_anothers_alone() -> None:
    here, there = opened(), opened("H29")
    answer(notice(here))
    there.refresh_from_db()
    assert (there.state, Dossier.objects.get(id=there.dossier_id).paid_at) == (OPEN, None)


def test_a_wrong_amount_said_again_is_kept_once_and_the_right_one_still_counts() -> None:
    payment = opened()
    assert [answer(notice(payment, vnp_Amount="13400000"))["RspCode"] for _ in range(3)] == ["04"] * 3
    assert Notice.objects.count() == 1
    assert answer(notice(payment))["RspCode"] == "00"


@pytest.mark.parametrize("method", ["post", "put", "delete", "head"])
def test_no_other_method_pays(method: str) -> None:
    payment = opened()
    assert getattr(Client(), method)(ADDRESS, notice(payment)).status_code == 405
    payment.refresh_from_db()
    assert payment.state == OPEN


def test_what_is_not_believed_is_counted_and_no_payment_is_looked_for() -> None:
    payment = opened()
    with CaptureQueriesContext(connection) as seen:
        assert answer(notice(payment) | {"vnp_Amount": "1"})["RspCode"] == "97"
    assert seen.captured_queries
    assert not [query["sql"] for query in seen.captured_queries if "fees_payment" in query["sql"]]
