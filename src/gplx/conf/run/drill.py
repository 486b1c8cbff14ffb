"""`./gplx drill`: 200 dossiers while every outside system fails in turn and every process is killed; then it is seen that nothing was
lost, doubled or left lying.
"""

import argparse
import json
import os
import random
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from urllib.parse import urlsplit

from rich.console import Console
from rich.table import Table

from gplx.conf.checkout.places import Places
from gplx.conf.checkout.progress import say
from gplx.conf.demo.stories import PILOT_DAY
from gplx.conf.drill.traffic import Traffic
from gplx.conf.drill.trouble import KINDS, SYSTEMS, Postgres, Trouble, in_turn, killing
from gplx.conf.drill.trouble import World as Outside
from gplx.conf.drill.verdict import Verdict, answered, examine, wait_until_settled
from gplx.conf.postgres.database import database
from gplx.conf.postgres.scratch import scratch
from gplx.conf.processes import parts, ports
from gplx.conf.processes.environment import only_in_practice
from gplx.conf.processes.world import Wanted, World, world
from gplx.conf.run.serve import stop_in_order

# The post of the practice world goes quickly, and a parcel is looked at often: carrying is not what is tried.
QUICK = {"SANDBOX_POST_STEP_SECONDS": "0.5", "GPLX_POST_LOOK": "2"}
DOWN = "sync"  # the register that is called most
OWN_DATABASE = "gplx_drill"
WEB_WORKERS = 2


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How fast it went while all was well, and while one register was down: dossiers and answered calls to the others a second."""

    name: str
    dossiers: int
    seconds: float
    calls_of_others: float

    @property
    def dossiers_a_second(self) -> float:
        """Delivered dossiers a second."""
        return self.dossiers / self.seconds


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dossiers", type=int, default=200, help="in flight while systems fail and processes are killed"
    )
    parser.add_argument("--citizens", type=int, default=12, help="how many at once")
    parser.add_argument("--turn", type=float, default=4, help="seconds that a system has one fault")
    parser.add_argument("--kill", type=float, default=12, help="seconds between two kills, about")
    parser.add_argument(
        "--down", type=float, default=60, help="seconds that one register is down, beside as long without"
    )
    parser.add_argument("--seed", type=int, default=2021, help="of the dice that choose what is killed when")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")


def run(places: Places, options: argparse.Namespace) -> int:
    """Do it and print the tables; 0 when nothing is wrong. The database of the run is thrown away before the next."""
    only_in_practice(os.environ)
    stop_in_order()
    paces, trouble, verdict = rehearse(places, options)
    _print(paces, trouble, verdict, as_json=options.json)
    return 1 if verdict.wrong else 0


def rehearse(places: Places, options: argparse.Namespace) -> tuple[list[Pace], Trouble, Verdict]:
    """Start everything, compare the two paces (with ``--down``), make trouble, examine."""
    sandbox_port = ports.preferably(8021)(parts.HERE)
    wanted = Wanted(
        host=parts.HERE,
        port=ports.preferably(8020),
        sandbox_port=lambda _host: sandbox_port,
        workers=WEB_WORKERS,
        first_day=PILOT_DAY,
    )
    with database(places.root, environment=os.environ) as found:
        given = {**os.environ, **QUICK, **second_providers(sandbox_port), **scratch(found, name=OWN_DATABASE)}
        with world(places, wanted, given=given) as stage:
            drill = Drill(places, stage, given["GPLX_OWNER_DATABASE_URL"], options)
            paces = drill.paces() if options.down else []
            return paces, *drill.trouble()


def second_providers(sandbox_port: int) -> dict[str, str]:
    """Messages have a second provider each, so that one which is down is stood in for, and nobody is written to twice."""
    return {f"GPLX_{name.upper()}2_URL": f"http://{parts.HERE}:{sandbox_port}/{name}2" for name in ("sms", "email")}


@dataclass(frozen=True)
class Drill:
    """Everything that runs, the way into its database as the owner, and what was asked for."""

    places: Places
    stage: World
    owner_url: str
    options: argparse.Namespace

    @property
    def sandbox(self) -> str:
        """The address of the outside world."""
        return self.stage.sandbox or ""

    @cached_property
    def traffic(self) -> Traffic:
        """The people; nobody comes twice in a drill."""
        return Traffic(self.stage.web, self.sandbox, self.options.citizens)

    def paces(self) -> list[Pace]:
        """How fast it goes while all is well, and how fast while one register is down."""
        self.traffic.dossiers(self.options.citizens)  # everything is warm before the clock starts
        well = self._pace("all is well")
        outside = Outside(self.sandbox)
        outside.make(DOWN, {"fault": "refuse"})
        down = self._pace(f"{DOWN} is down")
        outside.close()
        return [well, down]

    def trouble(self) -> tuple[Trouble, Verdict]:
        """The dossiers in flight while systems fail and processes are killed; then, once all has come to rest, the examination."""
        trouble, options = Trouble(), self.options
        say(f"{options.dossiers} dossiers, while systems fail in turn and processes are killed …")
        with in_turn(self.sandbox, trouble, seconds=options.turn), self._killing(trouble):
            self.traffic.dossiers(options.dossiers)
        say("All is well again; waiting until everything has come to rest …")
        say(f"It took {wait_until_settled(self.owner_url):.0f} s.")
        verdict = examine(self.owner_url, self.sandbox)
        gave_up = tuple(f"somebody gave up: {why}" for why in self.traffic.gave_up)
        return trouble, replace(verdict, wrong=verdict.wrong + gave_up)

    def _pace(self, name: str) -> Pace:
        say(f"{self.options.down:.0f} s of dossiers, {name} …")
        before = answered(self.owner_url, apart_from=DOWN)
        dossiers, seconds = self.traffic.for_seconds(self.options.down)
        calls = (answered(self.owner_url, apart_from=DOWN) - before) / seconds
        say(f"{dossiers} dossiers in {seconds:.0f} s, {calls:.2f} answered calls/s apart from {DOWN}.")
        return Pace(name=name, dossiers=dossiers, seconds=seconds, calls_of_others=calls)

    def _killing(self, trouble: Trouble) -> AbstractContextManager[None]:
        """Web, worker and the checkout's own PostgreSQL; an outside database is nobody's to kill."""
        place, told = urlsplit(self.stage.web), self.stage.environment
        web = parts.web(place.hostname or "", place.port or 0, workers=WEB_WORKERS, environment=told)
        own = "DATABASE_URL" not in os.environ
        postgres = Postgres(self.places) if own else None
        return killing(
            self.stage.running,
            {"web": web, "worker": parts.worker(environment=told)},
            trouble,
            postgres=postgres,
            seconds=self.options.kill,
            dice=random.Random(self.options.seed),  # noqa: S311  # which process is killed is no secret
        )


def _print(paces: list[Pace], trouble: Trouble, verdict: Verdict, *, as_json: bool) -> None:
    console = Console(stderr=as_json)
    for table in (_pace_table(paces), _trouble_table(trouble), _verdict_table(verdict)):
        if table.row_count:
            console.print(table)
    for sentence in verdict.wrong:
        console.print(f"[bold red]wrong[/] {sentence}")
    if not verdict.wrong:
        console.print("[green]Nothing was lost, doubled or left lying.[/]")
    if as_json:
        told = {
            "ok": not verdict.wrong,
            "paces": [asdict(pace) for pace in paces],
            "faults": {f"{system} {kind}": count for (system, kind), count in trouble.faults.items()},
            "kills": dict(trouble.kills),
            "counted": verdict.counted,
            "wrong": verdict.wrong,
        }
        print(json.dumps(told))  # noqa: T201  # for other programs


def _pace_table(paces: list[Pace]) -> Table:
    table = Table("while", "dossiers", "dossiers/s", f"answered calls/s apart from {DOWN}", "of the first")
    for pace in paces:
        share = pace.calls_of_others / paces[0].calls_of_others if paces[0].calls_of_others else 0
        table.add_row(
            pace.name,
            str(pace.dossiers),
            f"{pace.dossiers_a_second:.2f}",
            f"{pace.calls_of_others:.2f}",
            f"{share:.0%}",
        )
    return table


def _trouble_table(trouble: Trouble) -> Table:
    table = Table("what", *KINDS, "kill -9", title="Trouble made")
    for system in SYSTEMS:
        counts = [str(trouble.faults[system, kind]) for kind in KINDS]
        if any(count != "0" for count in counts):
            table.add_row(system, *counts, "")
    for name, count in sorted(trouble.kills.items()):
        table.add_row(name, *([""] * len(KINDS)), str(count))
    return table


def _verdict_table(verdict: Verdict) -> Table:
    table = Table("counted", "number", title="At the end")
    for name, count in verdict.counted.items():
        table.add_row(name, str(count))
    return table
