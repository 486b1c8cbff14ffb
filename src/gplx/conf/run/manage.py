"""`./gplx manage …`: Django's own commands."""

import argparse
import os

from gplx.conf.run.environment import for_owner
from gplx.conf.run.places import Places
from gplx.conf.run.postgres import database
from gplx.conf.run.programs import django

PASSES_ON = True


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("arguments", nargs="*")


def run(places: Places, options: argparse.Namespace) -> int:
    """Run one management command with the rights of the database's owner."""
    with database(places.root, environment=os.environ) as found:
        return django(*options.arguments, environment=for_owner(places, found))
