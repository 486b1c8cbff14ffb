"""``manage bring_up_to_date``: tables, offices, receipt numbers, in one process: a second start waits for Django only once."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Apply every migration that is not yet applied, and have the offices."""

    help = __doc__ or ""
    # The checks load every page; the tests run them, a start need not.
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do all; what is there already stays as it is."""
        call_command("migrate", verbosity=0)
        call_command("open_offices")
        call_command("open_receipt_series")
