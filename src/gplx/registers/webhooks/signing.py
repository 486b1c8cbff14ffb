"""Messages signed as Standard Webhooks has it: HMAC-SHA256 over ``id.timestamp.body``, in base64, one signature for each secret."""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime

PREFIX = "whsec_"


def written(secret: bytes) -> str:
    """A secret as it is given to the department: ``whsec_`` and base64."""
    return PREFIX + b64encode(secret).decode()


def signed(*, message_id: str, body: bytes, secrets: Iterable[bytes], at: datetime) -> dict[str, str]:
    """The three headers of a message that is sent at a moment."""
    stamp = str(int(at.timestamp()))
    content = f"{message_id}.{stamp}.".encode() + body
    marks = (b64encode(hmac.digest(secret, content, hashlib.sha256)).decode() for secret in secrets)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(f"v1,{mark}" for mark in marks),
    }
