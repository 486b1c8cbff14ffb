"""What a piece of software makes of a message: whether it is rightly signed, and what it answers."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TOLERANCE = 300
PREFIX = "whsec_"
# good: as it should be · trusting: looks at no signature · slow: good after `delay` seconds · broken: 500 · doubling: refuses a repeat
VARIANTS = ("good", "trusting", "slow", "broken", "doubling")


@dataclass
class Software:
    """One department's software: how it behaves, what it knows, and what it was told."""

    variant: str = "good"
    secret: str = ""
    key: str = ""
    user: str = ""
    delay: float = 0
    told: list[dict[str, Any]] = field(default_factory=list)

    def take(self, headers: Mapping[str, str], body: bytes, *, at: float) -> int:
        """The HTTP status that it answers."""
        message = headers.get("webhook-id", "")
        right = is_right(headers, body, secret=self.secret, at=at)
        repeat = any(one["id"] == message and one["status"] < 300 for one in self.told)
        status = self._status(right=right, repeat=repeat)
        self.told.append({"id": message, "right": right, "repeat": repeat, "status": status, "body": body.decode()})
        return status

    def _status(self, *, right: bool, repeat: bool) -> int:
        if self.variant == "broken":
            return 500
        if self.variant != "trusting" and not right:
            return 401
        return 409 if repeat and self.variant == "doubling" else 200


def is_right(headers: Mapping[str, str], body: bytes, *, secret: str, at: float) -> bool:
    """Whether one of the signatures is the secret's over `id.timestamp.body`, and the moment is near."""
    message, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not stamp.isdecimal() or abs(at - int(stamp)) > TOLERANCE:
        return False
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return False
    mark = hmac.new(key, f"{message}.{stamp}.".encode() + body, hashlib.sha256).digest()
    expected = f"v1,{base64.b64encode(mark).decode()}"
    return any(hmac.compare_digest(expected, one) for one in headers.get("webhook-signature", "").split())
