"""`./gplx demo`: the whole house in the pilot's own week, in practice, ready to click through."""

import argparse
import os

from gplx.conf.checkout.places import Places
from gplx.conf.checkout.progress import say
from gplx.conf.processes import ports
from gplx.conf.processes.world import Wanted, world
from gplx.conf.run.serve import addresses, stop_in_order

PILOT_DAY = "2021-09-27"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--exit", action="store_true", help="stop after the run")


def run(places: Places, options: argparse.Namespace) -> int:
    """Start everything on free ports and stay up until Ctrl-C."""
    stop_in_order()
    wanted = Wanted(
        host="127.0.0.1",
        port=ports.preferably(8000),
        sandbox_port=ports.preferably(8001),
        workers=os.cpu_count() or 1,
        first_day=PILOT_DAY,
    )
    try:
        with world(places, wanted) as found:
            say(addresses(found))
            if not options.exit:
                found.running.watch()
    except KeyboardInterrupt:
        say("Stopped.")
    return 0
