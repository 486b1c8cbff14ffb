"""The hashes that systems put into messages, computed when a record is read, and written here apart from the adapters."""

import hashlib
import hmac
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote_plus

SECRET = "practice-secret"
Body = dict[str, Any]
# What a record says of its hash: the scheme, the fields that it is ``over``, and those of each of its ``rows``.
How = dict[str, Any]


def hashed(body: Body, how: How | None) -> Body:
    """The message with its hash; as it is where it has none."""
    if how is None:
        return body
    name, made = _SCHEMES[how["scheme"]]
    return body | {name: made(body, how)}


def _platform(body: Body, how: How) -> str:
    return hashlib.sha256("|".join([*_values(body, how["over"]), SECRET]).encode()).hexdigest()


def _vnpay(body: Body, how: How) -> str:
    rows = how.get("rows", {})
    of_rows = [value for name, fields in rows.items() for row in body[name] for value in _values(row, fields)]
    return _hmac("|".join([*_values(body, how["over"]), *of_rows]))


def _vnpay_address(body: Body, _how: How) -> str:
    """Over the address itself: names in order, encoded, those without a value left out."""
    return _hmac("&".join(f"{quote_plus(name)}={quote_plus(body[name])}" for name in sorted(body) if body[name]))


def _values(body: Body, names: Iterable[str]) -> list[str]:
    return ["" if body.get(name) is None else str(body[name]) for name in names]


def _hmac(text: str) -> str:
    return hmac.new(SECRET.encode(), text.encode(), hashlib.sha512).hexdigest()


_SCHEMES: dict[str, tuple[str, Callable[[Body, How], str]]] = {
    "platform": ("MaXacThuc", _platform),
    "vnpay": ("vnp_SecureHash", _vnpay),
    "vnpay address": ("vnp_SecureHash", _vnpay_address),
}
