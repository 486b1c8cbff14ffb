"""VNPay's messages: ``vnp_*`` in the order of their names, URL-encoded, HMAC-SHA512; amounts in hundredths of a đồng."""

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote_plus

VERSION, SUCCESS = "2.1.0", "00"
HUNDREDTHS = 100
HASH, HASH_TYPE = "vnp_SecureHash", "vnp_SecureHashType"

# A question and its answer are hashed over these values in this order, joined by ``|``.
QUERY_FIELDS = (
    "vnp_RequestId",
    "vnp_Version",
    "vnp_Command",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_TransactionDate",
    "vnp_CreateDate",
    "vnp_IpAddr",
    "vnp_OrderInfo",
)
STATE_FIELDS = (
    "vnp_ResponseId",
    "vnp_Command",
    "vnp_ResponseCode",
    "vnp_Message",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_BankCode",
    "vnp_PayDate",
    "vnp_TransactionNo",
    "vnp_TransactionType",
    "vnp_TransactionStatus",
    "vnp_OrderInfo",
    "vnp_PromotionCode",
    "vnp_PromotionAmount",
)


def encoded(message: Mapping[str, str]) -> str:
    """The parameters that count, in the order of their names, URL-encoded; the hash itself and empty ones do not count."""
    counting = sorted((name, value) for name, value in message.items() if name.startswith("vnp_") and value != "")
    return "&".join(
        f"{quote_plus(name)}={quote_plus(value)}" for name, value in counting if name not in (HASH, HASH_TYPE)
    )


def address_hash(message: Mapping[str, str], *, secret: str) -> str:
    """The hash of an address: of the page to pay on, of a notice, of the return."""
    return _hmac(encoded(message), secret)


def fields_hash(message: Mapping[str, object], fields: tuple[str, ...], *, secret: str) -> str:
    """The hash of a question or its answer."""
    return _hmac("|".join("" if message.get(name) is None else str(message[name]) for name in fields), secret)


def _hmac(text: str, secret: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()


def whole_amount(text: str) -> int:
    """``13500000`` to 135,000 đồng; ``ValueError`` for anything but whole đồng."""
    if not (text.isascii() and text.isdecimal()):
        raise ValueError("an amount that is no number")
    amount, rest = divmod(int(text), HUNDREDTHS)
    if rest:
        raise ValueError("an amount with a part of a đồng")
    return amount
