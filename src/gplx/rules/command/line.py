"""Reading the command line. Each command is a module of its own, loaded only when it is asked for."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final, NoReturn

from gplx.rules.command.refusal import UnableToRunCommand
from gplx.rules.law import UnableToApplyLaw

BAD_INPUT: Final = 2
COMMANDS: Final = {
    "assess": "decide a case given as JSON on standard input",
    "due": "the last day of processing",
    "qr": "read the text of a CCCD's QR code from standard input",
    "explain": "print a rule, a value or a text with where it stands",
    "book": "print every rule with its dates, articles and confidence (docs/law.md)",
    "bench": "assessments a second, and the time from start to answer",
}


class Parser(argparse.ArgumentParser):
    """A parser that refuses in one line."""

    def error(self, message: str) -> NoReturn:
        """Refuse; `--help` shows how it should have been."""
        raise UnableToRunCommand(f"{self.prog}: {message} (xem {self.prog} --help)")


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code: 0, or 2 with one line on standard error."""
    try:
        line = _answer(arguments)
    except (UnableToRunCommand, UnableToApplyLaw) as error:
        sys.stderr.write(f"{error}\n")
        return BAD_INPUT
    sys.stdout.write(f"{line}\n")
    return 0


def _answer(arguments: Sequence[str]) -> str:
    listed = "\n".join(f"  {name:9}{what}" for name, what in COMMANDS.items())
    first = Parser("gplx law", description=listed, formatter_class=argparse.RawDescriptionHelpFormatter)
    first.add_argument("command", choices=COMMANDS)
    name = first.parse_args(arguments[:1]).command
    # By name, so that an assessment does not wait for the tables of holidays.
    command = import_module(f"gplx.rules.command.{name}")
    parser = Parser(f"gplx law {name}", description=COMMANDS[name])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    command.add_arguments(parser)
    return str(command.answer(parser.parse_args(arguments[1:])))
