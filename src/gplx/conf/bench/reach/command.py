"""`./gplx bench reach`: the practice world's people through the pre-check and the evidence steps, without anybody clicking."""

import argparse
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import httpx
from rich.console import Console
from rich.progress import Progress

from gplx.conf.bench.reach.people import Page, pages
from gplx.conf.bench.reach.tally import count
from gplx.conf.bench.reach.telling import tell
from gplx.conf.checkout.places import Places, UnableToStart
from gplx.conf.demo.stories import PILOT_DAY
from gplx.conf.processes import parts, ports
from gplx.conf.processes.environment import for_sandbox
from gplx.conf.processes.running import together

PEOPLE = 50_000


def add_options(parser: argparse.ArgumentParser) -> None:
    """How many people, which day, and whether a practice world that already runs is asked."""
    parser.add_argument("--people", type=int, default=PEOPLE, help="the first so many of the population")
    parser.add_argument("--on", type=date.fromisoformat, default=date.fromisoformat(PILOT_DAY), help="YYYY-MM-DD")
    parser.add_argument("--sandbox", default="", help="the address of one that runs, and lives on that day")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")


def run(places: Places, options: argparse.Namespace) -> int:
    """Count and print."""
    try:
        with (
            _sandbox(places, options) as address,
            httpx.Client(base_url=address, timeout=60, trust_env=False) as client,
        ):
            tally = count(_watched(pages(client, people=options.people), people=options.people), on=options.on)
    except httpx.HTTPError as trouble:
        raise UnableToStart(f"The practice world does not answer ({trouble}). See that its address is right.") from None
    tell(tally, Console(stderr=options.json))
    if options.json:
        print(json.dumps(tally.as_json()))  # noqa: T201  # for other programs
    return 0


def _watched(found: Iterator[Page], *, people: int) -> Iterator[Page]:
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("people", total=people)
        for page in found:
            progress.update(task, total=min(people, page.size))
            yield page
            progress.advance(task, len(page.people))


@contextmanager
def _sandbox(places: Places, options: argparse.Namespace) -> Iterator[str]:
    """The address of the one that runs already, or of one that runs for this alone and lives on the day asked for."""
    if options.sandbox:
        yield options.sandbox
        return
    address = parts.address(parts.HERE, ports.preferably(8012)(parts.HERE))
    kept = {name: value for name, value in os.environ.items() if name != "GPLX_TODAY_SET_ON"}
    told = for_sandbox(web=address, given=kept | {"GPLX_TODAY": options.on.isoformat()})
    with together(places.logs) as running:
        program = parts.sandbox(address, environment=told, people=options.people)
        running.start([program])
        running.wait_for([program])
        yield address
