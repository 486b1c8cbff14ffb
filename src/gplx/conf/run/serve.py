"""`./gplx serve`: all processes, until told to stop."""

import argparse
import hashlib
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from gplx.conf.checkout.locks import Lock
from gplx.conf.checkout.places import Places, UnableToStart
from gplx.conf.checkout.progress import say
from gplx.conf.processes import ports
from gplx.conf.processes.world import Wanted, World, world


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="where to listen; 0.0.0.0 for every network")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="web processes, one a core")
    parser.add_argument("--no-migrate", action="store_true", help="leave the tables as they are")


def run(places: Places, options: argparse.Namespace) -> int:
    """Stay up until SIGTERM, SIGHUP or Ctrl-C, which end everything in order."""
    wanted = Wanted(
        host=options.host,
        port=ports.exactly(options.port),
        sandbox_port=ports.preferably(options.port + 1),
        workers=options.workers,
        migrates=not options.no_migrate,
    )
    stop_in_order()
    try:
        with only_one(places), world(places, wanted) as found:
            say(addresses(found))
            found.running.watch()
    except KeyboardInterrupt:
        say("Stopped.")
    return 0


@contextmanager
def only_one(places: Places) -> Iterator[None]:
    """Let one demo or serve at a time work on the same database; raise for a second."""
    which = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode()).hexdigest()[:12]
    lock = Lock(places.state / f"serving-{which}.lock")
    try:
        if not lock.take_at_once():
            raise UnableToStart(
                "GPLX already runs from this checkout. Stop it first (Ctrl-C where it was started), "
                "or start from another checkout, or give another DATABASE_URL."
            )
        yield
    finally:
        lock.close()


def stop_in_order() -> None:
    """Make the signals that end a process unwind it; Ctrl-C too where a script started it in the background."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)


def addresses(found: World) -> str:
    """What to open, and how to end it."""
    sandbox = f"  The outside world (sandbox): {found.sandbox}\n" if found.sandbox else ""
    return f"GPLX is up.\n  GPLX: {found.web}\n{sandbox}  Stop it with Ctrl-C."


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
