"""``manage open_offices``: the departments and the Directorate; in the practice world their officers, too."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from gplx.offices.changes import open_departments, open_directorate
from gplx.offices.practice import open_practice_world


class Command(BaseCommand):
    """Have the offices. What is there already stays as it is."""

    help = __doc__ or ""

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Open them."""
        if settings.PRACTICE:
            open_practice_world()
        else:
            open_departments()
            open_directorate()
