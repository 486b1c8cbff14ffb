"""Whether the database has all tables that this version of the code needs."""

from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


def missing_migrations() -> frozenset[tuple[str, str]]:
    """The migrations of the code that were not applied to the database."""
    return known_migrations() - MigrationRecorder(connection).applied_migrations().keys()


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """The migrations of the code, by room and name, read off their files: importing them all would take too long."""
    rooms = apps.get_app_configs()
    return frozenset(
        (room.label, file.stem) for room in rooms for file in Path(room.path, "migrations").glob("[0-9]*.py")
    )
