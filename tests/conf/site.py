"""A tiny site on loopback whose pages a test writes by hand; it keeps what it was sent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Sent:
    """One request as it came in."""

    method: str
    address: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What the form said, in its order: of a GET form from the address, else from the body."""
        said = urlsplit(self.address).query if self.method == "GET" else self.body.decode()
        return parse_qsl(said, keep_blank_values=True)


@dataclass(frozen=True)
class Answer:
    """A page of the site, or where it leads on to."""

    html: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Page = Callable[[Sent], Answer]


def leads_to(address: str, *, status: int = 302) -> Answer:
    """A redirect."""
    return Answer(status=status, headers={"Location": address})


@dataclass
class Site:
    """Where it is, its pages by path (a function answers anew each time), and what it was sent."""

    url: str
    pages: dict[str, Answer | Page] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)

    def answer(self, sent: Sent) -> Answer:
        self.sent.append(sent)
        page = self.pages.get(sent.path, Answer("<h1>Không có trang này</h1>", status=404))
        return page if isinstance(page, Answer) else page(sent)

    def shows(self, path: str, *versions: str) -> None:
        """Have a page say one thing after another, the last for good."""
        left = list(versions)
        self.pages[path] = lambda _sent: Answer(left.pop(0) if len(left) > 1 else left[0])


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.site.answer(Sent(self.command, self.path, headers, body))
        raw = answer.html.encode()
        self.send_response(answer.status)
        told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(raw))} | answer.headers
        for name, value in told.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:
        """Silence: a test looks at ``Site.sent``."""


@contextmanager
def a_site() -> Iterator[Site]:
    """A running site, gone at the end."""
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    site = handler.site = Site(f"http://127.0.0.1:{server.server_address[1]}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
