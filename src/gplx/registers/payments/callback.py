"""What the payment platform tells us by itself: parsed, proved to come from it, and answered. Pure."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from gplx.registers.payments.wire import SUCCESS, callback_hash, reply_hash, same_hash
from gplx.registers.wire_text import moment_from_stamp, stamp, whole_dong


class ReplyCode(StrEnum):
    """Our *MaLoi* in the reply to a callback."""

    ACCEPTED = "00"
    UNKNOWN_REFERENCE = "01"
    SETTLED_OTHERWISE = "02"
    WRONG_AMOUNT = "14"
    BAD_HASH = "97"


_TEXTS = {
    ReplyCode.ACCEPTED: "Giao dịch được ghi nhận",
    ReplyCode.UNKNOWN_REFERENCE: "Không có mã tham chiếu này",
    ReplyCode.SETTLED_OTHERWISE: "Khoản này đã có kết quả khác",
    ReplyCode.WRONG_AMOUNT: "Sai số tiền, loại tiền hoặc đối tác",
    ReplyCode.BAD_HASH: "Sai mã xác thực",
}


class UnableToTrust(Exception):
    """The callback proves nothing; answer it with ``code`` and change nothing."""

    code = ReplyCode.BAD_HASH


class BadHash(UnableToTrust):
    """It was not hashed with our secret."""


class WrongPartner(UnableToTrust):
    """It is meant for another partner."""

    code = ReplyCode.WRONG_AMOUNT


class Unreadable(UnableToTrust):
    """Its hash is right, but a field says nothing that can be understood."""

    code = ReplyCode.WRONG_AMOUNT


class PlatformNotice(Struct, frozen=True):
    """A payment that the platform says is made (``paid``) or not.

    The amount, in đồng, is its word: compare it with what was asked.
    """

    reference: str
    paid: bool
    result_code: str
    amount: int
    currency: str
    transaction: str
    bank: str
    at: datetime
    description: str


def parse(body: Mapping[str, object], *, partner: str, secret: str) -> PlatformNotice:
    """The notice in a callback's JSON; raises an ``UnableToTrust`` where it must not be believed."""
    if not same_hash(body.get("MaXacThuc"), callback_hash(body, secret=secret)):
        raise BadHash("the callback was not hashed with our secret")
    if body.get("MaDoiTac") != partner:
        raise WrongPartner("the callback is for another partner")
    try:
        return _notice(body)
    except (KeyError, ValueError):
        raise Unreadable("the callback lacks a field or holds one that cannot be read") from None


def _notice(body: Mapping[str, object]) -> PlatformNotice:
    return PlatformNotice(
        reference=str(body["MaThamChieu"]),
        paid=body["MaLoi"] == SUCCESS,
        result_code=str(body["MaLoi"]),
        amount=whole_dong(body["SoTien"]),
        currency=str(body["MaTienTe"]),
        transaction=str(body["MaGiaoDich"]),
        bank=str(body["MaNganHang"]),
        at=moment_from_stamp(str(body["ThoiGianGD"])),
        description=str(body["ThongTinGiaoDich"]),
    )


def reply(code: ReplyCode, *, reference: str, partner: str, secret: str, at: datetime) -> dict[str, object]:
    """Our reply to a callback, hashed; ``at`` is now, aware."""
    message: dict[str, object] = {
        "MaLoi": code.value,
        "MoTaLoi": _TEXTS[code],
        "MaDoiTac": partner,
        "MaThamChieu": reference,
        "ThoiGianGD": stamp(at),
    }
    return message | {"MaXacThuc": reply_hash(message, secret=secret)}
