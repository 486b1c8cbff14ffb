"""`./gplx check`: every outside system is called once, and what is wrong is said in words."""

import argparse
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from gplx.conf.checkout.places import Places
from gplx.conf.postgres.database import database
from gplx.conf.processes import environment, parts, ports
from gplx.conf.processes.programs import django
from gplx.conf.processes.running import together


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these outside systems alone")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def run(places: Places, options: argparse.Namespace) -> int:
    """Check with the settings of the environment; the sandbox plays the systems that have no address. 0 when nothing is wrong."""
    words = [
        "check_systems",
        *(["--json"] if options.json else []),
        *(["--only", *options.only] if options.only else []),
    ]
    with database(places.root, environment=os.environ) as found, _played(os.environ) as given:
        told = environment.for_application(places, found, web="http://127.0.0.1:8000", given=given)
        return django(*words, environment=told)


@contextmanager
def _played(given: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """The environment, with a sandbox for those systems that have no address."""
    if not environment.needs_sandbox(given):
        yield given
        return
    at = parts.address(parts.HERE, ports.preferably(8001)(parts.HERE))
    with tempfile.TemporaryDirectory() as logs, together(Path(logs)) as running:
        sandbox = parts.sandbox(at, environment=environment.for_sandbox(web=at, given=given))
        running.start([sandbox])
        running.wait_for([sandbox])
        yield environment.practice(at, given=given)
