"""Departments' software over HTTP: each department a client of its own, so that one that fails is left in peace alone."""

import secrets
import time
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from typing import Any

import msgspec

from gplx.ground.clock import now, real_now
from gplx.registers.errors import Never, OutsideError, TryLater
from gplx.registers.http_client import Address, HttpClient
from gplx.registers.webhooks.port import (
    FindDestination,
    TellSoftware,
    ToldSoftware,
    TriedSoftware,
    TrySoftware,
)
from gplx.registers.webhooks.signing import signed

# What is signed longer ago than five minutes is to be refused; a stale trial is well past that.
LONG_AGO = timedelta(minutes=15)
# An answer is not read, but for the room that a polite one takes.
MOST = 64 * 1024
NEVER_OPENS = 1_000_000


@dataclass(frozen=True, kw_only=True)
class SoftwareLimits:
    """How long we bear with a department's software (seconds), how many calls at once go to one, whether only to the public network."""

    timeout: float = 5.0
    connect_timeout: float = 3.0
    rest: float = 30.0
    connections: int = 4
    public_only: bool = True


class HttpSoftware:
    """The port ``Software`` over HTTP. Address and secrets are looked up at each call, so that a change counts at once."""

    def __init__(self, limits: SoftwareLimits, *, find: FindDestination) -> None:
        self._limits, self._find = limits, find
        self._clients: dict[str, tuple[str, HttpClient]] = {}
        self._lock = Lock()

    def tell(self, ask: TellSoftware) -> ToldSoftware:
        """``POST`` the act. Where nobody listens any more that is all; a refusal may be mended there, so it is tried again."""
        to = self._find(ask.department)
        if to is None:
            return ToldSoftware(taken=False)
        body = _body("dossier.acted", _told(ask), at=ask.at.isoformat())
        client = self._client(ask.department, to.address)
        headers = signed(message_id=ask.id, body=body, secrets=to.secrets, at=real_now())
        try:
            _post(client, to.address, body, headers)
        except Never as refusal:
            raise TryLater(str(refusal)) from None
        return ToldSoftware()

    def try_out(self, ask: TrySoftware) -> TriedSoftware:
        """One call; a breaker has no part in it."""
        to = self._find(ask.department)
        keys = to.secrets if to and ask.trial != "forged" else (secrets.token_bytes(32),)
        body = _body("gplx.trial", {"department": ask.department}, at=now().isoformat())
        at = real_now() - LONG_AGO if ask.trial == "stale" else real_now()
        client = HttpClient(f"software of {ask.department}", self._place(ask.address, failures=NEVER_OPENS))
        headers = signed(message_id=ask.id, body=body, secrets=keys, at=at)
        started = time.monotonic()
        status: int | None = 200
        trouble = ""
        try:
            _post(client, ask.address, body, headers)
        except OutsideError as error:
            status, trouble = error.status, str(error)
        return TriedSoftware(status=status, milliseconds=round((time.monotonic() - started) * 1000), trouble=trouble)

    def _client(self, department: str, address: str) -> HttpClient:
        with self._lock:
            known = self._clients.get(department)
            if known is None or known[0] != address:
                known = (address, HttpClient(f"software of {department}", self._place(address)))
                self._clients[department] = known
            return known[1]

    def _place(self, address: str, *, failures: int = 5) -> Address:
        limits = self._limits
        return Address(
            url=address,
            timeout=limits.timeout,
            connect_timeout=limits.connect_timeout,
            connections=limits.connections,
            failures_before_rest=failures,
            rest=limits.rest,
            public_only=limits.public_only,
        )


def _told(ask: TellSoftware) -> dict[str, Any]:
    """Code, act, state and times; nothing of the person."""
    return {"code": ask.code, "act": ask.act, "before": ask.before, "after": ask.after, "version": ask.version}


def _body(kind: str, data: dict[str, Any], *, at: str) -> bytes:
    return msgspec.json.encode({"type": kind, "timestamp": at, "data": data})


def _post(client: HttpClient, address: str, body: bytes, headers: dict[str, str]) -> None:
    sent = {"Content-Type": "application/json", **headers}
    client.call("POST", address, lambda _raw: None, most=MOST, content=body, headers=sent)
