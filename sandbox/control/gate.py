"""The gate before every played system: it writes down each request and lets the present fault happen."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.clock import Clock
from sandbox.control.dirt import Dirt
from sandbox.control.faults import SYSTEMS, Faults
from sandbox.control.received import Inbox, Received, readable

LONGEST_WAIT = 120
MAX_BODY = 20_000_000
GARBAGE = b'<html><b>\xff\xfe loi he thong {"error_code": '

Played = tuple[Message, list[bytes]]


class Gate:
    """ASGI middleware. `tick` is the time in seconds between two bytes of a dripping answer."""

    def __init__(self, app: ASGIApp, *, faults: Faults, inbox: Inbox, clock: Clock, tick: float = 1) -> None:
        self.app, self.faults, self.inbox, self.clock, self.tick = app, faults, inbox, clock, tick
        self.dirt = Dirt()
        self._acts: dict[str, Callable[[Scope, Receive, Send], Awaitable[None]]] = {
            "500": self._fail,
            "timeout": self._hold,
            "garbage": self._garble,
            "refuse": self._refuse,
            "drip": self._drip,
            "half": self._halve,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        system = scope["path"].split("/", 2)[1] if scope["type"] == "http" else ""
        if system not in SYSTEMS:
            await self.app(scope, receive, send)
            return
        body = await _read(receive)
        fault = self.faults.strike(system)
        note = self._note(scope, system, body, fault)
        await asyncio.sleep(self.faults.of(system).delay)
        act = self._acts[fault] if fault else self._tell
        await act(scope, _replay(body, receive), _noting(note, send))

    def _note(self, scope: Scope, system: str, body: bytes, fault: str | None) -> Received:
        at, query = self.clock.now().isoformat(), scope["query_string"].decode()
        return self.inbox.add(
            Received(at, system, scope["method"], scope["path"], query, readable(body) if body else None, fault)
        )

    async def _fail(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await _answer(send, 500, b"text/plain; charset=utf-8", "Lỗi hệ thống.".encode())

    async def _garble(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await _answer(send, 200, b"application/json", GARBAGE)

    async def _hold(self, _scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await _disconnected(receive)
        except TimeoutError:
            await _answer(send, 504, b"text/plain; charset=utf-8", "Quá thời gian.".encode())

    async def _refuse(self, scope: Scope, receive: Receive, _send: Send) -> None:
        await _abort(scope, receive)

    async def _drip(self, scope: Scope, receive: Receive, send: Send) -> None:
        start, chunks = await self._play(scope, receive)
        await send(start)
        for byte in b"".join(chunks):
            await send({"type": "http.response.body", "body": bytes((byte,)), "more_body": True})
            await asyncio.sleep(self.tick)
        await send({"type": "http.response.body", "body": b""})

    async def _halve(self, scope: Scope, receive: Receive, send: Send) -> None:
        start, chunks = await self._play(scope, receive)
        body = b"".join(chunks)
        await send(start)
        await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        await _abort(scope, receive)

    async def _tell(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The true answer; in the dirty mode in other words."""
        if not self._is_dirty(scope):
            await self.app(scope, receive, send)
            return
        start, chunks = await self._play(scope, receive)
        await send(start)
        await send({"type": "http.response.body", "body": b"".join(chunks)})

    async def _play(self, scope: Scope, receive: Receive) -> Played:
        """The answer, held back."""
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, keep)
        start, chunks = messages[0], [message.get("body", b"") for message in messages[1:]]
        return self._soiled(start, b"".join(chunks)) if self._is_dirty(scope) else (start, chunks)

    def _is_dirty(self, scope: Scope) -> bool:
        """The portal's gateway writes its codes in every way by itself."""
        system = scope["path"].split("/", 2)[1]
        return system != "sync" and self.faults.of(system).dirty

    def _soiled(self, start: Message, body: bytes) -> Played:
        other = self.dirt.soil(body)
        headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
        return {**start, "headers": [*headers, (b"content-length", str(len(other)).encode())]}, [other]


async def _read(receive: Receive) -> bytes:
    body, more = b"", True
    while more and len(body) <= MAX_BODY:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body once more for the played system; after it, whatever the connection says."""
    waiting = [body]

    async def replayed() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return replayed


def _noting(note: Received, send: Send) -> Send:
    async def noted(message: Message) -> None:
        if message["type"] == "http.response.start":
            note.status = message["status"]
        await send(message)

    return noted


async def _answer(send: Send, status: int, kind: bytes, body: bytes) -> None:
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _abort(scope: Scope, receive: Receive) -> None:
    """Cut the connection and see it gone; where there is none (in-process clients), fail as a client would see it."""
    transport = scope.get("state", {}).get("transport")
    if transport is None:
        raise ConnectionResetError("The practice world closed the connection.")
    transport.abort()
    await _disconnected(receive)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
