"""The commands behind `./gplx`, apart from `law`, which the launcher hands to `gplx.rules` without a detour."""

import argparse
import sys
from collections.abc import Sequence

from gplx.conf.checkout.places import UnableToStart, checkout, in_words
from gplx.conf.checkout.progress import say
from gplx.conf.run import bench, check, demo, drill, lock, manage, migrate, serve, test, worker

COMMANDS = {
    "demo": (demo, "everything in practice, on a day of the pilot"),
    "serve": (serve, "the same processes for use"),
    "bench": (bench, "how fast it is: dossier, law; how far it reaches: reach"),
    "test": (test, "all checks and tests; arguments go to pytest alone"),
    "check": (check, "call every outside system once, and say in words what is wrong"),
    "drill": (drill, "200 dossiers while every outside system fails and every process is killed"),
    "migrate": (migrate, "bring the database's tables up to date"),
    "manage": (manage, "a Django management command, as the database's owner"),
    "lock": (lock, "pin requirements*.in anew"),
    "worker": (worker, "the worker process alone, against DATABASE_URL"),
}


def main(arguments: Sequence[str]) -> int:
    """Run one command. The answer is its exit code: 0 when all is well, 1 when something outside stands in the way."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(checkout(), options))
    except UnableToStart as trouble:
        say(f"gplx: {trouble}")
        return 1
    except OSError as trouble:
        say(f"gplx: {in_words(trouble)}")
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./gplx",
        description="GPLX: exchange a driving licence online.",
        epilog="./gplx law … explains a case by the rules alone; see ./gplx law --help.",
    )
    commands = parser.add_subparsers(metavar="command", required=True)
    for name, (module, summary) in COMMANDS.items():
        own = not getattr(module, "PASSES_ON", False)
        command = commands.add_parser(name, help=summary, prefix_chars="-" if own else "\0", add_help=own)
        getattr(module, "add_options", _none)(command)
        command.set_defaults(run=module.run)
    return parser


def _none(_parser: argparse.ArgumentParser) -> None:
    """A command without options of its own."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
