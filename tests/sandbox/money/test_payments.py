"""The payment platform: what it refuses, what it calls back, what it says when asked."""

import hashlib
import json

import httpx
import pytest

SECRET = "practice-secret"
INIT = [
    "LoaiBanTin",
    "PhienBan",
    "MaDoiTac",
    "MaThamChieu",
    "SoTien",
    "LoaiHinhThanhToan",
    "MaKenhThanhToan",
    "MaThietBi",
    "NgonNgu",
    "MaTienTe",
    "MaNganHang",
    "ThongTinGiaoDich",
    "ThoiGianGD",
    "Ip",
]
QUERY = ["LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD"]
CALLBACK = [
    "LoaiBanTin",
    "MaLoi",
    "MaDoiTac",
    "MaThamChieu",
    "SoTien",
    "MaTienTe",
    "MaGiaoDich",
    "MaNganHang",
    "ThoiGianGD",
    "ThongTinGiaoDich",
]
REPLY = ["MaLoi", "MoTaLoi", "MaDoiTac", "MaThamChieu", "ThoiGianGD"]
RECEIPT = {
    "MaDichVu": "2",
    "MaTTHC": "1.002809",
    "TenTTHC": "Đổi giấy phép lái xe",
    "MaDonVi": "000.00.99.H26",
    "TenDonVi": "Sở Giao thông vận tải Hà Nội",
    "MaHoSo": "000.00.99.H26-210927-0001",
    "TKThuHuong": "0000",
    "MaNHThuHuong": "MAU",
    "TenTKThuHuong": "Kho bạc mẫu",
    "NoiDungThanhToan": "Lệ phí đổi giấy phép lái xe",
    "HoTenNguoiNop": "Nguyễn Mẫu An",
    "SoCMNDNguoiNop": "000000000",
    "PhiLePhi": [{"LoaiPhiLePhi": "1", "MaPhiLePhi": "1", "TenPhiLePhi": "Lệ phí", "SoTien": "135000"}],
}


def seal(message, names):
    text = "|".join([*(str(message[name]) for name in names), SECRET])
    return message | {"MaXacThuc": hashlib.sha256(text.encode()).hexdigest()}


def init(**changes):
    message = {
        "LoaiBanTin": "INIT",
        "PhienBan": "1.0.6",
        "MaDoiTac": "GPLX",
        "MaThamChieu": "dvc0000099H262109270001",
        "SoTien": "135000",
        "LoaiHinhThanhToan": "PAY",
        "MaKenhThanhToan": "1",
        "MaThietBi": "1",
        "NgonNgu": "vi-VN",
        "MaTienTe": "VND",
        "MaNganHang": "PAYMENT",
        "ThongTinGiaoDich": "THANH TOAN HO SO 000.00.99.H26-210927-0001",
        "ThoiGianGD": "20210927101500",
        "Ip": "127.0.0.1",
        "ThongTinBienLai": RECEIPT,
    }
    return seal(message | changes, INIT)


def page_of(world, **changes):
    answer = world.post("/payments/init", json=init(**changes)).json()
    assert answer["error_code"] == "0", answer
    return json.loads(answer["message"])["UrlThanhToan"]


def ask(world, path="query", **changes):
    kind = {"query": "QUERY", "bill": "GET_BILL"}[path]
    message = {"LoaiBanTin": kind, "PhienBan": "1.0.6", "MaDoiTac": "GPLX", "ThoiGianGD": "20210927102000"}
    return world.post(f"/payments/{path}", json=seal(message | {"MaThamChieu": init()["MaThamChieu"]} | changes, QUERY))


def pay(world, choice):
    return world.post(page_of(world), data={"choice": choice})


def test_paying_calls_back_with_a_right_hash_and_sends_the_browser_home(world, partner):
    answer = pay(world, "pay")
    assert answer.status_code == 303
    assert answer.headers["location"] == (
        "http://127.0.0.1:8000/thanh-toan/ket-qua?MaThamChieu=dvc0000099H262109270001"
    )
    (got,) = partner.got
    message = json.loads(got["body"])
    assert got["url"] == "http://127.0.0.1:8000/api/payments/callback"
    assert message == seal({k: v for k, v in message.items() if k != "MaXacThuc"}, CALLBACK)
    assert (message["MaLoi"], message["SoTien"], message["LoaiBanTin"]) == ("00", 135000, "CONFIRM")
    assert message["ThoiGianGD"].startswith("20210927")


@pytest.mark.parametrize(
    ("choice", "callbacks", "states", "amount"),
    [
        ("pay", ["00"], ["1"], 135000),
        ("cancel", ["24"], ["4"], 135000),
        ("fail", ["99"], ["4"], 135000),
        ("time_out", [], ["3", "3", "4"], 135000),
        ("pay_silent", [], ["1", "1"], 135000),
        ("pay_late", [], ["3", "3", "1"], 135000),
        ("pay_twice", ["00", "00"], ["1"], 135000),
        ("pay_after_fail", ["00", "99"], ["1"], 135000),
        ("wrong_amount", ["00"], ["1"], 134000),
    ],
)
def test_each_choice_of_the_page(world, partner, choice, callbacks, states, amount):
    pay(world, choice)
    assert [json.loads(got["body"])["MaLoi"] for got in partner.got] == callbacks
    answers = [ask(world).json() for _ in states]
    assert [answer["TrangThaiGD"] for answer in answers] == states
    assert answers[-1]["SoTien"] == amount


def test_a_repeated_callback_is_the_same_to_the_letter(world, partner):
    pay(world, "pay_twice")
    assert partner.got[0] == partner.got[1]


def test_an_order_not_yet_chosen_is_pending(world):
    page_of(world)
    assert ask(world).json()["TrangThaiGD"] == "3"


def test_a_choice_is_made_once(world, partner):
    page = page_of(world)
    world.post(page, data={"choice": "pay"})
    again = world.post(page, data={"choice": "cancel"})
    assert again.status_code == 303 and len(partner.got) == 1 and ask(world).json()["TrangThaiGD"] == "1"
    assert world.get(page).status_code == 303


def test_the_page_shows_the_amount_and_buttons_that_say_what_they_do(world):
    page = world.get(page_of(world)).text
    assert "135000 VND" in page and "000.00.99.H26-210927-0001" in page
    for label in ("Thanh toán", "Hủy", "Thất bại", "Để quá hạn"):
        assert f">{label}</button>" in page


def test_init_again_gives_the_same_page(world):
    assert page_of(world) == page_of(world)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (init() | {"MaXacThuc": "0" * 64}, "97"),
        (init() | {"SoTien": "135001"}, "14"),
        (init(SoTien="1"), "14"),
        (init(SoTien="-135000"), "14"),
        (init(SoTien="135.000"), "14"),
        (init(MaDoiTac="KHAC"), "02"),
        (init(MaThamChieu="dvc-0001"), "03"),
        (init(PhienBan="1.0.5"), "03"),
        (init(ThoiGianGD="20210931101500"), "03"),
        (init(ThongTinBienLai={}), "03"),
        (init(ThongTinBienLai=RECEIPT | {"TenTTHC": "x" * 251}), "03"),
        (init(ThongTinBienLai=RECEIPT | {"PhiLePhi": [{"SoTien": "nhiều"}]}), "14"),
    ],
)
def test_a_wrong_init_is_refused_and_opens_nothing(world, message, code):
    answer = world.post("/payments/init", json=message).json()
    assert answer["error_code"] == code and answer["message"]
    assert world.get(f"/_sandbox/payments/{init()['MaThamChieu']}").status_code == 404


def test_a_reference_is_not_used_for_another_amount(world):
    page_of(world)
    receipt = RECEIPT | {"PhiLePhi": [{"SoTien": "1"}]}
    assert world.post("/payments/init", json=init(SoTien="1", ThongTinBienLai=receipt)).json()["error_code"] == "02"


def test_query_checks_hash_and_reference(world):
    pay(world, "pay")
    assert ask(world, MaThamChieu="khongcogi").json()["MaLoi"] == "01"
    bad = {"LoaiBanTin": "QUERY", "PhienBan": "1.0.6", "MaDoiTac": "GPLX", "MaThamChieu": "x", "ThoiGianGD": ""}
    assert world.post("/payments/query", json=bad | {"MaXacThuc": "é"}).json()["MaLoi"] == "97"


def test_a_bill_is_a_pdf_and_only_of_money_paid(world):
    page = page_of(world)
    assert ask(world, "bill").json()["MaLoi"] == "01"
    world.post(page, data={"choice": "pay"})
    bill = ask(world, "bill")
    assert bill.headers["content-type"] == "application/pdf" and bill.content.startswith(b"%PDF")


def test_the_statement_lists_the_money_of_the_day(world):
    pay(world, "pay_silent")
    world.post(page_of(world, MaThamChieu="dvc2"), data={"choice": "fail"})
    stated = world.get("/payments/statement", params={"day": "2021-09-27"}).json()
    assert (stated["total"], [row["MaThamChieu"] for row in stated["rows"]]) == (135000, [init()["MaThamChieu"]])
    assert world.get("/payments/statement", params={"day": "2021-09-26"}).json()["rows"] == []


@pytest.mark.parametrize(("sealed", "right"), [(True, True), (False, False)])
def test_the_platform_notes_whether_the_reply_was_sealed(world, partner, sealed, right):
    said = {"MaLoi": "00", "MoTaLoi": "ok", "MaDoiTac": "GPLX", "MaThamChieu": "x", "ThoiGianGD": "20210927101500"}
    partner.reply = lambda _request: httpx.Response(200, json=seal(said, REPLY) if sealed else said)
    pay(world, "pay")
    (callback,) = world.get(f"/_sandbox/payments/{init()['MaThamChieu']}").json()["callbacks"]
    assert (callback["status"], callback["hash_ok"]) == (200, right)


def test_a_partner_that_is_down_loses_the_callback_and_no_money(world, partner):
    def down(request):
        raise httpx.ConnectError("down")

    partner.reply = down
    assert pay(world, "pay").status_code == 303
    assert ask(world).json()["TrangThaiGD"] == "1"
    (callback,) = world.get(f"/_sandbox/payments/{init()['MaThamChieu']}").json()["callbacks"]
    assert (callback["status"], callback["error"]) == (None, "ConnectError")


def test_the_partner_registers_its_addresses(world, partner):
    home = {"callback": "http://127.0.0.1:8123/api/payments/callback", "return": "http://127.0.0.1:8123/xong?a=1"}
    assert world.put("/payments/_partner", json=home).json() == home
    assert pay(world, "pay").headers["location"] == "http://127.0.0.1:8123/xong?a=1&MaThamChieu=dvc0000099H262109270001"
    assert partner.got[0]["url"] == home["callback"]
    assert world.put("/payments/_partner", json={"callback": "file:///etc"}).status_code == 400


def test_a_forged_callback_has_a_wrong_hash_and_no_money_behind_it(world, partner):
    pay(world, "forged")
    [got] = partner.got
    message = json.loads(got["body"])
    assert message["MaLoi"] == "00"
    assert message != seal({k: v for k, v in message.items() if k != "MaXacThuc"}, CALLBACK)
    assert ask(world).json()["TrangThaiGD"] == "4"


def test_a_failure_and_then_a_success_are_told_in_this_order(world, partner):
    pay(world, "fail_then_pay")
    assert [json.loads(got["body"])["MaLoi"] for got in partner.got] == ["99", "00"]
    assert ask(world).json()["TrangThaiGD"] == "1"


def test_fields_for_fines_are_refused_with_their_name(world):
    receipt = RECEIPT | {"SoQD": "12/QĐ"}
    answer = world.post("/payments/init", json=init(ThongTinBienLai=receipt)).json()
    assert answer == {"error_code": "03", "message": "Lệ phí không có trường của tiền phạt: SoQD"}


def test_callbacks_are_sent_at_will(world, partner):
    page_of(world)
    address = f"/_sandbox/payments/{init()['MaThamChieu']}"
    world.put(address, json={"callback": {"SoTien": 1, "MaLoi": "00"}})
    world.put(address, json={"callback": {"MaDoiTac": "KHAC"}, "forged": True})
    first, second = (json.loads(got["body"]) for got in partner.got)
    assert first == seal({k: v for k, v in first.items() if k != "MaXacThuc"}, CALLBACK)
    assert (first["SoTien"], second["MaDoiTac"], second["MaXacThuc"]) == (1, "KHAC", "0" * 64)
    assert world.put(address, json={"choice": "pay"}).json()["TrangThaiGD"] == "1"
    assert world.put(address, json={"dance": True}).status_code == 400
    assert world.put("/_sandbox/payments/dvc404", json={"choice": "pay"}).status_code == 404
