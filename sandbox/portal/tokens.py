"""Signed tokens and their key; a new key is made at every start."""

import base64
import hashlib
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

KEY_ID = "practice-1"


class Signer:
    """RS256 with a key of its own."""

    def __init__(self) -> None:
        self._key = RSAKey.generate_key(2048, {"kid": KEY_ID, "use": "sig", "alg": "RS256"})

    def public_keys(self) -> dict[str, Any]:
        return dict(KeySet([self._key]).as_dict(private=False))

    def sign(self, claims: dict[str, Any]) -> str:
        return jwt.encode({"alg": "RS256", "kid": KEY_ID}, claims, self._key)


def half_hash(token: str) -> str:
    """The `at_hash` of OpenID Connect Core 3.1.3.6."""
    return unpadded(hashlib.sha256(token.encode()).digest()[:16])


def challenge(verifier: str) -> str:
    """The S256 code challenge of RFC 7636."""
    return unpadded(hashlib.sha256(verifier.encode()).digest())


def unpadded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
