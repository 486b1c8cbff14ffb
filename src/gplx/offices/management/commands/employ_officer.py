"""`./gplx manage employ_officer an.h26 "Nguyễn Văn An" H26 clerk examiner`: an officer with both factors, shown once."""

import io
import secrets
from argparse import ArgumentParser
from typing import Any

import segno
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from gplx.offices.changes import employ, open_health_office
from gplx.offices.models import ROLES, Department


class Command(BaseCommand):
    """Give somebody a desk: user name, password, second factor."""

    help = "Make an officer, or give one a new password and a new second factor; the ones before stop working at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, where, in which roles."""
        parser.add_argument("username")
        parser.add_argument("name")
        parser.add_argument("department", help="its code, for example H26")
        parser.add_argument("roles", nargs="+", choices=sorted(ROLES))

    def _open(self, code: str) -> None:
        """See that there is such an office; a health office is opened with its first officer."""
        beside = Department.objects.filter(id=f"H{code[1:]}").first() if code.startswith("Y") else None
        if beside:
            open_health_office(beside)
        elif not Department.objects.filter(id=code).exists():
            raise CommandError(f"There is no office {code}. The codes are H01 to H63, Y01 to Y63 (health), and TCDB.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Show the password, and the QR that an authenticator app reads."""
        self._open(options["department"])
        password = secrets.token_urlsafe(12)
        with transaction.atomic():
            officer = employ(
                username=options["username"],
                name=options["name"],
                department_id=options["department"],
                roles=tuple(options["roles"]),
                password=password,
            )
            TOTPDevice.objects.filter(user=officer).delete()
            device = TOTPDevice.objects.create(user=officer, name="authenticator", confirmed=True)
        self.stdout.write(f"user name  {officer.username}")
        self.stdout.write(f"password   {password}")
        self.stdout.write("second factor: read this QR with an authenticator app")
        drawn = io.StringIO()
        segno.make(device.config_url).terminal(drawn, compact=True)
        self.stdout.write(drawn.getvalue())
