"""VNPay's notice at our door: taken once, answered in its own codes, whatever is doubled, forged or wrong."""

import string
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from gplx.casework.withdraw import withdraw
from gplx.dossiers.models import Dossier
from gplx.fees.changes import open_page_again
from gplx.fees.models import CANCELLED, FAILED, OPEN, PAID, Notice, Payment
from gplx.ground.clock import now
from gplx.ledger.questions import history
from gplx.registers.payments.vnpay.wire import address_hash
from tests import builders

pytestmark = pytest.mark.django_db

ADDRESS = "/api/payments/vnpay/ipn"
SECRET = "bí mật của VNPay"


@pytest.fixture(autouse=True)
def _account(settings: Settings) -> None:
    account = replace(settings.OUTSIDE.vnpay, terminal="GPLXTHU1", secret=SECRET)
    settings.OUTSIDE = replace(settings.OUTSIDE, vnpay=account)


@pytest.fixture
def payment() -> Payment:
    return open_page_again(dossier=builders.submitted(), at=now(), gateway="vnpay")


def notice(payment: Payment, *, secret: str = SECRET, **changes: str) -> dict[str, str]:
    told = {
        "vnp_Amount": "13500000",
        "vnp_BankCode": "NCB",
        "vnp_OrderInfo": "THANH TOAN HO SO",
        "vnp_PayDate": "20210927143210",
        "vnp_ResponseCode": "00",
        "vnp_TmnCode": "GPLXTHU1",
        "vnp_TransactionNo": "14000001",
        "vnp_TransactionStatus": "00",
        "vnp_TxnRef": payment.reference,
    } | changes
    return told | {"vnp_SecureHash": address_hash(told, secret=secret)}


def told(client: Client, message: dict[str, str]) -> str:
    answer = client.get(ADDRESS, message)
    assert answer.status_code == 200
    return str(answer.json()["RspCode"])


def test_a_paid_fee_is_taken(client: Client, payment: Payment) -> None:
    assert told(client, notice(payment)) == "00"

    payment.refresh_from_db()
    assert (payment.state, payment.method, payment.transaction) == (PAID, "vnpay", "14000001")
    assert Dossier.objects.get().paid_at is not None
    assert Notice.objects.get().said == notice(payment)


def test_said_again_it_was_confirmed_before_and_nothing_more_happens(client: Client, payment: Payment) -> None:
    assert [told(client, notice(payment)) for _ in range(3)] == ["00", "02", "02"]

    assert history(subject=f"dossier:{payment.dossier_id}", kind="money").count() == 1
    assert payment.dossier.acts.filter(act="pay").count() == 1


def test_the_platforms_own_receipt_is_not_asked_of_vnpay(client: Client, payment: Payment) -> None:
    told(client, notice(payment))

    assert not payment.dossier.documents.filter(kind="fee_bill").exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"vnp_Amount": "13499900"}, "04"),
        ({"vnp_Amount": "135000"}, "04"),
        ({"vnp_Amount": "13500001"}, "04"),
        ({"vnp_TxnRef": "dvckhongco"}, "01"),
        ({"vnp_TmnCode": "KHAC"}, "99"),
    ],
)
def test_what_is_wrong_is_refused_and_kept(client: Client, payment: Payment, changes: Any, code: str) -> None:
    assert told(client, notice(payment, **changes)) == code

    payment.refresh_from_db()
    assert (payment.state, payment.dossier.paid_at) == (OPEN, None)
    assert Notice.objects.count() == 1


def test_a_forged_notice_leaves_no_trace(client: Client, payment: Payment) -> None:
    forged = [
        notice(payment, secret="đoán"),
        notice(payment) | {"vnp_Amount": "100"},
        notice(payment) | {"vnp_SecureHash": ""},
        {name: value for name, value in notice(payment).items() if name != "vnp_SecureHash"},
        {},
    ]

    assert [told(client, one) for one in forged] == ["97"] * 5
    assert not Notice.objects.exists()
    payment.refresh_from_db()
    assert payment.state == OPEN


def test_a_failure_is_taken_and_a_success_after_it_counts(client: Client, payment: Payment) -> None:
    failed = {"vnp_ResponseCode": "24", "vnp_TransactionStatus": "02", "vnp_TransactionNo": "0"}
    assert told(client, notice(payment, **failed)) == "00"
    payment.refresh_from_db()
    assert payment.state == FAILED
    assert told(client, notice(payment)) == "00"
    payment.refresh_from_db()
    assert (payment.state, payment.refund_due) == (PAID, False)


def test_a_failure_after_success_was_confirmed_otherwise(client: Client, payment: Payment) -> None:
    told(client, notice(payment))
    assert told(client, notice(payment, vnp_ResponseCode="24", vnp_TransactionStatus="02")) == "02"
    assert told(client, notice(payment, vnp_TransactionNo="14000002")) == "02"
    payment.refresh_from_db()
    assert (payment.state, payment.transaction) == (PAID, "14000001")


def test_money_after_withdrawal_is_due_back(client: Client, payment: Payment) -> None:
    withdraw(dossier_id=payment.dossier_id, by=payment.dossier.applicant, request_id="rut", seen=None)
    payment.refresh_from_db()
    assert payment.state == CANCELLED
    assert told(client, notice(payment)) == "00"
    payment.refresh_from_db()
    assert (payment.state, payment.refund_due) == (PAID, True)


def test_only_get_is_answered(client: Client) -> None:
    assert client.post(ADDRESS).status_code == 405


FIELDS = sorted(["vnp_Amount", "vnp_TxnRef", "vnp_TmnCode", "vnp_ResponseCode", "vnp_TransactionNo", "vnp_SecureHash"])
some_text = st.text(st.characters(codec="utf-8"), max_size=40)


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(st.dictionaries(st.sampled_from(FIELDS) | st.text(string.printable, max_size=10), some_text))
def test_whatever_is_sent_it_is_answered_with_a_code(client: Client, message: dict[str, str]) -> None:
    assert told(client, message) == "97"
    assert not Notice.objects.exists()


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(st.dictionaries(st.sampled_from(FIELDS[1:]), some_text))
def test_whatever_is_truly_signed_it_is_answered_with_a_code(client: Client, message: dict[str, str]) -> None:
    signed = {name: value for name, value in message.items() if "\x00" not in value}
    assert told(client, signed | {"vnp_SecureHash": address_hash(signed, secret=SECRET)}) in ("00", "01", "04", "99")
