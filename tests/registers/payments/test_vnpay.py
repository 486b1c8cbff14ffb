"""VNPay's scheme, beside what was recorded of it: the page is the same each time, and no notice is believed that was touched."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from gplx.ground.clock import HANOI
from gplx.registers.errors import Never
from gplx.registers.payments.vnpay import wire
from gplx.registers.payments.vnpay.http import VnpayAddress, VnpayGateway
from gplx.registers.payments.vnpay.notice import RspCode, UnableToTrust, VnpayNotice, parse
from tests.registers.test_payments import INIT, REFERENCE

ASKED = datetime(2021, 9, 27, 14, 30, 0, tzinfo=HANOI)
NOW = ASKED + timedelta(minutes=5)
SECRET = "practice-secret"
WANTED = msgspec.structs.replace(INIT, reference=REFERENCE, asked_at=ASKED)


def sealed(text: str) -> str:
    return hmac.new(SECRET.encode(), text.encode(), hashlib.sha512).hexdigest()


def gateway(**told: Any) -> VnpayGateway:
    account = {"terminal": "GPLXTHU1", "secret": SECRET, "return_url": "https://gplx.example.vn/thanh-toan/ket-qua"}
    address = VnpayAddress(**{"url": "https://pay.example.vn/base"} | account | told)
    return VnpayGateway(address, clock=lambda: NOW)


def test_the_same_payment_has_the_same_page_whenever_it_is_made() -> None:
    later = VnpayGateway(gateway()._at, clock=lambda: NOW + timedelta(hours=2))  # the account is what the test looks at
    assert later.initiate(WANTED) == gateway().initiate(WANTED)


def test_the_page_fits_where_it_is_kept() -> None:
    assert len(gateway(return_url="https://" + "x" * 150).initiate(WANTED).url) < 1200


@pytest.mark.parametrize(("missing", "name"), [("ip", "GPLX_PAYMENTS_IP"), ("url", "GPLX_VNPAY_URL")])
def test_without_an_address_of_the_house_or_the_gateway_no_page_is_made(missing: str, name: str) -> None:
    with pytest.raises(Never, match=name):
        gateway(**{missing: ""}).initiate(WANTED)


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


def test_the_hash_is_of_the_encoded_text_and_may_be_in_capitals() -> None:
    told = notice()
    by_hand = "vnp_Amount=13500000&vnp_BankCode=NCB&vnp_OrderInfo=THANH+TOAN+HO+SO+1&vnp_PayDate=20210927143210"
    rest = "&vnp_ResponseCode=00&vnp_TmnCode=GPLXTHU1&vnp_TransactionNo=14000001&vnp_TransactionStatus=00"
    assert told["vnp_SecureHash"] == sealed(f"{by_hand}{rest}&vnp_TxnRef={REFERENCE}")
    assert believed(told | {"vnp_SecureHash": told["vnp_SecureHash"].upper()}) == believed(told)


@pytest.mark.parametrize("field", sorted(notice().keys() - {"vnp_SecureHash"}))
def test_no_field_can_be_changed_or_left_out_on_the_way(field: str) -> None:
    for told in (notice() | {field: "7"}, {name: value for name, value in notice().items() if name != field}):
        with pytest.raises(UnableToTrust) as doubt:
            believed(told)
        assert doubt.value.code == RspCode.BAD_HASH


def test_without_a_secret_nobody_is_believed() -> None:
    told = notice()
    with pytest.raises(UnableToTrust):
        parse(told | {"vnp_SecureHash": wire.address_hash(told, secret="")}, terminal="GPLXTHU1", secret="")
