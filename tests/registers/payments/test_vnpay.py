"""VNPay's scheme: what is signed, in which order, what is believed and what is not."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest

from gplx.ground.clock import HANOI
from gplx.registers.errors import Never, TryLater
from gplx.registers.payments.port import PaymentState, QueryPayment
from gplx.registers.payments.vnpay import wire
from gplx.registers.payments.vnpay.http import VnpayAddress, VnpayGateway
from gplx.registers.payments.vnpay.notice import RspCode, UnableToTrust, VnpayNotice, parse, reply
from tests.registers.outside import Outside
from tests.registers.test_payments import INIT, REFERENCE

ASKED = datetime(2021, 9, 27, 14, 30, 0, tzinfo=HANOI)
NOW = ASKED + timedelta(minutes=5)
SECRET = "practice-secret"
WANTED = msgspec.structs.replace(INIT, reference=REFERENCE, asked_at=ASKED)
ASK = QueryPayment(reference=REFERENCE, asked_at=ASKED)


def sealed(text: str) -> str:
    return hmac.new(SECRET.encode(), text.encode(), hashlib.sha512).hexdigest()


def gateway(outside: Outside | None = None, **told: Any) -> VnpayGateway:
    account = {"terminal": "GPLXTHU1", "secret": SECRET, "return_url": "https://gplx.example.vn/thanh-toan/ket-qua"}
    address = VnpayAddress(**{"url": outside.url if outside else "https://pay.example.vn/base"} | account | told)
    return VnpayGateway(address, clock=lambda: NOW)


def test_the_page_is_a_signed_address_with_its_names_in_order() -> None:
    page = gateway().initiate(WANTED)

    parts = urlsplit(page.url)
    query, _, seal = parts.query.rpartition("&vnp_SecureHash=")
    told = parse_qsl(query, keep_blank_values=True)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://pay.example.vn/base/paymentv2/vpcpay.html"
    assert [name for name, _ in told] == sorted(name for name, _ in told)
    assert dict(told) == {
        "vnp_Amount": "13500000",
        "vnp_Command": "pay",
        "vnp_CreateDate": "20210927143000",
        "vnp_CurrCode": "VND",
        "vnp_ExpireDate": "20210927144500",
        "vnp_IpAddr": "127.0.0.1",
        "vnp_Locale": "vn",
        "vnp_OrderInfo": "THANH TOAN HO SO 000.00.99.H26-210927-0001",
        "vnp_OrderType": "other",
        "vnp_ReturnUrl": "https://gplx.example.vn/thanh-toan/ket-qua",
        "vnp_TmnCode": "GPLXTHU1",
        "vnp_TxnRef": REFERENCE,
        "vnp_Version": "2.1.0",
    }
    assert seal == sealed(query)
    assert page.until == ASKED + timedelta(minutes=15)


def test_the_same_payment_has_the_same_page_whenever_it_is_made() -> None:
    later = VnpayGateway(gateway()._at, clock=lambda: NOW + timedelta(hours=2))  # the account is what the test looks at
    assert later.initiate(WANTED) == gateway().initiate(WANTED)


def test_the_page_fits_where_it_is_kept() -> None:
    assert len(gateway(return_url="https://" + "x" * 150).initiate(WANTED).url) < 1200


@pytest.mark.parametrize(("missing", "name"), [("ip", "GPLX_PAYMENTS_IP"), ("url", "GPLX_VNPAY_URL")])
def test_without_an_address_of_the_house_or_the_gateway_no_page_is_made(missing: str, name: str) -> None:
    with pytest.raises(Never, match=name):
        gateway(**{missing: ""}).initiate(WANTED)


def answer(**changes: str) -> dict[str, str]:
    said = {
        "vnp_ResponseId": "r1",
        "vnp_Command": "querydr",
        "vnp_ResponseCode": "00",
        "vnp_Message": "QueryDR Success",
        "vnp_TmnCode": "GPLXTHU1",
        "vnp_TxnRef": REFERENCE,
        "vnp_Amount": "13500000",
        "vnp_BankCode": "NCB",
        "vnp_PayDate": "20210927143210",
        "vnp_TransactionNo": "14000001",
        "vnp_TransactionType": "01",
        "vnp_TransactionStatus": "00",
        "vnp_OrderInfo": "x",
        "vnp_PromotionCode": "",
        "vnp_PromotionAmount": "",
    } | changes
    return said | {"vnp_SecureHash": sealed("|".join(said[name] for name in wire.STATE_FIELDS))}


def test_a_question_and_the_answer_that_it_was_paid(outside: Outside) -> None:
    outside.will_answer(answer())

    assert gateway(outside).query(ASK) == PaymentState(
        state="paid",
        reference=REFERENCE,
        amount=135_000,
        currency="VND",
        transaction="14000001",
        bank="NCB",
        at=datetime(2021, 9, 27, 14, 32, 10, tzinfo=HANOI),
    )
    [asked] = outside.bodies()
    assert outside.asked[0].path == "/base/merchant_webapi/api/transaction"
    assert asked["vnp_TransactionDate"] == "20210927143000"
    assert asked["vnp_CreateDate"] == "20210927143500"
    assert asked["vnp_SecureHash"] == sealed("|".join(asked[name] for name in wire.QUERY_FIELDS))


@pytest.mark.parametrize(
    ("code", "status", "state"),
    [
        ("00", "00", "paid"),
        ("00", "01", "pending"),
        ("91", "", "pending"),
        ("00", "02", "failed"),
        ("00", "07", "failed"),
    ],
)
def test_states(outside: Outside, code: str, status: str, state: str) -> None:
    outside.will_answer(answer(vnp_ResponseCode=code, vnp_TransactionStatus=status))

    assert gateway(outside).query(ASK).state == state


def test_one_that_nobody_opened_has_nothing_to_tell(outside: Outside) -> None:
    nothing = dict.fromkeys(("vnp_Amount", "vnp_BankCode", "vnp_PayDate", "vnp_TransactionNo", "vnp_OrderInfo"), "")
    outside.will_answer(answer(vnp_ResponseCode="91", vnp_TransactionStatus="", **nothing))

    assert gateway(outside).query(ASK) == PaymentState(
        state="pending", reference=REFERENCE, amount=None, currency="VND", transaction="", bank="", at=None
    )


@pytest.mark.parametrize(
    "said",
    [
        answer() | {"vnp_Amount": "1"},
        answer() | {"vnp_SecureHash": ""},
        answer() | {"vnp_SecureHash": None},
        {"vnp_ResponseCode": "97", "vnp_Message": "Invalid signature"},
        answer(vnp_TxnRef="dvc2"),
        answer(vnp_TmnCode="KHAC"),
        answer(vnp_ResponseCode="94"),
        answer(vnp_Amount="13500050"),
        answer(vnp_PayDate="hôm qua"),
        [],
    ],
)
def test_an_answer_that_proves_nothing_is_asked_for_again(outside: Outside, said: object) -> None:
    outside.will_answer(said)

    with pytest.raises(TryLater):
        gateway(outside).query(ASK)


def notice(**changes: str) -> dict[str, str]:
    told = {
        "vnp_Amount": "13500000",
        "vnp_BankCode": "NCB",
        "vnp_OrderInfo": "THANH TOAN HO SO 1",
        "vnp_PayDate": "20210927143210",
        "vnp_ResponseCode": "00",
        "vnp_TmnCode": "GPLXTHU1",
        "vnp_TransactionNo": "14000001",
        "vnp_TransactionStatus": "00",
        "vnp_TxnRef": REFERENCE,
    } | changes
    return told | {"vnp_SecureHash": wire.address_hash(told, secret=SECRET)}


def believed(told: dict[str, str]) -> VnpayNotice:
    return parse(told, terminal="GPLXTHU1", secret=SECRET)


def test_a_notice_that_was_signed_with_our_secret_is_believed() -> None:
    assert believed(notice()) == VnpayNotice(reference=REFERENCE, paid=True, amount=135_000, transaction="14000001")


def test_the_hash_is_of_the_encoded_text_and_may_be_in_capitals() -> None:
    told = notice()
    by_hand = "vnp_Amount=13500000&vnp_BankCode=NCB&vnp_OrderInfo=THANH+TOAN+HO+SO+1&vnp_PayDate=20210927143210"
    rest = "&vnp_ResponseCode=00&vnp_TmnCode=GPLXTHU1&vnp_TransactionNo=14000001&vnp_TransactionStatus=00"
    assert told["vnp_SecureHash"] == sealed(f"{by_hand}{rest}&vnp_TxnRef={REFERENCE}")
    assert believed(told | {"vnp_SecureHash": told["vnp_SecureHash"].upper()}) == believed(told)


def test_the_kind_of_hash_and_what_is_not_theirs_do_not_count() -> None:
    assert believed(notice() | {"vnp_SecureHashType": "HMACSHA512", "utm_source": "x"}) == believed(notice())


@pytest.mark.parametrize(
    ("code", "status", "paid"), [("00", "00", True), ("24", "02", False), ("00", "02", False), ("07", "00", False)]
)
def test_both_codes_must_say_that_it_was_paid(code: str, status: str, paid: bool) -> None:
    assert believed(notice(vnp_ResponseCode=code, vnp_TransactionStatus=status)).paid is paid


@pytest.mark.parametrize("field", sorted(notice().keys() - {"vnp_SecureHash"}))
def test_no_field_can_be_changed_or_left_out_on_the_way(field: str) -> None:
    for told in (notice() | {field: "7"}, {name: value for name, value in notice().items() if name != field}):
        with pytest.raises(UnableToTrust) as doubt:
            believed(told)
        assert doubt.value.code == RspCode.BAD_HASH


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"vnp_TmnCode": "KHAC"}, RspCode.OTHER),
        ({"vnp_Amount": "13500050"}, RspCode.WRONG_AMOUNT),
        ({"vnp_Amount": "-1"}, RspCode.WRONG_AMOUNT),
        ({"vnp_Amount": "１３５"}, RspCode.WRONG_AMOUNT),
        ({"vnp_Amount": "nhiều"}, RspCode.WRONG_AMOUNT),
    ],
)
def test_what_is_signed_rightly_and_still_not_for_us_or_not_readable(changes: dict[str, str], code: RspCode) -> None:
    with pytest.raises(UnableToTrust) as doubt:
        believed(notice(**changes))
    assert doubt.value.code == code


def test_a_notice_without_what_matters_is_not_understood() -> None:
    told = {name: value for name, value in notice().items() if name not in ("vnp_TxnRef", "vnp_SecureHash")}
    with pytest.raises(UnableToTrust) as doubt:
        believed(told | {"vnp_SecureHash": wire.address_hash(told, secret=SECRET)})
    assert doubt.value.code == RspCode.OTHER


def test_without_a_secret_nobody_is_believed() -> None:
    told = notice()
    with pytest.raises(UnableToTrust):
        parse(told | {"vnp_SecureHash": wire.address_hash(told, secret="")}, terminal="GPLXTHU1", secret="")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (RspCode.CONFIRMED, {"RspCode": "00", "Message": "Confirm Success"}),
        (RspCode.UNKNOWN_ORDER, {"RspCode": "01", "Message": "Order not found"}),
        (RspCode.ALREADY_CONFIRMED, {"RspCode": "02", "Message": "Order already confirmed"}),
        (RspCode.WRONG_AMOUNT, {"RspCode": "04", "Message": "Invalid amount"}),
        (RspCode.BAD_HASH, {"RspCode": "97", "Message": "Invalid signature"}),
        (RspCode.OTHER, {"RspCode": "99", "Message": "Unknown error"}),
    ],
)
def test_every_answer_has_its_code_and_words(code: RspCode, said: dict[str, str]) -> None:
    assert reply(code) == said
