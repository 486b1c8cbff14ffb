"""The portal's own page once more: the bill as it is on the wire, odd bodies, who asks from where, and what is left alone."""

import json
from base64 import b64encode
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from gplx.casework.refuse import refuse
from gplx.dossiers.models import Dossier
from gplx.fees.models import OPEN, PAID, Notice, Payment
from gplx.ledger.questions import history
from gplx.offices.models import CLERK
from tests import builders
from tests.api.payments.test_pulled import ASK, KEY, TELL, reference, result
from tests.pdfs import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.PULL_TOKEN, settings.PULL_FROM = KEY, ""


def send(address: str, body: Any, *, key: str = f"Bearer {KEY}", **more: Any) -> Any:
    sent = {"content_type": "application/json", "headers": {"Authorization": key}} | more
    return Client().post(address, body, **sent)


def code_of(answer: Any) -> tuple[int, object]:
    return answer.status_code, answer.json()["error_code"]


def test_the_bill_has_every_field_of_the_receipt_and_no_other() -> None:
    dossier = builders.submitted()
    answer = send(ASK, {"MaHoSo": dossier.code}).json()
    assert set(answer) == {"error_code", "message"}
    bill = answer["message"]
    for_fines = [
        "MaLoaiHinhThuPhat",
        "TenLoaiHinhThuPhat",
        "MaCoQuanQD",
        "TenCoQuanQD",
        "KhoBac",
        "NgayQD",
        "SoQD",
        "ThoiGianViPham",
        "DiaDiemViPham",
        "TenNguoiViPham",
        "TaiKhoanThuNSNN",
    ]
    others = [
        "MaTraCuuTT",
        "MaDichVu",
        "MaDVC",
        "TenDVC",
        "MaTTHC",
        "TenTTHC",
        "MaDonVi",
        "TenDonVi",
        "MaHoSo",
        "TKThuHuong",
        "MaNHThuHuong",
        "TenTKThuHuong",
        "NoiDungThanhToan",
        "HoTenNguoiNop",
        "SoCMNDNguoiNop",
        "DiaChiNguoiNop",
        "HuyenNguoiNop",
        "TinhNguoiNop",
        "PhiLePhi",
        "DSKhoanNop",
    ]
    assert set(bill) == {*for_fines, *others}
    assert {name: bill[name] for name in for_fines} == dict.fromkeys(for_fines, "")
    assert (bill["MaDichVu"], bill["MaDVC"]) == ("2", "1.002809.01")
    assert bill["PhiLePhi"] == [
        {
            "LoaiPhiLePhi": "1",
            "MaPhiLePhi": "1.002809",
            "TenPhiLePhi": "Lệ phí cấp giấy phép lái xe",
            "SoTien": "135000",
        }
    ]
    assert bill["DSKhoanNop"] == [{"NoiDung": "Lệ phí cấp giấy phép lái xe", "SoTien": "135000"}]


def test_a_department_without_an_account_of_its_own_name_is_named_itself() -> None:
    dossier = builders.submitted()
    bill = send(ASK, {"MaHoSo": dossier.code}).json()["message"]
    assert (bill["TKThuHuong"], bill["TenTKThuHuong"]) == ("", dossier.department.name)


def test_the_code_is_of_the_question_a_number_and_of_the_result_a_text() -> None:
    dossier = builders.submitted()
    assert send(ASK, {"MaHoSo": dossier.code}).json()["error_code"] == 1
    assert send(ASK, {"MaHoSo": "x"}).json()["error_code"] == -1
    assert send(TELL, result(dossier, SoTien="1")).json()["error_code"] == "-1"
    assert send(TELL, result(dossier)).json()["error_code"] == "0"


def test_where_there_is_no_bill_nobodys_reading_is_noted() -> None:
    dossier = builders.paid()
    for body in ({"MaHoSo": dossier.code}, {"MaHoSo": "x"}, []):
        send(ASK, body)
    send(ASK, {"MaHoSo": dossier.code}, key="Bearer đoán".encode().decode("latin-1"))
    assert not history(subject=f"dossier:{dossier.id}", kind="read").exists()


@pytest.mark.parametrize(
    "key", ["", KEY, f"bearer {KEY}", f"Bearer  {KEY}", f"Bearer {KEY} ", f"Basic {KEY}", f"Bearer {KEY.upper()}x"]
)
@pytest.mark.parametrize("address", [ASK, TELL])
def test_the_key_must_be_said_to_the_letter(address: str, key: str) -> None:
    dossier = builders.submitted()
    assert send(address, result(dossier), key=key).status_code == 401
    assert (Notice.objects.count(), Payment.objects.get().state) == (0, OPEN)


@pytest.mark.parametrize(
    ("networks", "address", "status"),
    [
        ("192.0.2.7", "192.0.2.7", 200),
        ("192.0.2.7", "192.0.2.8", 401),
        ("192.0.2.9/24", "192.0.2.8", 200),
        ("2001:db8::/32", "2001:db8::5", 200),
        ("2001:db8::/32", "192.0.2.8", 401),
        ("0.0.0.0/0", "", 401),
        ("", "", 401),
        ("192.0.2.0/24", "không phải địa chỉ", 401),
    ],
)
def test_the_address_of_the_asker_counts_not_what_it_says_of_itself(
    settings: Settings, networks: str, address: str, status: int
) -> None:
    settings.PULL_FROM = networks
    dossier = builders.submitted()
    headers = {"Authorization": f"Bearer {KEY}", "X-Forwarded-For": "192.0.2.7"}
    assert send(ASK, {"MaHoSo": dossier.code}, REMOTE_ADDR=address, headers=headers).status_code == status


@pytest.mark.parametrize("method", ["get", "put", "delete", "head"])
@pytest.mark.parametrize("address", [ASK, TELL])
def test_only_a_post_is_answered(address: str, method: str) -> None:
    assert getattr(Client(), method)(address, headers={"Authorization": f"Bearer {KEY}"}).status_code == 405


@pytest.mark.parametrize(
    "changes",
    [
        {"SoTien": None},
        {"SoTien": 135_000.0},
        {"SoTien": True},
        {"SoTien": ["135000"]},
        {"MaGiaoDich": None},
        {"MaTraCuuTT": 5},
        {"MaHoSo": None},
        {"FILE": 5},
        {"SOBIENLAI": "7\x00"},
    ],
)
def test_a_field_of_another_shape_is_refused_and_changes_nothing(changes: dict[str, Any]) -> None:
    dossier = builders.submitted()
    answer = send(TELL, result(dossier) | changes)
    assert code_of(answer) == (400, "-1")
    assert (Notice.objects.count(), Payment.objects.get().state) == (0, OPEN)


@pytest.mark.parametrize("amount", ["１３５０００", "135.000", "+135000", " 135000", "135000đ", "1" * 400, -135_000])
def test_another_way_to_write_the_amount_is_no_payment(amount: object) -> None:
    dossier = builders.submitted()
    assert send(TELL, result(dossier, SoTien=amount)).json() == {"error_code": "-1", "message": "Sai số tiền"}
    assert not Payment.objects.filter(state=PAID).exists()
    assert len(Notice.objects.get().said["SoTien"]) <= 20


def test_fields_that_nobody_agreed_on_are_left_alone_and_not_kept() -> None:
    dossier = builders.submitted()
    assert send(TELL, result(dossier, GhiChu="=1+1", SoCMND="001085000001")).json()["error_code"] == "0"
    assert set(Notice.objects.get().said) == {
        "MaTraCuuTT", "SoTien", "MaGiaoDich", "SOBIENLAI", "NGAYBIENLAI", "URLBIENLAI",
    }  # fmt: skip


def test_the_bill_of_one_dossier_does_not_pay_another() -> None:
    first, second = builders.submitted(), builders.submitted()
    told = result(first, MaHoSo=second.code)
    assert send(TELL, told).json()["error_code"] == "-1"
    assert not Dossier.objects.filter(paid_at__isnull=False).exists()
    assert reference(first) != reference(second)


def test_money_for_a_dossier_that_was_refused_is_taken_and_due_back() -> None:
    dossier = builders.submitted()
    told = result(dossier)
    by = builders.officer(CLERK)
    refuse(dossier_id=dossier.id, by=by, request_id="tu-choi", seen=None, reason="Thử.", article="Điều 37")
    assert send(ASK, {"MaHoSo": dossier.code}).json()["error_code"] == 0
    assert [send(TELL, told).json()["error_code"] for _ in range(2)] == ["0", "0"]
    made = Payment.objects.get(method="pull")
    assert (made.state, made.refund_due) == (PAID, True)


def test_a_receipt_of_two_megabytes_is_taken_and_one_above_the_bound_is_not() -> None:
    dossier = builders.submitted()
    big = result(dossier, FILE="A" * 3_000_000)
    assert code_of(send(TELL, big)) == (413, "-1")
    assert not Payment.objects.filter(state=PAID).exists()
    assert send(TELL, result(dossier, FILE="A" * 2_000_000)).json()["error_code"] == "0"
    assert not dossier.documents.filter(kind="fee_bill").exists()


def test_a_byte_order_mark_before_the_body_does_no_harm() -> None:
    dossier = builders.submitted()
    body = b"\xef\xbb\xbf" + json.dumps(result(dossier, FILE=b64encode(pdf()).decode())).encode()
    assert code_of(send(TELL, body)) == (200, "0")
    assert dossier.documents.filter(kind="fee_bill").count() == 1


def test_the_question_takes_as_many_queries_for_the_last_dossier_as_for_the_first() -> None:
    counts = []
    for _ in range(2):
        dossier = [builders.submitted() for _ in range(3)][-1]
        with CaptureQueriesContext(connection) as seen:
            send(ASK, {"MaHoSo": dossier.code})
        counts.append(len(seen))
    assert counts[0] == counts[1]
