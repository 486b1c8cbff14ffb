from datetime import datetime

import pytest

from gplx.ground.clock import HANOI
from gplx.registers.payments import wire
from gplx.registers.payments.callback import (
    BadHash,
    PlatformNotice,
    ReplyCode,
    UnableToTrust,
    Unreadable,
    WrongPartner,
    parse,
    reply,
)

SECRET = "practice-secret"
# Hashes computed with sha256sum over the joined text.
CALLBACK = {
    "LoaiBanTin": "CONFIRM",
    "MaLoi": "00",
    "MaDoiTac": "GPLX",
    "MaThamChieu": "dvc0000099H262109270001",
    "SoTien": 135000,
    "MaTienTe": "VND",
    "MaGiaoDich": "TX0001",
    "MaNganHang": "PRACTICEBANK",
    "ThoiGianGD": "20210927143210",
    "ThongTinGiaoDich": "THANH TOAN HO SO 000.00.99.H26-210927-0001",
    "MaXacThuc": "5ac45d58720d07643d7d4b74142433473b5256ceb9137500d8d237671edb1082",
}


def signed(**changes: object) -> dict[str, object]:
    body = CALLBACK | changes
    return body | {"MaXacThuc": wire.callback_hash(body, secret=SECRET)}


def notice(body: dict[str, object]) -> PlatformNotice:
    return parse(body, partner="GPLX", secret=SECRET)


def test_a_callback_hashed_with_our_secret_is_believed():
    assert notice(CALLBACK) == PlatformNotice(
        reference="dvc0000099H262109270001",
        paid=True,
        result_code="00",
        amount=135_000,
        currency="VND",
        transaction="TX0001",
        bank="PRACTICEBANK",
        at=datetime(2021, 9, 27, 14, 32, 10, tzinfo=HANOI),
        description="THANH TOAN HO SO 000.00.99.H26-210927-0001",
    )


@pytest.mark.parametrize(
    "body", [CALLBACK | {"SoTien": "135000"}, CALLBACK | {"MaXacThuc": CALLBACK["MaXacThuc"].upper()}]
)
def test_an_amount_as_text_and_a_hash_in_capitals_are_the_same(body):
    assert notice(body) == notice(CALLBACK)


@pytest.mark.parametrize("code", ["01", "99", "0", ""])
def test_only_00_is_paid(code: str):
    assert notice(signed(MaLoi=code)).paid is False


@pytest.mark.parametrize("field", [name for name in CALLBACK if name != "MaXacThuc"])
def test_no_field_can_be_changed_or_left_out_on_the_way(field: str):
    for body in (CALLBACK | {field: "7"}, {name: value for name, value in CALLBACK.items() if name != field}):
        with pytest.raises(BadHash) as caught:
            notice(body)
        assert caught.value.code == "97"


@pytest.mark.parametrize("said", [None, "", 0, "é", "0" * 64])
def test_a_hash_that_is_none(said):
    with pytest.raises(BadHash):
        notice(CALLBACK | {"MaXacThuc": said})


@pytest.mark.parametrize(
    ("changes", "error", "code"),
    [
        ({"MaDoiTac": "OTHER"}, WrongPartner, "14"),
        ({"SoTien": "135000.50"}, Unreadable, "14"),
        ({"SoTien": None}, Unreadable, "14"),
        ({"ThoiGianGD": "20210927023210PM"}, Unreadable, "14"),
    ],
)
def test_what_is_hashed_rightly_but_is_not_for_us_or_not_readable(changes, error, code):
    with pytest.raises(error) as caught:
        notice(signed(**changes))

    assert isinstance(caught.value, UnableToTrust)
    assert caught.value.code == code
    assert "dvc" not in str(caught.value)


def test_the_reply_is_hashed_with_our_own_hash_not_theirs():
    at = datetime(2021, 9, 27, 14, 32, 11, tzinfo=HANOI)

    said = reply(ReplyCode.ACCEPTED, reference="dvc0000099H262109270001", partner="GPLX", secret=SECRET, at=at)

    assert said == {
        "MaLoi": "00",
        "MoTaLoi": "Giao dịch được ghi nhận",
        "MaDoiTac": "GPLX",
        "MaThamChieu": "dvc0000099H262109270001",
        "ThoiGianGD": "20210927143211",
        "MaXacThuc": "09894ff026bed6e236d1f3a3d3af150f246fe4217bad61e072906ab18931450e",
    }


@pytest.mark.parametrize(
    ("code", "wire_code"),
    [
        (ReplyCode.ACCEPTED, "00"),
        (ReplyCode.UNKNOWN_REFERENCE, "01"),
        (ReplyCode.SETTLED_OTHERWISE, "02"),
        (ReplyCode.WRONG_AMOUNT, "14"),
        (ReplyCode.BAD_HASH, "97"),
    ],
)
def test_every_reply_has_its_code_and_a_text(code: ReplyCode, wire_code: str):
    said = reply(code, reference="r", partner="GPLX", secret=SECRET, at=datetime(2021, 9, 27, tzinfo=HANOI))

    assert said["MaLoi"] == wire_code
    assert len(said["MoTaLoi"]) > 10
    assert said["MaXacThuc"] == wire.reply_hash(said, secret=SECRET)
