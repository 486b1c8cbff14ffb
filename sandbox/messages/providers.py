"""Two SMS and two e-mail providers: each sends a message id once."""

import re
from collections import deque
from dataclasses import asdict, dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.clock import Clock
from sandbox.pages import render
from sandbox.wire import read_object

KEPT = 100_000  # a drill of two thousand dossiers sends some thirty thousand
SHOWN = 200
ADDRESSES = {
    "sms": re.compile(r"(\+84|0)[0-9]{9}"),
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}"),
}


@dataclass(frozen=True)
class Sent:
    at: str
    provider: str
    id: str
    to: str
    subject: str
    text: str


class Providers:
    """`/sms`, `/sms2`, `/email`, `/email2`: the second of each is for fail-over."""

    def __init__(self, *, clock: Clock) -> None:
        self.clock = clock
        self._sent: deque[Sent] = deque(maxlen=KEPT)
        self._ids: set[tuple[str, str]] = set()

    def routes(self) -> list[Route]:
        doors = ("sms", "sms2", "email", "email2")
        return [
            *(Route(f"/{door}/send", self.send, methods=["POST"]) for door in doors),
            Route("/_sandbox/messages", self.listed),
            Route("/_sandbox/inbox", self.inbox),
        ]

    async def send(self, request: Request) -> Response:
        provider = request.url.path.split("/")[1]
        kind, sent = provider.rstrip("2"), await read_object(request)
        names = ("id", "to", "text", *(("subject",) if kind == "email" else ()))
        missing = [name for name in names if not isinstance(sent.get(name), str) or not sent[name]]
        if missing or not ADDRESSES[kind].fullmatch(sent["to"]):
            reason = f"Thiếu: {', '.join(missing)}" if missing else "Địa chỉ nhận không hợp lệ"
            return JSONResponse({"status": "refused", "reason": reason}, 422)
        if (provider, sent["id"]) in self._ids:
            return JSONResponse({"status": "already"})
        self._ids.add((provider, sent["id"]))
        subject = str(sent.get("subject", ""))
        self._sent.append(Sent(self.clock.now().isoformat(), provider, sent["id"], sent["to"], subject, sent["text"]))
        return JSONResponse({"status": "sent"})

    async def listed(self, request: Request) -> Response:
        return JSONResponse({"messages": [asdict(each) for each in self._to(request.query_params.get("to"))]})

    async def inbox(self, request: Request) -> Response:
        to = request.query_params.get("to", "").strip()
        newest = list(reversed(self._to(to or None)))[:SHOWN]
        return render("inbox.html", messages=newest, to=to)

    def _to(self, to: str | None) -> list[Sent]:
        return [each for each in self._sent if to in (None, each.to)]
