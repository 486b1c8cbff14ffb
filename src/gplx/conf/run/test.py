"""`./gplx test`: pytest, whose closing line is the last when all is well, and the linters beside it."""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from gplx.conf.checkout.places import Places, UnableToStart
from gplx.conf.checkout.progress import say
from gplx.conf.postgres.database import Database, database
from gplx.conf.postgres.scratch import scratch, throw_away
from gplx.conf.processes.environment import for_owner
from gplx.conf.processes.programs import django, heard, python

PASSES_ON = True
# Journeys wait more than they compute: four runners use the time of two cores. Each has programs and a database of its own, and goes
# through files that lie together, for what a file makes once.
SIDE_BY_SIDE = ("-n", "4", "--dist", "worksteal")
CHECKS = {
    "ruff": ("-m", "ruff", "check", "--quiet"),
    "mypy": ("-m", "mypy", "--no-error-summary"),
    "import contracts": (str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"),
}


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("arguments", nargs="*")


def run(places: Places, options: argparse.Namespace) -> int:
    """Without arguments everything runs, several tests at a time, the linters beside them; with arguments only pytest, on what they name.
    0 when nothing failed.
    """
    with database(places.root, environment=os.environ) as found, ThreadPoolExecutor(max_workers=1) as beside:
        environment = {"GPLX_TEST_DB": "test_gplx"} | for_owner(places, found)
        checks = {} if options.arguments else CHECKS
        checking = beside.submit(_failing, checks, places, environment)
        say(f"── {', '.join([*checks, 'pytest'])} {'─' * 30}")
        chosen = options.arguments or SIDE_BY_SIDE
        with _template(found, environment) as template:
            told = environment | {"GPLX_TEST_TEMPLATE": template}
            passed = python("-m", "pytest", *chosen, environment=told, folder=places.root) == 0
        failed = [*checking.result(), *([] if passed else ["pytest"])]
    if failed:
        say(f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


def _failing(checks: Mapping[str, Sequence[str]], places: Places, environment: Mapping[str, str]) -> list[str]:
    """The checks that fail. What one prints is shown in one piece, for the tests print meanwhile; one that passes says nothing."""
    failing = []
    for name, command in checks.items():
        code, printed = heard(*command, environment=environment, folder=places.root)
        if code != 0:
            say(f"\n── {name} FAILED\n{printed}")
            failing.append(name)
    return failing


@contextmanager
def _template(found: Database, environment: Mapping[str, str]) -> Iterator[str]:
    """A database with every table and no row, which runners and the houses of journeys copy: migrating takes longer than many a test."""
    name = f"{environment['GPLX_TEST_DB']}_template"
    owner = scratch(found, name=name)["GPLX_OWNER_DATABASE_URL"]
    try:
        told = {**environment, "DATABASE_URL": owner, "GPLX_OWNER_DATABASE_URL": owner}
        if django("migrate", "--verbosity=0", environment=told) != 0:
            raise UnableToStart("The tables for the tests could not be made; the lines above say why.")
        yield name
    finally:
        throw_away(found, name=name)
