"""`./gplx migrate`: the tables, as the owner of the database."""

import argparse
import os

from gplx.conf.checkout.places import Places
from gplx.conf.postgres.database import database
from gplx.conf.processes.environment import for_owner
from gplx.conf.processes.programs import migrate


def run(places: Places, _options: argparse.Namespace) -> int:
    """Start the database, bring it up to date, stop it."""
    with database(places.root, environment=os.environ) as found:
        migrate(for_owner(places, found))
    return 0
