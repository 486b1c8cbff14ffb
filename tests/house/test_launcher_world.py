"""Database, sandbox, tables, web and worker: in that order, each told its own, all ended together."""

import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from gplx.conf import cli
from gplx.conf.checkout.places import Places, UnableToStart
from gplx.conf.postgres.database import Database
from gplx.conf.processes import parts, ports
from gplx.conf.processes import world as world_module
from gplx.conf.processes.environment import OUTSIDE
from gplx.conf.processes.running import ProcessEnded, Program, Running
from gplx.conf.processes.world import Wanted, world
from gplx.conf.run import serve

pytestmark = pytest.mark.stack
SERVER = """
import http.server, json, os, sys
print(json.dumps(dict(os.environ)), flush=True)
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
REAL = {f"GPLX_{name.upper()}_URL": "https://real" for name in OUTSIDE}


class Journal(list[str]):
    """What happened, in order."""


@pytest.fixture
def journal(monkeypatch: pytest.MonkeyPatch) -> Journal:
    """The house with stand-ins for its programs; ports, processes, environment and order are the real ones."""
    found = Journal()

    @contextmanager
    def database(_root: Path, **_: object) -> Iterator[Database]:
        found.append("database")
        try:
            yield Database(owner_url="postgresql://owner", app_url="postgresql://app", stop=lambda: None)
        finally:
            found.append("database ended")

    def start(self: Running, programs: list[Program]) -> None:
        found.extend(program.name for program in programs)
        really_start(self, programs)

    def answering(name: str, port: int | None, environment: Mapping[str, str]) -> Program:
        command = [sys.executable, "-c", SERVER, str(port)]
        return Program(name, command, environment, answers_at=f"http://127.0.0.1:{port}/healthz/live")

    really_start = Running.start
    monkeypatch.setattr(Running, "start", start)
    monkeypatch.setattr(world_module, "database", database)
    monkeypatch.setattr(world_module, "migrate", lambda told: found.append(f"tables as {told['DATABASE_URL']}"))
    monkeypatch.setattr(world_module, "introduce_clinics", lambda url, _told: found.append(f"clinics of {url}"))
    monkeypatch.setattr(parts, "web", lambda _host, port, **how: answering("web", port, how["environment"]))
    monkeypatch.setattr(
        parts, "sandbox", lambda url, **how: answering("sandbox", urlsplit(url).port, how["environment"])
    )
    idle = [sys.executable, "-c", "import signal; signal.pause()"]
    monkeypatch.setattr(parts, "worker", lambda *, environment: Program("worker", idle, environment))
    return found


def wanted(*, first_day: str | None = None, migrates: bool = True) -> Wanted:
    port = ports.preferably(0)
    return Wanted("127.0.0.1", port, port, workers=1, first_day=first_day, migrates=migrates)


def told(places: Places, name: str) -> dict[str, str]:
    """The environment that a program found itself in."""
    return dict(json.loads((places.logs / f"{name}.log").read_text().splitlines()[0]))


def test_in_practice_the_sandbox_plays_the_outside(journal: Journal, tmp_path: Path) -> None:
    places = Places(root=tmp_path)
    with world(places, wanted(first_day="2021-09-27"), given={}) as found:
        started = ["database", "sandbox", "tables as postgresql://owner", "web", "worker"]
        assert journal == [*started, f"clinics of {found.sandbox}"]
        assert set(found.running.processes) == {"sandbox", "web", "worker"}
        web, sandbox = told(places, "web"), told(places, "sandbox")
    assert journal[-1] == "database ended"
    assert (web["GPLX_PORTAL_URL"], web["GPLX_PRACTICE"]) == (f"{found.sandbox}/portal", "1")
    assert (web["DATABASE_URL"], web["GPLX_BASE_URL"]) == ("postgresql://app", found.web)
    assert sandbox["SANDBOX_PAYMENT_CALLBACK"] == f"{found.web}/api/payments/callback"
    assert {"DATABASE_URL", "GPLX_SECRET_KEY"}.isdisjoint(sandbox)
    assert web["GPLX_TODAY"] == sandbox["GPLX_TODAY"] == "2021-09-27"
    assert web["GPLX_TODAY_SET_ON"] == sandbox["GPLX_TODAY_SET_ON"]


def test_among_real_systems_there_is_no_sandbox_and_no_other_day(journal: Journal, tmp_path: Path) -> None:
    places = Places(root=tmp_path)
    places.state.mkdir()
    places.clock.write_text('{"GPLX_TODAY": "2021-09-27", "GPLX_TODAY_SET_ON": "2021-09-27"}')
    with world(places, wanted(migrates=False), given=REAL) as found:
        assert journal == ["database", "web", "worker"]
        assert found.sandbox is None
        web = told(places, "web")
    assert web["GPLX_PORTAL_URL"] == "https://real"
    assert {"GPLX_TODAY", "GPLX_PRACTICE"}.isdisjoint(web)


def test_tables_that_cannot_be_brought_up_to_date_start_nothing(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_told: object) -> None:
        raise UnableToStart("no")

    monkeypatch.setattr(world_module, "migrate", fail)
    with pytest.raises(UnableToStart), world(Places(root=tmp_path), wanted(), given=REAL):
        pytest.fail("started")
    assert journal == ["database", "database ended"]


def test_a_dead_worker_ends_everything(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(ProcessEnded, match="worker ended"), world(Places(root=tmp_path), wanted(), given=REAL) as found:
        os.kill(found.running.processes["worker"], signal.SIGKILL)
        found.running.watch()
    assert not ports_taken(found.web)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_serve_stops_in_order_when_told(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGHUP)}
    monkeypatch.setattr(cli, "checkout", lambda: Places(root=tmp_path))
    said: list[str] = []

    def say(text: str) -> None:
        said.append(text)
        if text.startswith("GPLX is up."):
            os.kill(os.getpid(), number)

    monkeypatch.setattr(serve, "say", say)
    port = ports.preferably(0)("127.0.0.1")
    try:
        assert cli.main(["serve", "--port", str(port)]) == 0
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
    assert said[0].startswith(f"GPLX is up.\n  GPLX: http://127.0.0.1:{port}\n")
    assert said[1:] == ["Stopped."]
    assert journal[-1] == "database ended"
    assert not ports_taken(f"http://127.0.0.1:{port}")


def ports_taken(address: str) -> bool:
    port = int(address.rpartition(":")[2])
    return ports.preferably(port)("127.0.0.1") != port
