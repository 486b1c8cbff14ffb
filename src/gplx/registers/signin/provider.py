"""What the portal publishes of itself: its addresses and its keys, kept for an hour."""

import time
from threading import Lock
from typing import Any

import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from msgspec import Struct

from gplx.registers.http_client import HttpClient

_KEPT = 3600.0
IN_THE_FORM = "client_secret_post"


class Metadata(Struct, frozen=True):
    """The discovery document, as far as we use it. A portal that does not say how clients prove themselves reads it in the form."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    end_session_endpoint: str = ""
    token_endpoint_auth_methods_supported: tuple[str, ...] = (IN_THE_FORM,)


class Provider:
    """Addresses and keys of the portal. Safe to share between threads."""

    def __init__(self, http: HttpClient, *, issuer: str) -> None:
        self._http = http
        self._issuer = issuer
        self._lock = Lock()
        self._metadata: Metadata | None = None
        self._keys: KeySet | None = None
        self._read_at = float("-inf")

    def metadata(self) -> Metadata:
        """Its addresses; ``TryLater`` where they cannot be had or name another issuer."""
        return self._current()[0]

    def keys(self) -> KeySet:
        """The keys with which it signs."""
        return self._current()[1]

    def fresh_keys(self) -> KeySet:
        """The keys, read anew: it may have changed them since."""
        with self._lock:
            self._read_at = float("-inf")
        return self.keys()

    def _current(self) -> tuple[Metadata, KeySet]:
        with self._lock:
            if self._metadata is None or self._keys is None or time.monotonic() > self._read_at + _KEPT:
                metadata = self._http.call("GET", ".well-known/openid-configuration", self._own)
                self._keys = self._http.call("GET", metadata.jwks_uri, _key_set)
                self._metadata, self._read_at = metadata, time.monotonic()
            return self._metadata, self._keys

    def _own(self, raw: bytes) -> Metadata:
        metadata = msgspec.json.decode(raw, type=Metadata)
        if metadata.issuer.rstrip("/") != self._issuer:
            raise ValueError("the discovery document of another issuer")
        return metadata


def _key_set(raw: bytes) -> KeySet:
    published: dict[str, Any] = msgspec.json.decode(raw, type=dict[str, Any])
    try:
        return KeySet.import_key_set({"keys": published["keys"]})
    except JoseError:
        raise ValueError("keys that are none") from None
