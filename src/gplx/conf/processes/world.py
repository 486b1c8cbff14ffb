"""Everything that GPLX consists of, started in order: database, tables, sandbox, web, worker."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from gplx.conf.checkout.places import Places
from gplx.conf.checkout.progress import say
from gplx.conf.postgres.database import Database, database
from gplx.conf.processes import environment
from gplx.conf.processes.clock import clock
from gplx.conf.processes.programs import migrate
from gplx.conf.processes.running import Program, Running, together

ALIVE = "/healthz/live"


@dataclass(frozen=True)
class Wanted:
    """What to start. `port` and `sandbox_port` turn a host into a port, or raise where none will do."""

    host: str
    port: Callable[[str], int]
    sandbox_port: Callable[[str], int]
    workers: int
    first_day: str | None = None  # the practice clock's day where none has been told yet
    migrates: bool = True


@dataclass(frozen=True)
class World:
    """What runs. `environment` is that of the web process; `sandbox` is None where the real systems answer."""

    web: str
    sandbox: str | None
    database: Database
    running: Running
    environment: Mapping[str, str]


@contextmanager
def world(places: Places, wanted: Wanted, *, given: Mapping[str, str] = os.environ) -> Iterator[World]:
    """Everything runs and answers inside the block, and has ended after it."""
    practice = environment.needs_sandbox(given)
    with database(places.root, environment=given) as found, together(places.logs) as running:
        web = _address(wanted.host, wanted.port(wanted.host))
        sandbox = _address("127.0.0.1", wanted.sandbox_port("127.0.0.1")) if practice else None
        told = _told(places, wanted, sandbox=sandbox, given=given)
        programs = _programs(places, wanted, found, web=web, sandbox=sandbox, told=told)
        if sandbox:
            running.start(programs[0])  # makes its population while the tables are made
        if wanted.migrates:
            migrate(environment.for_owner(places, found, given=given))
        for program in programs[bool(sandbox) :]:
            running.start(program)
        for program in programs:
            running.wait_for(program)
        yield World(web=web, sandbox=sandbox, database=found, running=running, environment=programs[-1].environment)


def _told(places: Places, wanted: Wanted, *, sandbox: str | None, given: Mapping[str, str]) -> dict[str, str]:
    """Real systems live on the real day; a shifted clock among them must be asked for by name."""
    told = dict(given)
    if sandbox or "GPLX_TODAY" in given:
        real_today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
        told |= clock(places.clock, given=given, real_today=real_today, otherwise=wanted.first_day)
    if told.get("GPLX_TODAY"):
        say(f"The clock was set to {told['GPLX_TODAY']} and runs on from there.")
    return environment.practice(sandbox, given=told) if sandbox else told


def _programs(
    places: Places, wanted: Wanted, found: Database, *, web: str, sandbox: str | None, told: Mapping[str, str]
) -> list[Program]:
    application = environment.for_application(places, found, web=web, given=told)
    outside = environment.for_sandbox(web=web, given=told)
    programs = [
        Program("web", _granian(wanted, web), application, answers_at=_local(web) + ALIVE),
        Program("worker", [sys.executable, "-m", "gplx.conf.cli", "worker"], application),
    ]
    if sandbox:
        port = sandbox.rpartition(":")[2]
        command = [sys.executable, "-m", "sandbox", "--port", port]
        programs.insert(0, Program("sandbox", command, outside, answers_at=sandbox + ALIVE))
    return programs


def _granian(wanted: Wanted, web: str) -> list[str]:
    """One blocking thread a worker: each keeps one connection to the database, open for good."""
    own = ["--host", wanted.host, "--port", web.rpartition(":")[2], "--workers", str(wanted.workers)]
    fixed = ["--interface", "wsgi", "--blocking-threads", "1", "--no-ws", "--workers-kill-timeout", "5"]
    return [sys.executable, "-m", "granian", *fixed, *own, "gplx.conf.wsgi:application"]


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _local(address: str) -> str:
    """The same place, seen from this machine: a server that listens everywhere listens here, too."""
    return address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:")
