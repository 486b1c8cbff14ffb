"""A small outside world on loopback: it answers what a test tells it to, well or badly, and keeps what it was asked."""

import json
import socket
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Semaphore, Thread
from typing import Any


@dataclass(frozen=True)
class Answer:
    """One answer.

    ``drip``: a byte at a time; ``drip_head``: already the headers; ``half``: it promises more than it sends.
    """

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: bool = False
    drip_head: bool = False
    half: bool = False
    hang: bool = False

    @property
    def raw(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body, ensure_ascii=False).encode()


@dataclass(frozen=True)
class Asked:
    """One call as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.raw)


class Outside:
    """Where the world is, what it will answer, what it was asked."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/base"
        self.answers: deque[Answer] = deque()
        self.asked: list[Asked] = []
        self.over = Event()
        self.arrived = Semaphore(0)

    def will_answer(self, *answers: Any) -> None:
        self.answers.extend(each if isinstance(each, Answer) else Answer(each) for each in answers)

    def bodies(self) -> list[Any]:
        return [asked.json for asked in self.asked]


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_GET(self) -> None:
        self._play()

    def do_POST(self) -> None:
        self._play()

    def log_message(self, format: str, *args: Any) -> None:
        """Silence: the test looks at ``Outside.asked``."""

    def _play(self) -> None:
        world = self.server.world
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        world.asked.append(Asked(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, raw))
        world.arrived.release()
        answer = world.answers.popleft() if world.answers else Answer(b"nothing more was to be asked", status=599)
        if answer.hang:
            world.over.wait(30)
            return
        head, body = _message(answer)
        self._send(head, dripping=answer.drip_head)
        self._send(body, dripping=answer.drip)

    def _send(self, data: bytes, *, dripping: bool) -> None:
        step = 1 if dripping else max(1, len(data))
        for start in range(0, len(data), step):
            try:
                self.wfile.write(data[start : start + step])
            except OSError:
                return
            if dripping and self.server.world.over.wait(0.02):
                return


def _message(answer: Answer) -> tuple[bytes, bytes]:
    raw = answer.raw
    headers = {"Content-Type": "application/json", "Connection": "close"} | answer.headers
    headers["Content-Length"] = str(len(raw) + (10 if answer.half else 0))
    lines = [f"HTTP/1.1 {answer.status} X", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode(), raw


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    world: Outside


@contextmanager
def a_world() -> Iterator[Outside]:
    """A running world, gone at the end."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.world = Outside(server.server_address[1])
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.world
    finally:
        server.world.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
