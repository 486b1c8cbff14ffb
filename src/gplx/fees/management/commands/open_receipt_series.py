"""``manage open_receipt_series H26 1C21-HN 1 500000``: a run of receipt numbers; without words, one for each practice office."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gplx.fees.receipts.changes import open_series
from gplx.offices.models import Department
from gplx.offices.questions import departments_online

PRACTICE_LAST = 9_999_999  # the seven digits of a number


class Command(BaseCommand):
    """Open a series of receipt numbers."""

    help = "Open a series of receipt numbers for a department; what is there already stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, which symbol, from which number to which."""
        parser.add_argument("department", nargs="?", help="its code, for example H26")
        parser.add_argument("symbol", nargs="?", help="as it stands on the receipts")
        parser.add_argument("first", nargs="?", type=int)
        parser.add_argument("last", nargs="?", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, and say which there is."""
        if options["department"] is None:
            self._practise()
            return
        department = Department.objects.filter(id=options["department"]).first()
        first, last = options["first"] or 0, options["last"] or 0
        if department is None or not options["symbol"] or not 1 <= first <= last <= PRACTICE_LAST:
            raise CommandError("Say a department (H01 to H63), a symbol, and the first and last number (1 to 9999999).")
        series = open_series(department=department, symbol=options["symbol"], first=first, last=last)
        self.stdout.write(f"{department.id} {series}, given out up to {series.given or 0}")

    def _practise(self) -> None:
        if not settings.PRACTICE:
            return
        for department in departments_online():
            open_series(department=department, symbol=f"TH21-{department.id}", first=1, last=PRACTICE_LAST)
