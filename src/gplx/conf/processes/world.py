"""Everything that GPLX consists of, started in order: database, sandbox, tables, web, worker."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from gplx.conf.checkout.places import Places
from gplx.conf.checkout.progress import say
from gplx.conf.postgres.database import Database, database
from gplx.conf.processes import environment, parts
from gplx.conf.processes.clock import clock
from gplx.conf.processes.programs import introduce_clinics, migrate
from gplx.conf.processes.running import Running, together


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
    """What runs. `environment` is that of web and worker; `sandbox` is None where the real systems answer."""

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
        port = wanted.port(wanted.host)
        web = parts.address(wanted.host, port)
        sandbox = parts.address(parts.HERE, wanted.sandbox_port(parts.HERE)) if practice else None
        told = _told(places.clock, first_day=wanted.first_day, sandbox=sandbox, given=given)
        told = environment.for_application(places, found, web=web, given=told)
        played = [parts.sandbox(sandbox, environment=environment.for_sandbox(web=web, given=told))] if sandbox else []
        own = [parts.web(wanted.host, port, workers=wanted.workers, environment=told), parts.worker(environment=told)]
        running.start(played)  # the sandbox makes its population while the tables are made
        if wanted.migrates:
            migrate(environment.for_owner(places, found, given=told))
        running.start(own)
        if sandbox and wanted.migrates:
            introduce_clinics(sandbox, environment.for_owner(places, found, given=told))
        running.wait_for([*played, *own])
        yield World(web=web, sandbox=sandbox, database=found, running=running, environment=told)


def _told(memory: Path, *, first_day: str | None, sandbox: str | None, given: Mapping[str, str]) -> dict[str, str]:
    """Real systems live on the real day; a shifted clock among them must be asked for by name."""
    told = environment.practice(sandbox, given=given) if sandbox else dict(given)
    if sandbox or "GPLX_TODAY" in given:
        real_today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
        told |= clock(memory, given=given, real_today=real_today, otherwise=first_day)
    if told.get("GPLX_TODAY"):
        say(f"The clock was set to {told['GPLX_TODAY']} and runs on from there.")
    return told
