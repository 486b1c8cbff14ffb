"""`./gplx bench money`: payments' callbacks and entries of the books a second, beside a bare insert of the same rows."""

import argparse
import os

from gplx.conf.checkout.places import Places
from gplx.conf.postgres.database import database
from gplx.conf.postgres.scratch import scratch
from gplx.conf.processes.environment import for_owner, only_in_practice
from gplx.conf.processes.programs import django, migrate

OWN_DATABASE = "gplx_bench_money"
MOST, LONGEST = 5_000, 60.0


def add_options(parser: argparse.ArgumentParser) -> None:
    """How many, and how long at most."""
    parser.add_argument("--payments", type=int, default=1_000, help=f"at most {MOST}")
    parser.add_argument("--seconds", type=float, default=15.0, help="that each measure takes at most")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")


def run(places: Places, options: argparse.Namespace) -> int:
    """Measure in a database of its own, which is thrown away before the next run."""
    only_in_practice(os.environ)
    with database(places.root, environment=os.environ) as found:
        own = scratch(found, name=OWN_DATABASE)
        environment = {
            **for_owner(places, found),
            **own,
            "DATABASE_URL": own["GPLX_OWNER_DATABASE_URL"],
            "GPLX_PRACTICE": "1",
            "GPLX_TODAY": "2021-09-27",
        }
        migrate(environment)
        wanted = [f"--payments={min(max(options.payments, 1), MOST)}", f"--seconds={min(options.seconds, LONGEST)}"]
        return django("bench_money", *wanted, *(["--json"] if options.json else []), environment=environment)
