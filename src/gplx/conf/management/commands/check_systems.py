"""``manage check_systems``: what ``./gplx check`` runs inside of Django."""

import json
from typing import Any

import msgspec
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from rich.console import Console
from rich.table import Table

from gplx.conf.check.finding import BAD, GOOD, Finding
from gplx.conf.check.inside import check_inside
from gplx.conf.check.outside import check_outside

_COLOURS = {GOOD: "green", BAD: "bold red"}


class Command(BaseCommand):
    """Call every outside system once and say in words what is wrong; ends with 1 where something is."""

    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Which systems, and how to answer."""
        parser.add_argument("--only", nargs="*", default=[], help="names of outside systems; none: all, and the house")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check and tell."""
        only = tuple(options["only"])
        found = (*(() if only else check_inside()), *check_outside(settings.OUTSIDE, only=only))
        if options["json"]:
            said = {"ok": not any(one.verdict == BAD for one in found), "systems": msgspec.to_builtins(found)}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            self.stdout.write(_table(found))
        if any(one.verdict == BAD for one in found):
            raise SystemExit(1)


def _table(found: tuple[Finding, ...]) -> str:
    table = Table("System", "Address", "", "What was found", "ms")
    for one in found:
        verdict = f"[{_COLOURS.get(one.verdict, 'dim')}]{one.verdict}[/]"
        table.add_row(one.system, one.at, verdict, one.says, str(one.milliseconds or ""))
    console = Console()
    with console.capture() as drawn:
        console.print(table)
    return drawn.get()
