"""Programs side by side: each answers, none ends unnoticed, and none outlives the launcher."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gplx.conf.checkout.places import UnableToStart
from gplx.conf.processes import parts, ports, running
from gplx.conf.processes.running import ProcessEnded, Program, Running, together

pytestmark = pytest.mark.stack
ROOT = Path(__file__).parents[2]
SERVER = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(sys.argv[2])); self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
# A parent with a child, both holding the pipe at argv[1] open: its end comes when both are gone.
FAMILY = """
import os, signal, sys
if len(sys.argv) > 2: signal.signal(signal.SIGTERM, signal.SIG_IGN)
pipe = os.open(sys.argv[1], os.O_WRONLY)
os.fork()
os.write(pipe, b"x")
signal.pause()
"""
LAUNCHER = """
import signal, sys
from pathlib import Path
from gplx.conf.processes.running import Program, together
with together(Path(sys.argv[1])) as found:
    found.start([Program("family", [sys.executable, *sys.argv[2:]], {})])
    signal.pause()
"""


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Running]:
    with together(tmp_path / "logs") as found:
        yield found


def python(name: str, code: str, *arguments: object, answers_at: str | None = None) -> Program:
    return Program(name, [sys.executable, "-c", code, *map(str, arguments)], dict(os.environ), answers_at=answers_at)


def server(status: int) -> Program:
    port = ports.preferably(0)("127.0.0.1")
    return python("web", SERVER, port, status, answers_at=f"http://127.0.0.1:{port}/healthz/live")


def test_waits_until_it_answers_whatever_the_proxy(found: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    web = server(200)
    found.start([web])
    found.wait_for([web])
    assert os.getpgid(found.processes["web"]) == found.processes["web"]


def test_an_answer_that_is_not_well_does_not_count(found: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PATIENCE", 0.5)
    web = server(503)
    found.start([web])
    with pytest.raises(UnableToStart, match="web did not answer"):
        found.wait_for([web])


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("print('first\\nno such table'); raise SystemExit(3)", r"exit code 3\).*worker\.log:\nfirst\nno such table$"),
        ("import os; os.kill(os.getpid(), 9)", r"signal 9\)"),
    ],
)
def test_an_end_that_nobody_asked_for_is_told_with_the_log(found: Running, code: str, how: str) -> None:
    found.start([python("worker", code)])
    with pytest.raises(ProcessEnded, match=f"worker ended by itself \\({how}"):
        found.watch()


def test_waiting_for_one_notices_the_end_of_another(found: Running) -> None:
    web = server(503)
    found.start([python("sandbox", "raise SystemExit(1)")])
    found.start([web])
    with pytest.raises(ProcessEnded, match="sandbox ended by itself"):
        found.wait_for([web])


@pytest.mark.parametrize("stubborn", [[], ["stubborn"]])
def test_stopping_ends_grandchildren_and_the_stubborn(tmp_path: Path, stubborn: list[str]) -> None:
    pipe = fifo(tmp_path)
    with together(tmp_path / "logs", grace=0.2) as found:
        found.start([python("family", FAMILY, pipe, *stubborn)])
        with pipe.open("rb") as reader:
            assert reader.read(2) == b"xx"
            found.stop()
            assert reader.read() == b""  # returns only when nobody is left to write


def test_a_killed_launcher_takes_its_programs_along(tmp_path: Path) -> None:
    pipe = fifo(tmp_path)
    launcher = subprocess.Popen(
        [sys.executable, "-c", LAUNCHER, str(tmp_path / "logs"), "-c", FAMILY, str(pipe)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        start_new_session=True,
    )
    with pipe.open("rb") as reader:
        assert reader.read(2) == b"xx"
        os.killpg(launcher.pid, signal.SIGKILL)
        launcher.wait()
        assert reader.read() == b""


def test_a_taken_port_is_told_or_avoided(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "PATIENCE", 0.0)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(UnableToStart, match=rf"127\.0\.0\.1:{port}.*choose another port with --port"):
            ports.exactly(port)("127.0.0.1")
        assert ports.preferably(port)("127.0.0.1") != port
        assert capsys.readouterr().err.startswith(f"Port {port} is taken; using ")
    assert ports.exactly(port)("127.0.0.1") == ports.preferably(port)("127.0.0.1") == port
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("host", "seen"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("0.0.0.0", "http://127.0.0.1:80"),
        ("::", "http://[::1]:80"),
        ("gplx.example", "http://gplx.example:80"),
    ],
)
def test_an_address_can_be_reached_from_here(host: str, seen: str) -> None:
    assert parts.address(host, 80) == seen


def fifo(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"
