"""`./gplx manage practice_copy "Nguyễn Văn A" --class B2`: a certified copy to try the upload with; its authority becomes trusted."""

import os
from argparse import ArgumentParser
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gplx.conf.checkout.places import UnableToStart
from gplx.conf.processes.environment import only_in_practice
from gplx.ground.clock import HANOI, today
from gplx.health.copies.practice.authority import practice_authority
from gplx.health.copies.practice.sample import practice_copy


class Command(BaseCommand):
    """Write a signed sample."""

    help = "Write a certified copy of a made-up health certificate, signed by the practice world's own authority."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom it is about, and the day on which it was signed."""
        parser.add_argument("name", help="the person's name")
        parser.add_argument("--class", dest="licence_class", default="B2", help="the class (default: B2)")
        parser.add_argument("--day", type=date.fromisoformat, help="the day of signing, 2021-09-20 (default: today)")
        parser.add_argument("--to", type=Path, default=Path("ban-sao.pdf"), help="the file (default: ban-sao.pdf)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the file and say where it is."""
        try:
            only_in_practice(os.environ)
        except UnableToStart as refusal:
            raise CommandError(str(refusal)) from refusal
        at = datetime.combine(options["day"] or today(), time(8), HANOI)
        authority = practice_authority(settings.TRUST_LIST)
        copy = practice_copy(name=options["name"], licence_class=options["licence_class"], authority=authority, at=at)
        options["to"].write_bytes(copy)
        self.stdout.write(f"{options['to']}, signed {at:%d/%m/%Y}; its authority stands in {settings.TRUST_LIST}")
