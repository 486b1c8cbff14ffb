"""VNPay's notice (*IPN*): parsed, proved to come from it, and answered. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from gplx.registers.payments.vnpay.wire import HASH, SUCCESS, address_hash, whole_amount
from gplx.registers.payments.wire import same_hash


class RspCode(StrEnum):
    """Our answer to a notice (*RspCode*)."""

    CONFIRMED = "00"
    UNKNOWN_ORDER = "01"
    ALREADY_CONFIRMED = "02"
    WRONG_AMOUNT = "04"
    BAD_HASH = "97"
    OTHER = "99"


_TEXTS = {
    RspCode.CONFIRMED: "Confirm Success",
    RspCode.UNKNOWN_ORDER: "Order not found",
    RspCode.ALREADY_CONFIRMED: "Order already confirmed",
    RspCode.WRONG_AMOUNT: "Invalid amount",
    RspCode.BAD_HASH: "Invalid signature",
    RspCode.OTHER: "Unknown error",
}


class UnableToTrust(Exception):
    """The notice proves nothing; answer it with ``code`` and change nothing."""

    def __init__(self, code: RspCode) -> None:
        super().__init__(_TEXTS[code])
        self.code = code


class VnpayNotice(Struct, frozen=True):
    """A payment that the gateway says is made (``paid``) or not; the amount, in đồng, is its word."""

    reference: str
    paid: bool
    amount: int
    transaction: str


def parse(told: Mapping[str, str], *, terminal: str, secret: str) -> VnpayNotice:
    """The notice in an address's parameters; raises ``UnableToTrust`` where it must not be believed."""
    if not secret or not same_hash(told.get(HASH), address_hash(told, secret=secret)):
        raise UnableToTrust(RspCode.BAD_HASH)
    if told.get("vnp_TmnCode") != terminal:
        raise UnableToTrust(RspCode.OTHER)
    try:
        amount = whole_amount(told["vnp_Amount"])
        success = (told["vnp_ResponseCode"], told.get("vnp_TransactionStatus") or SUCCESS)
        return VnpayNotice(
            reference=told["vnp_TxnRef"],
            paid=success == (SUCCESS, SUCCESS),
            amount=amount,
            transaction=told.get("vnp_TransactionNo") or "",
        )
    except ValueError:
        raise UnableToTrust(RspCode.WRONG_AMOUNT) from None
    except KeyError:
        raise UnableToTrust(RspCode.OTHER) from None


def reply(code: RspCode) -> dict[str, str]:
    """What VNPay reads."""
    return {"RspCode": code.value, "Message": _TEXTS[code]}
