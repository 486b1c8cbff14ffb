"""`./gplx manage department_key H26 [--user so-hn]`: a new key for the software of a department, shown once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gplx.offices.api_keys import give_api_key
from gplx.offices.models import Department


class Command(BaseCommand):
    """Give a department's own software a key."""

    help = "Make a new key for the software of a department; the one before stops working at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The department, and the user name of its software."""
        parser.add_argument("department", help="its code, for example H26")
        parser.add_argument("--user", default="", help="the user name for mapi/login (default: so-<code>)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Show the key, and what the software has to call itself (``donViXuLy``) and its user."""
        code = options["department"]
        department = Department.objects.filter(id=code).first()
        if department is None:
            raise CommandError(f"There is no department {code}. The codes are H01 to H63.")
        user = options["user"] or f"so-{code.lower()}"
        self.stdout.write(f"unit {department.agency_code}")
        self.stdout.write(f"user {user}")
        self.stdout.write(f"key  {give_api_key(department_id=code, user=user)}")
