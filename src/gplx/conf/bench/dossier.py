"""`./gplx bench dossier`: many citizens at once, each from sign-in to the delivered card, through the pages that people use."""

import argparse
import json
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from gplx.conf.bench.costs import seconds_of, spent
from gplx.conf.checkout.places import Places
from gplx.conf.demo.browser import Browser
from gplx.conf.demo.citizen import Citizen
from gplx.conf.demo.office import Office
from gplx.conf.demo.stories import PILOT_DAY, people
from gplx.conf.demo.teller import Teller
from gplx.conf.postgres.database import database
from gplx.conf.postgres.scratch import scratch
from gplx.conf.processes import ports
from gplx.conf.processes.environment import only_in_practice
from gplx.conf.processes.world import Wanted, World, world

HANOI, DEPARTMENT = "01", "H26"
MOST = 600  # people of Hà Nội that are all green, and so the most dossiers of a run
OWN_DATABASE = "gplx_bench"
# The post of the practice world takes its steps quickly, so that waiting for it is not what is measured.
QUICK = {"SANDBOX_POST_STEP_SECONDS": "0.2", "GPLX_POST_LOOK": "0.5"}


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a run gave: dossiers delivered, wall seconds, processor milliseconds a dossier by program."""

    dossiers: int
    citizens: int
    seconds: float
    dossiers_per_second: float
    cpu_ms_per_dossier: dict[str, float]


def add_options(parser: argparse.ArgumentParser) -> None:
    """How many dossiers, and how many citizens at once."""
    parser.add_argument("--dossiers", type=int, default=200, help=f"at most {MOST}")
    parser.add_argument("--citizens", type=int, default=16, help="how many at once")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")


def run(places: Places, options: argparse.Namespace) -> int:
    """Measure and print; the database of the run is thrown away before the next."""
    only_in_practice(os.environ)
    wanted = Wanted(
        host="127.0.0.1",
        port=ports.preferably(8010),
        sandbox_port=ports.preferably(8011),
        workers=os.cpu_count() or 1,
        first_day=PILOT_DAY,
    )
    with database(places.root, environment=os.environ) as found:
        given = {**os.environ, **QUICK, **scratch(found, name=OWN_DATABASE)}
        with world(places, wanted, given=given) as stage:
            result = measure(
                stage, postgres=_postgres(places), dossiers=min(options.dossiers, MOST), at_once=options.citizens
            )
    _print(result, as_json=options.json)
    return 0


def measure(stage: World, *, postgres: int | None, dossiers: int, at_once: int) -> Result:
    """Take ``dossiers`` citizens through, ``at_once`` at a time; the officers have signed in before the clock starts."""
    teller = Teller(Console(quiet=True))
    found = people(stage.sandbox or "", "all_green", limit=5000)
    green = [person for person in found if person["province"] == HANOI][:dossiers]
    offices = [_office(stage, teller) for _ in range(at_once)]
    programs = {**stage.running.processes} | ({"postgres": postgres} if postgres else {})
    free, lock = list(offices), threading.Lock()
    before, started = {name: seconds_of(pid) for name, pid in programs.items()}, time.monotonic()

    def take_through(person: dict[str, Any]) -> None:
        with lock:
            office = free.pop()
        _take_through(stage, teller, person, office)
        with lock:
            free.append(office)

    with Progress(console=Console(stderr=True)) as progress, ThreadPoolExecutor(at_once) as pool:
        for _ in progress.track(pool.map(take_through, green), total=len(green), description="dossiers"):
            pass
    seconds = time.monotonic() - started
    after = {name: seconds_of(pid) for name, pid in programs.items()}
    return Result(
        dossiers=len(green),
        citizens=at_once,
        seconds=round(seconds, 1),
        dossiers_per_second=round(len(green) / seconds, 2),
        cpu_ms_per_dossier=spent(before, after, dossiers=len(green)),
    )


def _take_through(stage: World, teller: Teller, person: dict[str, Any], office: Office) -> None:
    citizen = Citizen(person, Browser(stage.web), teller)
    citizen.arrive()
    citizen.prepare()
    citizen.submit()
    citizen.pay()
    office.grant(citizen.dossier)
    citizen.wait_for_the_card()


def _office(stage: World, teller: Teller) -> Office:
    office = Office(stage.web, DEPARTMENT, teller)
    for desk in ("tiepnhan", "thamdinh", "lanhdao", "inthe"):
        office.desk(desk)
    return office


def _postgres(places: Places) -> int | None:
    """The process number of the checkout's own server, or none where another is used."""
    file = Path(places.state / "postgres/postmaster.pid")
    return int(file.read_text().split()[0]) if file.exists() and "DATABASE_URL" not in os.environ else None


def _print(result: Result, *, as_json: bool) -> None:
    console = Console(stderr=as_json)
    table = Table(title=f"{result.dossiers} dossiers, {result.citizens} citizens at once")
    table.add_column("measure")
    table.add_column("value", justify="right")
    for name, value in _rows(result):
        table.add_row(name, value)
    console.print(table)
    if as_json:
        told = {
            "dossiers": result.dossiers,
            "seconds": result.seconds,
            "dossiers_per_second": result.dossiers_per_second,
        }
        print(json.dumps({**told, "cpu_ms_per_dossier": result.cpu_ms_per_dossier}))  # noqa: T201  # for other programs


def _rows(result: Result) -> Iterator[tuple[str, str]]:
    yield "dossiers/s", f"{result.dossiers_per_second:.2f}"
    yield "seconds", f"{result.seconds:.1f}"
    for name, milliseconds in result.cpu_ms_per_dossier.items():
        yield f"CPU-ms per dossier, {name}", f"{milliseconds:.1f}"
    yield "CPU-ms per dossier, all", f"{sum(result.cpu_ms_per_dossier.values()):.1f}"
