"""``manage clinic_login 01901 --certificate chung-thu.pem``: a new password for a clinic's software, and the certificate of its key."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gplx.ground.clock import now
from gplx.offices.clinics.certificates import UnableToRegister, register
from gplx.offices.clinics.login import give_login
from gplx.offices.models import Clinic


class Command(BaseCommand):
    """Give a clinic its way into the gateway."""

    help = "Give a clinic's software a new password for the gateway; the one before no longer opens anything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and the certificate."""
        parser.add_argument("clinic", help="the code of the clinic, as 01901")
        parser.add_argument("--certificate", type=Path, help="the certificate with which it signs, PEM or DER")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print user name and password, which are shown only now."""
        clinic = Clinic.objects.filter(id=options["clinic"]).first()
        if clinic is None:
            raise CommandError(f"There is no clinic {options['clinic']}.")
        with transaction.atomic():
            if options["certificate"]:
                _register(clinic, options["certificate"])
            password = give_login(clinic)
        self.stdout.write(f"Username {clinic.id}\nPassword {password} (over the wire goes its MD5)")


def _register(clinic: Clinic, file: Path) -> None:
    try:
        register(clinic=clinic, data=file.read_bytes(), at=now())
    except (OSError, UnableToRegister) as trouble:
        raise CommandError(str(trouble)) from trouble
