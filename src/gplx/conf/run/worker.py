"""`./gplx worker`: one process that does what the queue and the clock ask for."""

import argparse
import os

import django
from django.utils.module_loading import import_string

from gplx.conf.checkout.places import Places

SETTINGS = "gplx.conf.settings"


def run(_places: Places, _options: argparse.Namespace) -> int:
    """Run until told to stop. The rooms are loaded only now, because their tables need Django's settings first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    import_string("gplx.clock.worker.main")()
    return 0
