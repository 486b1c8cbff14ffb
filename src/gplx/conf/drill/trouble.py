"""The trouble of a drill: each outside system down, slow and lying in turn; web, worker and PostgreSQL killed at random moments."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import httpx

from gplx.conf.checkout.places import Places
from gplx.conf.postgres.binaries import binaries
from gplx.conf.postgres.cluster import cluster
from gplx.conf.processes.running import ProcessEnded, Program, Running

SYSTEMS = ("sync", "licences", "health", "police", "inspectorate", "payments", "post", "sms", "email", "scanner")
KINDS: dict[str, dict[str, object]] = {
    "down": {"fault": "refuse"},
    "slow": {"delay": 3},
    "lying": {"fault": "garbage"},
}
WELL: dict[str, object] = {"fault": None, "delay": 0}


@dataclass
class Trouble:
    """What was done so far: each kind of fault by system, and each kill."""

    faults: Counter[tuple[str, str]] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)


class World:
    """The sandbox, to be made worse and better."""

    def __init__(self, sandbox: str) -> None:
        self._client = httpx.Client(base_url=sandbox, timeout=60, trust_env=False)

    def make(self, system: str, how: dict[str, object]) -> None:
        """Give a system (``*``: every one) a fault."""
        self._client.put("/_sandbox/faults", json={system: how}).raise_for_status()

    def close(self) -> None:
        """All is well again."""
        self.make("*", WELL)
        self._client.close()


@contextmanager
def in_turn(sandbox: str, trouble: Trouble, *, seconds: float) -> Iterator[None]:
    """Inside the block each system in turn is down, then slow, then lying, each for some ``seconds``; after it all are well."""
    world = World(sandbox)

    def rotate(over: threading.Event) -> None:
        for system, (name, how) in cycle((system, kind) for system in SYSTEMS for kind in KINDS.items()):
            world.make(system, how)
            trouble.faults[system, name] += 1
            ended = over.wait(seconds)
            world.make(system, WELL)
            if ended:
                return

    try:
        with _beside(rotate):
            yield
    finally:
        world.close()


class Postgres:
    """The checkout's own server, which can be killed and started again."""

    def __init__(self, places: Places) -> None:
        self._server = cluster(places, binaries(places))

    def kill(self) -> bool:
        """Kill -9 the server; its children notice by themselves that they are orphans. False where it does not run."""
        number = postmaster(self._server.data / "postmaster.pid")
        if number is None:
            return False
        os.kill(number, signal.SIGKILL)
        return True

    def start(self) -> None:
        """Start it again; it recovers by itself."""
        self._server.start()


@contextmanager
def killing(
    running: Running,
    programs: dict[str, Program],
    trouble: Trouble,
    *,
    postgres: Postgres | None,
    seconds: float,
    dice: random.Random,
) -> Iterator[None]:
    """Inside the block one process gets kill -9, and whatever has ended is started again, as a supervisor would; ``seconds`` or so after
    everything answers again it is the next one's turn.
    """
    names = [*programs, *(["postgres"] if postgres else [])]

    def tend(over: threading.Event) -> None:
        next_kill = time.monotonic()
        while not over.wait(0.3):
            _bring_back(running, programs)
            if time.monotonic() > next_kill:
                name = dice.choice(names)
                trouble.kills[name] += _kill(name, running, postgres)
                _bring_back(running, programs)
                next_kill = time.monotonic() + seconds * dice.uniform(0.5, 1.5)
        _bring_back(running, programs)

    with _beside(tend):
        yield


def _kill(name: str, running: Running, postgres: Postgres | None) -> bool:
    if name == "postgres" and postgres:
        killed = postgres.kill()
        postgres.start()
        return killed
    try:
        os.killpg(running.processes[name], signal.SIGKILL)  # a program leads a group of its own
    except ProcessLookupError:
        return False
    return True


def _bring_back(running: Running, programs: dict[str, Program]) -> None:
    """Start what has ended, until every program runs and answers: one that lost its database on the way ends once more."""
    while ended := running.ended():
        back = [program for name, program in programs.items() if name in ended]
        running.start(back)
        with suppress(ProcessEnded):
            running.wait_for(back)
        time.sleep(1)


@contextmanager
def _beside(work: Callable[[threading.Event], None]) -> Iterator[None]:
    """Do something beside the block; its failure is the block's."""
    over, failed = threading.Event(), []

    def run() -> None:
        try:
            work(over)
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
    if failed:
        raise failed[0]


def postmaster(file: Path) -> int | None:
    """The process number of the checkout's own server; none where it does not run, or another server is used."""
    try:
        return int(file.read_text().split()[0])
    except (FileNotFoundError, IndexError):
        return None
