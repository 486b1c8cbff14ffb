"""``manage practice_clinics http://127.0.0.1:8100``: learn with which certificates the clinics of the practice world sign now."""

import time
from argparse import ArgumentParser
from typing import Any

import httpx
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gplx.ground.clock import now
from gplx.offices.clinics.practice import register_practice_certificates

PATIENCE = 60.0  # seconds that the sandbox may take to listen: it makes its people first
AGAIN = 0.2
TIMEOUT = 20.0


class Command(BaseCommand):
    """Register the practice world's certificates."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the sandbox is."""
        parser.add_argument("sandbox", help="the address of the sandbox")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Ask the sandbox, and register what it says."""
        if not settings.PRACTICE:
            raise CommandError(
                "Certificates of made-up clinics are registered only in the practice world (GPLX_PRACTICE=1)."
            )
        told = _clinics(options["sandbox"])
        certificates = {one["facility"]: one["certificate"] for one in told}
        count = register_practice_certificates(certificates, at=now())
        if options["verbosity"]:
            self.stdout.write(f"{count} clinics sign with these certificates")


def _clinics(sandbox: str) -> list[dict[str, str]]:
    give_up = time.monotonic() + PATIENCE
    with httpx.Client(base_url=sandbox, timeout=TIMEOUT, trust_env=False) as client:
        while True:
            try:
                answer = client.get("/_sandbox/clinics").raise_for_status()
                return list(answer.json()["clinics"])
            except httpx.HTTPError as error:
                if time.monotonic() > give_up:
                    raise CommandError(f"The sandbox does not tell of its clinics: {type(error).__name__}") from error
                time.sleep(AGAIN)
