"""The portal asks what there is to pay, and tells that it was paid: 1, 0, -1; and the same word twice is one payment."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from gplx.casework.withdraw import withdraw
from gplx.clock.payments import ask_after_open_payments
from gplx.dossiers.models import Dossier
from gplx.fees.models import CANCELLED, OPEN, PAID, Notice, Payment
from gplx.ground.clock import HANOI
from gplx.ledger.questions import history
from gplx.offices.models import Department
from gplx.registers.models import Exchange
from tests import builders
from tests.pdfs import pdf

pytestmark = pytest.mark.django_db

ASK, TELL = "/api/payments/dptracuuthanhtoanhs", "/api/payments/dpketquathanhtoanhs"
KEY = "khóa của Cổng".encode().hex()
Send = Callable[..., Any]


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.PULL_TOKEN, settings.PULL_FROM = KEY, ""


@pytest.fixture
def send(client: Client) -> Send:
    """The portal, which bears the key."""

    def post(address: str, body: Any, *, key: str = KEY) -> Any:
        headers = {"Authorization": f"Bearer {key}"}
        return client.post(address, body, content_type="application/json", headers=headers)

    return post


@pytest.fixture
def dossier() -> Dossier:
    found = builders.submitted()
    told = {"account": "0001", "account_bank": "KBNN", "account_name": "Kho bạc Nhà nước thử"}
    Department.objects.filter(id=found.department_id).update(**told)
    return found


def reference(dossier: Dossier) -> str:
    dossier.refresh_from_db()
    assert dossier.payment_asked_at
    return f"{dossier.code}{dossier.payment_asked_at.astimezone(HANOI):%Y%m%d%H%M%S}"


def result(dossier: Dossier, **changes: Any) -> dict[str, Any]:
    told = {"MaHoSo": dossier.code, "MaTraCuuTT": reference(dossier), "SoTien": "135000", "MaGiaoDich": "CONG-1"}
    return told | {"SOBIENLAI": "7", "NGAYBIENLAI": "27/09/2021", "URLBIENLAI": "https://cong.example.vn/7"} | changes


def test_what_is_to_be_paid_is_told_with_the_block_of_the_receipt(send: Send, dossier: Dossier) -> None:
    answer = send(ASK, {"MaHoSo": dossier.code})

    said = answer.json()
    bill = said["message"]
    assert (answer.status_code, said["error_code"]) == (200, 1)
    assert bill["MaTraCuuTT"] == reference(dossier)
    assert (bill["MaHoSo"], bill["MaTTHC"], bill["MaDonVi"]) == (dossier.code, "1.002809", "000.00.99.H26")
    assert (bill["TKThuHuong"], bill["MaNHThuHuong"], bill["TenTKThuHuong"]) == (
        "0001",
        "KBNN",
        "Kho bạc Nhà nước thử",
    )
    assert (bill["HoTenNguoiNop"], bill["DiaChiNguoiNop"]) == ("Nguyễn Thử Nghiệm", "1 phố Thử, Hà Nội")
    assert [line["SoTien"] for line in bill["PhiLePhi"]] == ["135000"]
    assert (bill["SoQD"], bill["TenNguoiViPham"]) == ("", "")


def test_asked_again_the_bill_is_the_same_and_nothing_was_opened(send: Send, dossier: Dossier) -> None:
    first, second = (send(ASK, {"MaHoSo": dossier.code}).json() for _ in range(2))

    assert first == second
    assert Payment.objects.get().state == OPEN


def test_the_applicant_sees_that_it_was_asked(send: Send, dossier: Dossier) -> None:
    send(ASK, {"MaHoSo": dossier.code})

    [read] = history(subject=f"dossier:{dossier.id}", kind="read")
    assert (read.act, read.actor) == ("Cổng Dịch vụ công hỏi khoản phải nộp", "system:portal")


@pytest.mark.parametrize("build", [builders.paid, lambda: builders.submitted(green=False), builders.examining])
def test_where_nothing_is_owed_the_answer_is_nought(send: Send, build: Callable[[], Dossier]) -> None:
    answer = send(ASK, {"MaHoSo": build().code})

    assert (answer.status_code, answer.json()["error_code"]) == (200, 0)


def test_a_dossier_that_was_withdrawn_owes_nothing(send: Send, dossier: Dossier) -> None:
    withdraw(dossier_id=dossier.id, by=dossier.applicant, request_id="rut", seen=None)

    assert send(ASK, {"MaHoSo": dossier.code}).json()["error_code"] == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"MaHoSo": "000.00.99.H26-210927-9999"}, 200),
        ({"MaHoSo": ""}, 200),
        ({"MaHoSo": 5}, 400),
        ({}, 400),
        ([], 400),
        (b"", 400),
        (b'{"MaHoSo": "\\u0000"}', 400),
        (b'{"MaHoSo": "' + b"x" * 70_000 + b'"}', 413),
    ],
)
def test_anything_else_is_an_error(send: Send, body: Any, status: int) -> None:
    answer = send(ASK, body)

    assert (answer.status_code, answer.json()["error_code"]) == (status, -1)


def test_its_word_is_taken_and_closes_the_page_that_was_open(send: Send, dossier: Dossier) -> None:
    here = Payment.objects.get()

    assert send(TELL, result(dossier)).json() == {"error_code": "0", "message": "Đã ghi nhận thanh toán"}

    dossier.refresh_from_db()
    here.refresh_from_db()
    made = Payment.objects.exclude(id=here.id).get()
    assert dossier.paid_at is not None
    assert (made.state, made.method, made.transaction, made.refund_due) == (PAID, "pull", "CONG-1", False)
    assert here.state == CANCELLED
    [money] = history(subject=f"dossier:{dossier.id}", kind="money")
    assert money.details["late"] is False
    assert Notice.objects.get().said["SOBIENLAI"] == "7"


def test_said_again_it_is_answered_well_and_nothing_more_happens(send: Send, dossier: Dossier) -> None:
    assert [send(TELL, result(dossier)).json()["error_code"] for _ in range(3)] == ["0", "0", "0"]

    assert Payment.objects.filter(state=PAID).count() == 1
    assert dossier.acts.filter(act="pay").count() == 1
    assert send(ASK, {"MaHoSo": dossier.code}).json()["error_code"] == 0


def test_money_for_what_was_paid_elsewhere_is_taken_and_due_back(send: Send, dossier: Dossier) -> None:
    told = result(dossier)
    builders.pay_for(dossier)

    assert send(TELL, told).json()["error_code"] == "0"
    assert sorted(Payment.objects.values_list("method", "state", "refund_due")) == [
        ("platform", PAID, False),
        ("pull", PAID, True),
    ]


@pytest.mark.parametrize("amount", ["134999", 134_999, "0", "-135000", "135000.0", "", "nhiều", 10**18])
def test_a_wrong_amount_is_refused_kept_and_can_still_be_paid(send: Send, dossier: Dossier, amount: object) -> None:
    assert send(TELL, result(dossier, SoTien=amount)).json() == {"error_code": "-1", "message": "Sai số tiền"}

    dossier.refresh_from_db()
    assert dossier.paid_at is None
    assert Payment.objects.filter(state=OPEN).count() == 1
    assert [one.result for one in Notice.objects.all()] == ["14"]
    assert send(ASK, {"MaHoSo": dossier.code}).json()["error_code"] == 1
    assert send(TELL, result(dossier)).json()["error_code"] == "0"


@pytest.mark.parametrize(
    "changes",
    [{"MaTraCuuTT": "khac"}, {"MaTraCuuTT": ""}, {"MaHoSo": "000.00.99.H26-210927-9999"}],
)
def test_what_belongs_to_no_bill_is_refused(send: Send, dossier: Dossier, changes: dict[str, str]) -> None:
    assert send(TELL, result(dossier, **changes)).json()["error_code"] == "-1"
    assert Payment.objects.count() == 1


def test_another_transaction_for_a_bill_that_was_paid_is_refused(send: Send, dossier: Dossier) -> None:
    send(TELL, result(dossier))

    assert send(TELL, result(dossier, MaGiaoDich="CONG-2")).json()["error_code"] == "-1"
    assert Payment.objects.get(method="pull").transaction == "CONG-1"


def test_the_portals_receipt_is_kept_once(send: Send, dossier: Dossier) -> None:
    told = result(dossier, FILE=b64encode(pdf()).decode())

    assert [send(TELL, told).json()["error_code"] for _ in range(2)] == ["0", "0"]
    assert dossier.documents.filter(kind="fee_bill").count() == 1


@pytest.mark.parametrize("file", ["không phải base64", b64encode(b"not a PDF").decode()])
def test_a_receipt_that_is_none_spoils_nothing(send: Send, dossier: Dossier, file: str) -> None:
    assert send(TELL, result(dossier, FILE=file)).json()["error_code"] == "0"
    assert not dossier.documents.filter(kind="fee_bill").exists()


def test_no_gateway_is_asked_after_what_the_portal_told(send: Send, dossier: Dossier) -> None:
    send(TELL, result(dossier, SoTien="1"))
    Payment.objects.filter(method="pull").update(asked_at=dossier.submitted_at)
    ask_after_open_payments()

    assert not Exchange.objects.filter(operation="query", ask__reference=reference(dossier)).exists()


# ---- who may ask


@pytest.mark.parametrize("address", [ASK, TELL])
@pytest.mark.parametrize("key", ["", "đoán".encode().hex(), KEY[:-1]])
def test_a_stranger_learns_nothing(send: Send, dossier: Dossier, address: str, key: str) -> None:
    answer = send(address, result(dossier), key=key)

    assert answer.status_code == 401
    assert str(answer.json()["error_code"]) == "-1"
    assert "Thử" not in answer.content.decode()
    assert Payment.objects.count() == 1


def test_where_no_key_was_agreed_nobody_may(send: Send, dossier: Dossier, settings: Settings) -> None:
    settings.PULL_TOKEN = ""

    assert send(ASK, {"MaHoSo": dossier.code}, key="").status_code == 401


@pytest.mark.parametrize(
    ("networks", "status"),
    [("", 200), ("127.0.0.0/8", 200), ("10.0.0.0/8, 127.0.0.1", 200), ("10.0.0.0/8", 401), ("khong phai mang", 401)],
)
def test_it_may_be_asked_from_agreed_networks_alone(
    send: Send, dossier: Dossier, settings: Settings, networks: str, status: int
) -> None:
    settings.PULL_FROM = networks

    assert send(ASK, {"MaHoSo": dossier.code}).status_code == status


FIELDS = ("MaHoSo", "MaTraCuuTT", "SoTien", "MaGiaoDich", "SOBIENLAI", "FILE")
values = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=30)


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(body=st.binary(max_size=100) | st.dictionaries(st.sampled_from(FIELDS), values))
def test_whatever_is_sent_it_is_answered_with_a_code(send: Send, body: Any) -> None:
    for address in (ASK, TELL):
        answer = send(address, body)
        assert answer.status_code in (200, 400, 413)
        assert str(answer.json()["error_code"]) == "-1"
