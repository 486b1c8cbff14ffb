"""One whole GPLX as it runs for people: web, worker and sandbox of its own on a database of its own, gone when the tests are done."""

import os
import secrets
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import httpx
import psycopg
from django.conf import settings
from psycopg import sql

from gplx.conf.checkout.places import Places, checkout
from gplx.conf.postgres.database import APPLICATION, OWNER, database
from gplx.conf.processes import parts
from gplx.conf.processes.running import ProcessEnded
from gplx.conf.processes.world import Wanted, World, world

ROOT = Path(__file__).resolve().parents[2]
PILOT_DAY = "2021-09-27"
PREFIX = "gplx_journeys_"
WORKERS = 2  # two requests at the same moment must really be served at the same moment
REST_SECONDS = "1"
CALL_SECONDS = "2"  # what a call to another system may take here: nobody waits ten seconds for a fault to show


def until(condition: Callable[[], Any], *, within: float = 60) -> Any:
    """The first answer of ``condition`` that counts as true; an error when none came in ``within`` seconds."""
    give_up = time.monotonic() + within
    while not (found := condition()):
        assert time.monotonic() < give_up, f"not within {within} s"
        time.sleep(0.1)
    return found


@dataclass(frozen=True)
class Stack:
    """What runs, and the way into its outside world."""

    world: World
    sandbox: httpx.Client
    owner_url: str

    @property
    def web(self) -> str:
        return self.world.web

    def see(self, path: str) -> Any:
        """What the sandbox tells under ``/_sandbox/``."""
        return self.sandbox.get(f"/_sandbox/{path}").raise_for_status().json()

    def received(self, system: str) -> list[dict[str, Any]]:
        """Every request that reached a played system, oldest first."""
        return list(self.see(f"received?system={system}")["received"])

    def portal_steps(self, code: str) -> list[str]:
        """What the national portal was told of a dossier, in the order in which it was told."""
        found = [held for held in self.see("dossiers")["dossiers"] if held["MaHoSo"] == code]
        return [step["TrangThai"] for held in found for step in held["DanhSachTienDo"]]

    def messages(self, person: dict[str, Any]) -> list[dict[str, Any]]:
        """Every short message and letter to a person."""
        return [one for to in (person["phone"], person["email"]) for one in self.see(f"messages?to={to}")["messages"]]

    def faults(self, *systems: str, **fault: Any) -> None:
        """Have something go wrong in these systems: ``fault="500"``, ``delay=2`` …"""
        body = {system: fault for system in systems}
        self.sandbox.put("/_sandbox/faults", json=body).raise_for_status()

    def heal(self) -> None:
        """End all faults."""
        self.sandbox.delete("/_sandbox/faults").raise_for_status()

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the database, read as its owner."""
        with psycopg.connect(self.owner_url) as connection:
            return connection.execute(query, values).fetchall()

    def kill_worker(self) -> None:
        """Kill -9 the worker, as the kernel does when memory is short; whatever it was at is broken off."""
        os.killpg(self.world.running.processes["worker"], signal.SIGKILL)
        until(self._has_lost_one)

    def _has_lost_one(self) -> bool:
        try:
            self.world.running.check()
        except ProcessEnded:
            return True
        return False

    def run_worker(self, **told: str) -> None:
        """Start a worker, as a supervisor does after one has died."""
        self.world.running.start([parts.worker(environment={**self.world.environment, **told})])


NEXT_DAY = {"GPLX_TODAY": "2021-09-28"}


@contextmanager
def stack(folder: Path) -> Iterator[Stack]:
    """Everything runs inside the block. Any number of runs may stand side by side; none touches the developer's data."""
    with database(checkout().root, environment=os.environ) as server, _own_database(server.owner_url) as owner_url:
        given = _given(folder, owner_url)
        wanted = Wanted(host=parts.HERE, port=_free, sandbox_port=_free, workers=WORKERS)
        with (
            world(Places(root=folder), wanted, given=given) as running,
            httpx.Client(base_url=running.sandbox or "", timeout=30, trust_env=False) as sandbox,
        ):
            yield Stack(world=running, sandbox=sandbox, owner_url=owner_url)


def _free(host: str) -> int:
    """Any port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind((host, 0))
        return int(trial.getsockname()[1])


def _given(folder: Path, owner_url: str) -> dict[str, str]:
    """The environment of the house: practice, the pilot's week, everything it writes below ``folder``."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("GPLX_", "DATABASE_"))}
    own = {
        "DATABASE_URL": _with(owner_url, role=_application(owner_url)),
        "GPLX_OWNER_DATABASE_URL": owner_url,
        "GPLX_SECRET_KEY": secrets.token_urlsafe(48),
        "GPLX_FILES": str(folder / "files"),
        "GPLX_TRUST_LIST": str(folder / "trust"),
        "GPLX_TODAY": PILOT_DAY,
        "GPLX_TODAY_SET_ON": datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date().isoformat(),
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }
    systems = (
        "PORTAL",
        "SYNC",
        "LICENCES",
        "HEALTH",
        "POLICE",
        "INSPECTORATE",
        "PAYMENTS",
        "POST",
        "SMS",
        "SMS2",
        "EMAIL",
        "EMAIL2",
        "SCANNER",
    )
    bounds = {"TIMEOUT": CALL_SECONDS, "REST": REST_SECONDS}
    return inherited | own | {f"GPLX_{name}_{what}": value for name in systems for what, value in bounds.items()}


@contextmanager
def _own_database(url: str) -> Iterator[str]:
    """A database made for one run and dropped after it; those that killed runs left behind are dropped, too.

    While a run lives it holds a lock on the name of its database, and loses it even by kill -9.
    """
    name = f"{PREFIX}{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as session:
        left = session.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]).fetchall()
        for (old,) in left:
            if session.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [old]).fetchone() == (True,):
                _drop(session, old)
                session.execute("SELECT pg_advisory_unlock(hashtext(%s))", [old])
        session.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        template = settings.DATABASES["default"]["TEST"]["TEMPLATE"] or "template0"
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        session.execute(made)
        try:
            yield _with(url, database=name)
        finally:
            _drop(session, name)


def _drop(session: psycopg.Connection, name: str) -> None:
    session.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _application(url: str) -> str:
    """The application's role, where the server is the checkout's own; elsewhere the one that is given."""
    role = urlsplit(url).username or ""
    return APPLICATION if role == OWNER else role


def _with(url: str, *, role: str = "", database: str = "") -> str:
    parts_ = urlsplit(url)
    netloc = f"{role}@{parts_.netloc.rpartition('@')[2]}" if role and role != parts_.username else parts_.netloc
    path = f"/{database}" if database else parts_.path
    return urlunsplit((parts_.scheme, netloc, path, parts_.query, ""))
