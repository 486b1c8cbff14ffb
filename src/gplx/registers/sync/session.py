"""One session with the portal for the whole process, opened when needed and opened anew when the portal has
forgotten it.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from msgspec import Struct

from gplx.ground.names import composed
from gplx.registers.errors import Never, TryLater
from gplx.registers.faults import Rejected
from gplx.registers.http_client import Address, HttpClient, as_is

# 401 and 403 are how a gateway in front of the portal says that a session has ended.
_NOT_LET_IN = (401, 403)


@dataclass(frozen=True, kw_only=True)
class SyncAddress(Address):
    """The portal, our account there, and how it is spoken to.

    ``adapter``: "" where ``url`` is the portal itself; *XrdAdapter* or *VXPAdapter* where ``url`` is our security
    server, which forwards to ``provider_url``. ``generation``: 2 sends the fields of 2022 as well. ``session_life``
    is in seconds. ``files_url`` is where the portal finds us when it fetches files; ``components`` are its codes for their kinds.
    ``inbound_token`` is what it shows when it files a dossier here (none: it may not); ``inbound_hosts`` are where its files may be
    fetched from (none: its own host).
    """

    username: str
    password: str = field(repr=False)
    agency_code: str
    member_code: str
    adapter: str = ""
    provider_url: str = ""
    generation: int = 2
    session_life: float = 600.0
    login_path: str = "mapi/login"
    call_path: str = "mapi/g"
    files_url: str = ""
    inbound_token: str = field(default="", repr=False)
    inbound_hosts: tuple[str, ...] = ()
    components: Mapping[str, str] = field(default_factory=dict)


def means_ok(error_code: int | str) -> bool:
    """The portal's word for success comes as a number, as "0" or as "00"."""
    return str(error_code).strip() in ("0", "00")


class Reply(Struct, frozen=True):
    """What every operation is answered with."""

    error_code: int | str
    message: str | None = None
    result: Any = None

    @property
    def says_it_exists(self) -> bool:
        """Whether it says *đã tồn tại*: it came before. The text counts, whatever the code."""
        return "đã tồn tại" in composed(self.message or "").casefold()

    @property
    def is_ok(self) -> bool:
        """Whether it took what it was told."""
        return means_ok(self.error_code)


class _LoginReply(Struct, frozen=True):
    error_code: int | str
    session: str | None = None


class PortalSession:
    """Calls operations by name; keeps the session. Safe to share between threads."""

    def __init__(self, register: str, address: SyncAddress) -> None:
        self._register = register
        self._at = address
        self._http = HttpClient(register, address)
        self._lock = Lock()
        self._session = ""
        self._ends = 0.0

    def call(self, service: str, fields: Mapping[str, object]) -> Reply:
        """The reply to an operation: one that is ok, or one that says that it came before.

        No code for an expired session is known: whatever is refused under a session that was opened earlier is asked
        once more under a new one. Raises ``Never`` with the portal's code if it is refused then.
        """
        session, is_new = self._current()
        reply = self._send(session, service, fields)
        if not _is_settled(reply) and not is_new:
            reply = self._send(self._opened_instead_of(session), service, fields)
        if reply is None:
            raise TryLater(f"{self._register} does not accept the session that it has just opened")
        if not _is_settled(reply):
            raise Never(f"{self._register} refused {service} with code {reply.error_code}")
        return reply

    def _send(self, session: str, service: str, fields: Mapping[str, object]) -> Reply | None:
        body = {"session": session, "madonvi": self._at.agency_code, "service": service, **fields}
        try:
            return self._http.ask(
                self._path(self._at.call_path), body, shape=Reply, read=as_is, headers=self._headers()
            )
        except Rejected as rejected:
            if rejected.status in _NOT_LET_IN:
                return None
            raise

    def _current(self) -> tuple[str, bool]:
        with self._lock:
            if time.monotonic() < self._ends:
                return self._session, False
            return self._open(), True

    def _opened_instead_of(self, session: str) -> str:
        with self._lock:
            # Another thread may have opened one already.
            return self._open() if self._session == session else self._session

    def _open(self) -> str:
        self._ends = 0.0
        reply = self._login()
        if not means_ok(reply.error_code) or not reply.session:
            raise TryLater(f"{self._register} does not let us in: check the account in the settings")
        # Renewed a little early, so that none ends on its way.
        self._session, self._ends = reply.session, time.monotonic() + 0.9 * self._at.session_life
        return self._session

    def _login(self) -> _LoginReply:
        account = {"username": self._at.username, "password": self._at.password}
        try:
            return self._http.ask(
                self._path(self._at.login_path), account, shape=_LoginReply, read=as_is, headers=self._headers()
            )
        except Rejected as rejected:
            raise TryLater(f"{self._register} does not let us in (HTTP {rejected.status})") from None

    def _headers(self) -> dict[str, str]:
        return {"Charset": "utf-8", "dstcode": self._at.member_code}

    def _path(self, path: str) -> str:
        if not self._at.adapter:
            return path
        return forwarded(self._at.adapter, path, member_code=self._at.member_code, provider_url=self._at.provider_url)


def forwarded(adapter: str, path: str, *, member_code: str, provider_url: str) -> str:
    """The path of a call that a security server forwards: the shape is the same for *XrdAdapter* and *VXPAdapter*."""
    return f"{adapter}/RestService/forward/{path}?dstcode={member_code}&providerurl={provider_url}"


def _is_settled(reply: Reply | None) -> bool:
    return reply is not None and (reply.is_ok or reply.says_it_exists)
