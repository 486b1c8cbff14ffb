"""VNPay as the practice world plays it: what it refuses, what it tells, what it answers when it is asked."""

import hashlib
import hmac
from urllib.parse import parse_qsl, quote_plus, urlsplit

import httpx
import pytest

SECRET, PAGE = "practice-secret", "/vnpay/paymentv2/vpcpay.html"
ASKED = (
    "vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_TxnRef", "vnp_TransactionDate",
    "vnp_CreateDate", "vnp_IpAddr", "vnp_OrderInfo",
)  # fmt: skip
ANSWERED = (
    "vnp_ResponseId", "vnp_Command", "vnp_ResponseCode", "vnp_Message", "vnp_TmnCode", "vnp_TxnRef", "vnp_Amount",
    "vnp_BankCode", "vnp_PayDate", "vnp_TransactionNo", "vnp_TransactionType", "vnp_TransactionStatus",
    "vnp_OrderInfo", "vnp_PromotionCode", "vnp_PromotionAmount",
)  # fmt: skip


def seal(text):
    return hmac.new(SECRET.encode(), text.encode(), hashlib.sha512).hexdigest()


def sealed(told):
    pairs = "&".join(f"{quote_plus(name)}={quote_plus(told[name])}" for name in sorted(told))
    return told | {"vnp_SecureHash": seal(pairs)}


def order(**changes):
    told = {
        "vnp_Version": "2.1.0",
        "vnp_Command": "pay",
        "vnp_TmnCode": "GPLXTHU1",
        "vnp_Amount": "13500000",
        "vnp_CreateDate": "20210927101500",
        "vnp_CurrCode": "VND",
        "vnp_ExpireDate": "20210930103000",
        "vnp_IpAddr": "127.0.0.1",
        "vnp_Locale": "vn",
        "vnp_OrderInfo": "THANH TOAN HO SO 000.00.99.H26-210927-0001",
        "vnp_OrderType": "other",
        "vnp_ReturnUrl": "http://127.0.0.1:8000/thanh-toan/ket-qua",
        "vnp_TxnRef": "dvc1",
    }
    return sealed(told | changes)


def pay(world, choice, **changes):
    return world.post(PAGE, params=order(**changes), data={"choice": choice})


def notices(partner):
    return [dict(parse_qsl(urlsplit(got["url"]).query, keep_blank_values=True)) for got in partner.got]


def ask(world, reference="dvc1", secret=SECRET):
    told = dict.fromkeys(ASKED, "x") | {"vnp_TmnCode": "GPLXTHU1", "vnp_TxnRef": reference}
    text = "|".join(told[name] for name in ASKED)
    told["vnp_SecureHash"] = hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()
    return world.post("/vnpay/merchant_webapi/api/transaction", json=told).json()


def test_the_page_shows_the_amount_and_what_one_may_do(world):
    page = world.get(PAGE, params=order())
    assert page.status_code == 200
    assert "135000 VND" in page.text
    for label in ("Thanh toán", "Hủy", "Không trả tiền, thông báo giả mạo"):
        assert f">{label}</button>" in page.text


def test_paying_tells_by_get_with_a_right_hash_and_leads_home(world, partner):
    answer = pay(world, "pay")
    home = urlsplit(answer.headers["location"])
    assert (answer.status_code, home.path) == (303, "/thanh-toan/ket-qua")
    told = dict(parse_qsl(home.query))
    assert (told["vnp_TxnRef"], told["vnp_ResponseCode"]) == ("dvc1", "00")
    [said] = notices(partner)
    assert partner.got[0]["url"].startswith("http://127.0.0.1:8000/api/payments/vnpay/ipn?")
    assert said == sealed({name: value for name, value in said.items() if name != "vnp_SecureHash"})
    assert (said["vnp_Amount"], said["vnp_ResponseCode"], said["vnp_TransactionStatus"]) == ("13500000", "00", "00")


@pytest.mark.parametrize(
    ("choice", "codes", "statuses", "amount"),
    [
        ("pay", ["00"], ["00"], "13500000"),
        ("cancel", ["24"], ["02"], "13500000"),
        ("time_out", [], ["01", "01", "02"], "13500000"),
        ("pay_silent", [], ["00"], "13500000"),
        ("pay_late", [], ["01", "01", "00"], "13500000"),
        ("pay_twice", ["00", "00"], ["00"], "13500000"),
        ("fail_then_pay", ["99", "00"], ["00"], "13500000"),
        ("wrong_amount", ["00"], ["00"], "13400000"),
    ],
)
def test_each_choice_of_the_page(world, partner, choice, codes, statuses, amount):
    pay(world, choice)
    assert [said["vnp_ResponseCode"] for said in notices(partner)] == codes
    answers = [ask(world) for _ in statuses]
    assert [answer["vnp_TransactionStatus"] for answer in answers] == statuses
    assert answers[-1]["vnp_Amount"] == amount
    for answer in answers:
        assert answer["vnp_SecureHash"] == seal("|".join(str(answer.get(name, "")) for name in ANSWERED))


def test_a_forged_notice_has_a_wrong_hash_and_no_money_behind_it(world, partner):
    pay(world, "forged")
    [said] = notices(partner)
    assert said["vnp_ResponseCode"] == "00"
    assert said != sealed({name: value for name, value in said.items() if name != "vnp_SecureHash"})
    assert ask(world)["vnp_TransactionStatus"] == "02"


def test_a_choice_is_made_once(world, partner):
    pay(world, "pay")
    pay(world, "cancel")
    assert len(partner.got) == 1
    assert world.get(PAGE, params=order()).status_code == 303


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (order() | {"vnp_SecureHash": "0" * 128}, "mã lỗi 70"),
        (order() | {"vnp_Amount": "100"}, "mã lỗi 70"),
        (order(vnp_TmnCode="KHAC"), "mã lỗi 72"),
        (order(vnp_Amount="135.000"), "mã lỗi 03"),
        (order(vnp_Command="refund"), "mã lỗi 03"),
        (order(vnp_TxnRef="dvc-1"), "mã lỗi 03"),
        (order(vnp_OrderInfo="Lệ phí"), "mã lỗi 03"),
        (order(vnp_CreateDate="20210931101500"), "mã lỗi 03"),
        (order(vnp_ExpireDate="20210926103000"), "mã lỗi 15"),
        ({name: value for name, value in order().items() if name != "vnp_IpAddr"}, "Thiếu vnp_IpAddr"),
        ({}, "mã lỗi 03"),
    ],
)
def test_a_wrong_order_is_refused_with_its_reason(world, told, reason):
    page = world.get(PAGE, params=told)
    assert page.status_code == 400
    assert reason in page.text
    assert world.get("/_sandbox/vnpay/dvc1").status_code == 404


def test_a_reference_is_not_used_for_something_else(world):
    world.get(PAGE, params=order())
    assert "đã dùng" in world.get(PAGE, params=order(vnp_Amount="1")).text


def test_who_was_never_here_is_not_known(world):
    answer = ask(world, reference="dvc404")
    assert answer["vnp_ResponseCode"] == "91"
    assert answer["vnp_SecureHash"] == seal("|".join(str(answer.get(name, "")) for name in ANSWERED))
    assert ask(world, secret="another") == {"vnp_ResponseCode": "97", "vnp_Message": "Invalid signature"}


def test_a_partner_that_is_down_loses_the_notice_and_no_money(world, partner):
    def down(_request):
        raise httpx.ConnectError("down")

    partner.reply = down
    assert pay(world, "pay").status_code == 303
    assert ask(world)["vnp_TransactionStatus"] == "00"
    [lost] = world.get("/_sandbox/vnpay/dvc1").json()["notices"]
    assert (lost["status"], lost["error"]) == (None, "ConnectError")


def test_notices_are_sent_at_will(world, partner):
    world.get(PAGE, params=order())
    said = world.put("/_sandbox/vnpay/dvc1", json={"notice": {"vnp_Amount": 100}}).json()
    assert [one["sent"]["vnp_Amount"] for one in said["notices"]] == ["100"]
    world.put("/_sandbox/vnpay/dvc1", json={"notice": {}, "forged": True})
    assert notices(partner)[1]["vnp_SecureHash"] == "0" * 128
    world.put("/_sandbox/vnpay/dvc1", json={"choice": "pay"})
    assert ask(world)["vnp_TransactionStatus"] == "00"
    assert world.put("/_sandbox/vnpay/dvc1", json={"dance": True}).status_code == 400
    assert world.put("/_sandbox/vnpay/dvc404", json={"choice": "pay"}).status_code == 404


def test_the_address_for_notices_is_told(world, partner):
    assert world.put("/vnpay/_partner", json={"ipn": "http://127.0.0.1:8123/ipn"}).json() == {
        "ipn": "http://127.0.0.1:8123/ipn"
    }
    pay(world, "pay")
    assert partner.got[0]["url"].startswith("http://127.0.0.1:8123/ipn?")
    assert world.put("/vnpay/_partner", json={"ipn": "file:///etc"}).status_code == 400
