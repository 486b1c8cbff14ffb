"""The payment platform: messages hashed as it expects, and nothing believed that is not hashed with our secret."""

from dataclasses import replace as other
from datetime import datetime

import msgspec
import pytest

from gplx.ground.clock import HANOI
from gplx.registers.errors import Never, TryLater
from gplx.registers.payments import wire
from gplx.registers.payments.http import HttpPaymentPlatform, PaymentAddress
from gplx.registers.payments.port import (
    FetchBill,
    InitiatePayment,
    PaymentPage,
    PaymentState,
    QueryPayment,
    Receipt,
    ReceiptFee,
)
from tests.registers.outside import Outside

NOON = datetime(2021, 9, 27, 14, 30, 0, tzinfo=HANOI)
SECRET = "practice-secret"
REFERENCE = "dvc0000099H262109270001"
RECEIPT = Receipt(
    service_code="1.002809.000.00.00.H26.01",
    service_name="Đổi giấy phép lái xe",
    procedure_code="1.002809.000.00.00.H26",
    procedure_name="Đổi giấy phép lái xe " + "x" * 250,
    agency_code="000.00.99.H26",
    agency_name="Sở GTVT Thử",
    dossier="000.00.99.H26-210927-0001",
    account="000000000001",
    account_bank="PRACTICEBANK",
    account_name="Kho bạc Thử",
    payer_name="Trần Thử",
    payer_number="",
    payer_address="1 Phố Thử",
    payer_district="Quận Thử",
    payer_province="Hà Nội",
    what_for="Lệ phí cấp đổi GPLX",
    fees=(ReceiptFee(kind="1", code="LP01", name="Lệ phí cấp đổi", amount=135_000),),
)
INIT = InitiatePayment(
    reference="dvc0000099H26210927000120210927093000",
    amount=135_000,
    dossier="000.00.99.H26-210927-0001",
    receipt=RECEIPT,
)
# The hashes below were computed with sha256sum over the joined text.
PAID = {
    "LoaiBanTin": "CONFIRM",
    "MaLoi": "00",
    "MaDoiTac": "GPLX",
    "MaThamChieu": REFERENCE,
    "SoTien": 135000,
    "MaTienTe": "VND",
    "MaGiaoDich": "TX0001",
    "MaNganHang": "PRACTICEBANK",
    "ThoiGianGD": "20210927143210",
    "ThongTinGiaoDich": "THANH TOAN HO SO 000.00.99.H26-210927-0001",
    "TrangThaiGD": "1",
    "MaXacThuc": "5ac45d58720d07643d7d4b74142433473b5256ceb9137500d8d237671edb1082",
}


@pytest.fixture
def platform(outside: Outside) -> HttpPaymentPlatform:
    address = PaymentAddress(url=outside.url, partner="GPLX", secret=SECRET)
    return HttpPaymentPlatform(address, clock=lambda: NOON)


def signed(**changes: object) -> dict[str, object]:
    reply = PAID | changes
    return reply | {"MaXacThuc": wire.callback_hash(reply, secret=SECRET)}


def test_an_init_in_full(outside: Outside, platform: HttpPaymentPlatform):
    page = "https://pay.example.vn/p/1"
    outside.will_answer({"error_code": "0", "message": msgspec.json.encode({"UrlThanhToan": page}).decode()})

    assert platform.initiate(INIT) == PaymentPage(url=page)

    [asked] = outside.asked
    receipt = asked.json.pop("ThongTinBienLai")
    assert asked.path == "/base/init"
    assert {name: value for name, value in asked.json.items() if name != "ThongTinBienLai"} == {
        "LoaiBanTin": "INIT",
        "PhienBan": "1.0.6",
        "MaDoiTac": "GPLX",
        "MaThamChieu": "dvc0000099H26210927000120210927093000",
        "SoTien": "135000",
        "LoaiHinhThanhToan": "PAY",
        "MaKenhThanhToan": "1",
        "MaThietBi": "1",
        "NgonNgu": "vi-VN",
        "MaTienTe": "VND",
        "MaNganHang": "PAYMENT",
        "ThongTinGiaoDich": "THANH TOAN HO SO 000.00.99.H26-210927-0001",
        "ThoiGianGD": "20210927143000",
        "Ip": "127.0.0.1",
        "MaXacThuc": "4d28ee6a141de117a9fc1adf86fdd30eef78bf5f468d6c17607d9707bb581003",
    }
    assert receipt["PhiLePhi"] == [
        {"LoaiPhiLePhi": "1", "MaPhiLePhi": "LP01", "TenPhiLePhi": "Lệ phí cấp đổi", "SoTien": "135000"}
    ]
    assert receipt["DSKhoanNop"] == [{"NoiDung": "Lệ phí cấp đổi", "SoTien": "135000"}]
    assert (receipt["MaDichVu"], receipt["SoCMNDNguoiNop"], len(receipt["TenTTHC"])) == ("2", "000000000", 250)
    fines = ("MaLoaiHinhThuPhat", "KhoBac", "SoQD", "ThoiGianViPham", "TenNguoiViPham", "TaiKhoanThuNSNN")
    assert [receipt[name] for name in fines] == [""] * 6


def test_a_receipt_that_does_not_add_up_never_leaves_the_house(outside: Outside, platform: HttpPaymentPlatform):
    with pytest.raises(Never, match="do not make up the amount"):
        platform.initiate(msgspec.structs.replace(INIT, amount=134_999))
    assert outside.asked == []


@pytest.mark.parametrize("reference", ["", "dvc-1", "dvc 1", "dvcđ", "d" * 256])
def test_a_reference_that_the_platform_would_refuse_never_leaves_the_house(
    outside: Outside, platform: HttpPaymentPlatform, reference: str
):
    with pytest.raises(Never, match="letters and digits"):
        platform.initiate(msgspec.structs.replace(INIT, reference=reference))
    assert outside.asked == []


def test_without_an_address_of_the_house_nothing_is_opened(outside: Outside):
    address = PaymentAddress(url=outside.url, partner="GPLX", secret=SECRET, ip="")
    with pytest.raises(Never, match="GPLX_PAYMENTS_IP"):
        HttpPaymentPlatform(address, clock=lambda: NOON).initiate(INIT)
    assert outside.asked == []


@pytest.mark.parametrize("code", [0, "0", "00"])
def test_success_has_three_spellings(outside: Outside, platform: HttpPaymentPlatform, code: int | str):
    outside.will_answer({"error_code": code, "message": '{"UrlThanhToan": "http://127.0.0.1/p"}'})

    assert platform.initiate(INIT).url == "http://127.0.0.1/p"


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ({"error_code": "-1", "message": "{}"}, Never),
        ({"error_code": "0", "message": "https://pay.example.vn"}, TryLater),
        ({"error_code": "0", "message": '{"UrlThanhToan": "javascript:alert(1)"}'}, TryLater),
        ({"error_code": "0"}, TryLater),
        ({"message": "{}"}, TryLater),
    ],
)
def test_without_a_page_to_pay_on_nothing_is_open(outside: Outside, platform: HttpPaymentPlatform, reply, kind):
    outside.will_answer(reply)

    with pytest.raises(kind):
        platform.initiate(INIT)


def test_a_query_for_a_paid_payment(outside: Outside, platform: HttpPaymentPlatform):
    outside.will_answer(PAID)

    assert platform.query(QueryPayment(reference=REFERENCE)) == PaymentState(
        state="paid",
        reference=REFERENCE,
        amount=135_000,
        currency="VND",
        transaction="TX0001",
        bank="PRACTICEBANK",
        at=datetime(2021, 9, 27, 14, 32, 10, tzinfo=HANOI),
    )
    assert outside.asked[0].path == "/base/query"
    assert outside.bodies() == [
        {
            "LoaiBanTin": "QUERY",
            "PhienBan": "1.0.6",
            "MaDoiTac": "GPLX",
            "MaThamChieu": REFERENCE,
            "ThoiGianGD": "20210927143000",
            "MaXacThuc": "26e979cd98b98188bb7dc62fc2c35051fbe99e08dadb00a63de5c5b3ad67dd88",
        }
    ]


@pytest.mark.parametrize(
    ("code", "state"), [("1", "paid"), (1, "paid"), ("3", "pending"), (3, "pending"), ("4", "failed"), (4, "failed")]
)
def test_states(outside: Outside, platform: HttpPaymentPlatform, code: str | int, state: str):
    outside.will_answer(PAID | {"TrangThaiGD": code})

    assert platform.query(QueryPayment(reference=REFERENCE)).state == state


def test_a_pending_payment_has_little_to_tell(outside: Outside, platform: HttpPaymentPlatform):
    nothing = {"SoTien": "", "MaGiaoDich": "", "MaNganHang": None, "ThoiGianGD": "", "MaTienTe": ""}
    outside.will_answer(signed(MaLoi="", TrangThaiGD=3, **nothing))

    assert platform.query(QueryPayment(reference=REFERENCE)) == PaymentState(
        state="pending", reference=REFERENCE, amount=None, currency="", transaction="", bank="", at=None
    )


@pytest.mark.parametrize(
    "reply",
    [
        PAID | {"SoTien": 1},
        PAID | {"MaXacThuc": None},
        PAID | {"MaXacThuc": PAID["MaXacThuc"][:-1] + "é"},
        signed(MaThamChieu="dvcOTHER"),
        signed(MaDoiTac="OTHER"),
        signed(TrangThaiGD="2"),
        {"TrangThaiGD": "1"},
        [],
    ],
)
def test_an_answer_that_proves_nothing_is_no_answer(outside: Outside, platform: HttpPaymentPlatform, reply):
    outside.will_answer(reply)

    with pytest.raises(TryLater, match="cannot be read"):
        platform.query(QueryPayment(reference=REFERENCE))


def test_the_bill_is_a_pdf(outside: Outside, platform: HttpPaymentPlatform):
    outside.will_answer(b"%PDF-1.7 bill", {"error_code": "-1"})

    assert platform.bill(FetchBill(reference=REFERENCE)).pdf == b"%PDF-1.7 bill"
    assert (outside.asked[0].path, outside.bodies()[0]["LoaiBanTin"]) == ("/base/bill", "GET_BILL")
    assert outside.bodies()[0]["MaXacThuc"] == "d15e168f6c7103c1e2692510e3b0e355a7b96db52e8c77cfe4b68ae52a2790fd"
    with pytest.raises(TryLater):
        platform.bill(FetchBill(reference=REFERENCE))


def test_the_secret_does_not_show_in_a_printed_address():
    assert SECRET not in repr(other(PaymentAddress(url="", partner="GPLX", secret=SECRET), timeout=1.0))
