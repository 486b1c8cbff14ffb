"""`./gplx migrate`: the tables, as the owner of the database."""

import argparse
import os

from gplx.conf.run.environment import for_owner
from gplx.conf.run.places import Places, UnableToStart
from gplx.conf.run.postgres import Database, database
from gplx.conf.run.programs import django


def run(places: Places, _options: argparse.Namespace) -> int:
    """Start the database, bring it up to date, stop it."""
    with database(places.root, environment=os.environ) as found:
        migrate(places, found)
    return 0


def migrate(places: Places, found: Database) -> None:
    """Apply every migration that is not yet applied, or raise."""
    if django("migrate", "--verbosity=0", environment=for_owner(places, found)) != 0:
        raise UnableToStart("The tables could not be brought up to date; the lines above say why. Nothing was started.")
