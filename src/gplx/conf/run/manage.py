"""`./gplx manage …`: Django's own commands."""

import argparse
import os

from gplx.conf.checkout.places import Places
from gplx.conf.postgres.database import database
from gplx.conf.processes.environment import for_owner
from gplx.conf.processes.programs import django

PASSES_ON = True


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("arguments", nargs="*")


def run(places: Places, options: argparse.Namespace) -> int:
    """Run one management command with the rights of the database's owner."""
    with database(places.root, environment=os.environ) as found:
        return django(*options.arguments, environment=for_owner(places, found))
