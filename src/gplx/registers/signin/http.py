"""Sign-in over HTTP: authorization code with PKCE, a signed state, a nonce, and an id_token that is verified
before anything is believed.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus, urlencode

import msgspec
from django.core.signing import BadSignature, TimestampSigner
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.util import urlsafe_b64encode
from msgspec import Struct

from gplx.ground.clock import now, real_now
from gplx.registers.errors import OutsideError
from gplx.registers.faults import Rejected
from gplx.registers.http_client import Address, HttpClient
from gplx.registers.signin.claims import citizen
from gplx.registers.signin.port import CitizenClaims, Transaction, UnableToSignIn
from gplx.registers.signin.provider import IN_THE_FORM, Provider

_LONGEST_VISIT = 900
_LEEWAY = 60
_NOT_THIS_METHOD = 405


@dataclass(frozen=True, kw_only=True)
class SignInAddress(Address):
    """The portal (``url`` is its issuer), our client there, and the key with which we sign the state (32
    characters or more).
    """

    client_id: str
    client_secret: str = field(repr=False)
    state_key: str = field(repr=False)
    level: str = "LoA1"


class _Tokens(Struct, frozen=True):
    access_token: str
    id_token: str


class HttpSignIn:
    """The port ``SignIn`` over HTTP. ``clock`` is the business clock; the portal's tokens live on it, or on the real one."""

    def __init__(self, address: SignInAddress, *, clock: Callable[[], datetime] = now) -> None:
        self._at = address
        self._clock = clock
        self._http = HttpClient("portal", address)
        self._provider = Provider(self._http, issuer=address.url.rstrip("/"))

    def begin(self, *, redirect_uri: str, next: str) -> tuple[str, Transaction]:
        """Where to send the visitor, and what to keep meanwhile."""
        with _outside_named():
            endpoint = self._provider.metadata().authorization_endpoint
        transaction = Transaction(
            state=self._signer().sign(secrets.token_urlsafe(16)),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(64),
            redirect_uri=redirect_uri,
            next=next,
        )
        return f"{endpoint}?{urlencode(self._request(transaction))}", transaction

    def finish(self, *, transaction: Transaction, answer: Mapping[str, Any]) -> CitizenClaims:
        """Who came back."""
        self._check_state(transaction, answer.get("state") or "")
        if answer.get("error"):
            raise UnableToSignIn(*_refusal(answer["error"]))
        with _outside_named():
            tokens = self._tokens(transaction, answer.get("code") or "")
            subject = self._verified(tokens.id_token, transaction.nonce)["sub"]
            claims = self._userinfo(tokens.access_token)
            if not hmac.compare_digest(str(claims.get("sub")).encode(), subject.encode()):
                raise UnableToSignIn("untrusted", "token and userinfo speak of two people")
            return msgspec.structs.replace(citizen(claims), proof=tokens.id_token)

    def leave(self, *, proof: str, back: str) -> str:
        """Where to sign out at the portal (*RP-initiated logout*); one that offers none is as good as down."""
        with _outside_named():
            endpoint = self._provider.metadata().end_session_endpoint
        if not endpoint:
            raise UnableToSignIn("unavailable", "the portal offers no way to sign out")
        return f"{endpoint}?{urlencode({'id_token_hint': proof, 'post_logout_redirect_uri': back})}"

    def _signer(self) -> TimestampSigner:
        return TimestampSigner(key=self._at.state_key, salt="gplx.signin.state", fallback_keys=[])

    def _request(self, transaction: Transaction) -> dict[str, str]:
        return {
            "response_type": "code",
            "client_id": self._at.client_id,
            "redirect_uri": transaction.redirect_uri,
            "scope": "openid",
            "acr_values": self._at.level,
            "state": transaction.state,
            "nonce": transaction.nonce,
            "code_challenge": _challenge(transaction.verifier),
            "code_challenge_method": "S256",
        }

    def _check_state(self, transaction: Transaction, state: str) -> None:
        if not hmac.compare_digest(state.encode(), transaction.state.encode()):
            raise UnableToSignIn("stale", "the state is not that of this visit")
        try:
            self._signer().unsign(state, max_age=_LONGEST_VISIT)
        except BadSignature:
            raise UnableToSignIn("stale", "the state is not ours or too old") from None

    def _tokens(self, transaction: Transaction, code: str) -> _Tokens:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": transaction.redirect_uri,
            "client_id": self._at.client_id,
            "code_verifier": transaction.verifier,
        }
        proof: dict[str, Any] = {"data": form | {"client_secret": self._at.client_secret}}
        if IN_THE_FORM not in self._provider.metadata().token_endpoint_auth_methods_supported:
            proof = {"data": form, "auth": (quote_plus(self._at.client_id), quote_plus(self._at.client_secret))}
        endpoint = self._provider.metadata().token_endpoint
        return self._http.call("POST", endpoint, lambda raw: msgspec.json.decode(raw, type=_Tokens), **proof)

    def _verified(self, id_token: str, nonce: str) -> dict[str, Any]:
        try:
            claims = self._signed(id_token)
            self._check_claims(claims, nonce)
        except (JoseError, ValueError) as error:
            raise UnableToSignIn("untrusted", f"the id_token fails: {type(error).__name__}") from None
        return claims

    def _signed(self, id_token: str) -> dict[str, Any]:
        try:
            return jwt.decode(id_token, self._provider.keys(), algorithms=["RS256"]).claims
        except (InvalidKeyIdError, BadSignatureError):
            return jwt.decode(id_token, self._provider.fresh_keys(), algorithms=["RS256"]).claims

    def _check_claims(self, claims: dict[str, Any], nonce: str) -> None:
        try:
            self._expected(nonce, self._clock()).validate(claims)
        except JoseError:
            # While GPLX practises another day, a portal that does not stamps its tokens with the real one.
            self._expected(nonce, real_now()).validate(claims)

    def _expected(self, nonce: str, at: datetime) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(at.timestamp()),
            leeway=_LEEWAY,
            iss={"essential": True, "value": self._provider.metadata().issuer},
            aud={"essential": True, "value": self._at.client_id},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
            exp={"essential": True},
            iat={"essential": True},
        )

    def _userinfo(self, access_token: str) -> dict[str, Any]:
        endpoint = self._provider.metadata().userinfo_endpoint
        bearer = {"Authorization": f"Bearer {access_token}"}

        def ask(method: str) -> dict[str, Any]:
            return self._http.call(
                method, endpoint, lambda raw: msgspec.json.decode(raw, type=dict[str, Any]), headers=bearer
            )

        try:
            return ask("POST")
        except Rejected as rejected:
            if rejected.status != _NOT_THIS_METHOD:
                raise
            return ask("GET")


def _challenge(verifier: str) -> str:
    """PKCE, method S256."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode()


def _refusal(error: str) -> tuple[Any, str]:
    return ("cancelled", "the visitor said no") if error == "access_denied" else ("unavailable", "the portal refused")


@contextmanager
def _outside_named() -> Iterator[None]:
    try:
        yield
    except OutsideError as error:
        raise UnableToSignIn("unavailable", str(error)) from error
