"""What is asked of the sign-in page, and the codes and tokens given for it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.datastructures import FormData, QueryParams

from sandbox.wire import web_host

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LOAS = ("LoA1", "LoA2", "LoA3")
CODE_LIFE = timedelta(minutes=5)
TOKEN_LIFE = timedelta(hours=1)
FIELDS = (
    "response_type", "client_id", "redirect_uri", "scope", "state", "nonce",
    "code_challenge", "code_challenge_method", "acr_values",
)  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """One authorisation request, as the client sent it."""

    response_type: str
    client_id: str
    redirect_uri: str
    scope: str
    state: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    acr_values: str

    @classmethod
    def read(cls, sent: QueryParams | FormData) -> "Ask":
        return cls(*(str(sent.get(name, "")) for name in FIELDS))

    @property
    def level(self) -> str:
        """The first level of assurance asked for that is known here."""
        return next((each for each in self.acr_values.split() if each in LOAS), LOAS[0])

    def trusted(self, *, client_id: str, hosts: tuple[str, ...]) -> bool:
        """Whether the client is known and the browser may be sent back to its address."""
        return self.client_id == client_id and web_host(address=self.redirect_uri) in hosts

    def fault(self) -> str | None:
        """The OAuth error in the request, or None."""
        if self.response_type != "code":
            return "unsupported_response_type"
        if "openid" not in self.scope.split():
            return "invalid_scope"
        if self.code_challenge_method != "S256" or not self.code_challenge:
            return "invalid_request"
        return None


@dataclass(frozen=True)
class Grant:
    ask: Ask
    number: str
    signed_in: datetime
    ends: datetime


class Grants:
    """Codes that work once and for five minutes; tokens for an hour."""

    def __init__(self) -> None:
        self._codes: dict[str, Grant] = {}
        self._tokens: dict[str, Grant] = {}

    def code(self, *, ask: Ask, number: str, now: datetime) -> str:
        code = secrets.token_urlsafe(24)
        self._codes[code] = Grant(ask, number, now, now + CODE_LIFE)
        return code

    def redeem(self, *, code: str, now: datetime) -> Grant | None:
        grant = self._codes.pop(code, None)
        return grant if grant and now < grant.ends else None

    def token(self, *, grant: Grant, now: datetime) -> str:
        token = secrets.token_urlsafe(32)
        self._tokens = {known: each for known, each in self._tokens.items() if now < each.ends}
        self._tokens[token] = Grant(grant.ask, grant.number, grant.signed_in, now + TOKEN_LIFE)
        return token

    def holder(self, *, token: str, now: datetime) -> str | None:
        grant = self._tokens.get(token)
        return grant.number if grant and now < grant.ends else None

    def revoke(self, *, token: str) -> None:
        self._tokens.pop(token, None)
