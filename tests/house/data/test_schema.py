"""Tables are made by migrations alone, and no migration keeps people waiting at a large table."""

import io
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.postgres.operations import AddIndexConcurrently
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation

CHECKS_ALL_ROWS = (migrations.AddIndex, migrations.AddConstraint, migrations.AlterUniqueTogether)
BREAKS_RUNNING_PROGRAMS = (migrations.RenameField, migrations.RenameModel, migrations.AlterModelTable)
SLOW_SQL = re.compile(
    r"(?i)\b(CREATE\s+(?:UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)|LOCK\s+TABLE|VACUUM\s+FULL|CLUSTER|REINDEX)\b"
)


def later() -> list[Migration]:
    """The migrations of the house that find tables with rows in them."""
    found = MigrationLoader(connection).disk_migrations.items()
    ours = (migration for (app, _), migration in found if apps.get_app_config(app).name.startswith("gplx."))
    return [migration for migration in ours if not migration.initial]


def troubles(operation: Operation, *, fresh: set[str]) -> Iterator[str]:
    """Why an operation would hold up, or break, programs at work; ``fresh`` are tables that the same migration makes."""
    table = getattr(operation, "model_name", "").lower()
    if isinstance(operation, migrations.RunSQL):
        if SLOW_SQL.search(str(operation.sql)):
            yield "makes an index, or locks a table, while others wait"
    elif isinstance(operation, BREAKS_RUNNING_PROGRAMS):
        yield "renames what running programs use"
    elif table in fresh or isinstance(operation, AddIndexConcurrently):
        return
    elif isinstance(operation, CHECKS_ALL_ROWS):
        yield "reads a whole table while nobody may write to it"
    elif isinstance(operation, migrations.AddField):
        yield from of_a_new_column(operation.field)


def of_a_new_column(column: models.Field) -> Iterator[str]:
    """A column must be fillable for rows that exist, and without reading them all."""
    if column.many_to_many:
        return
    is_text = column.blank and column.empty_strings_allowed
    if not (column.null or is_text or column.has_default() or column.has_db_default()):
        yield "adds a column that existing rows cannot fill"
    if column.unique or (column.db_index and not column.is_relation):
        yield "makes an index while others wait"


def of_a_migration(migration: Migration) -> list[str]:
    fresh = {one.name.lower() for one in migration.operations if isinstance(one, migrations.CreateModel)}
    return [trouble for one in migration.operations for trouble in troubles(one, fresh=fresh)]


@pytest.mark.django_db
def test_migrations_say_what_the_models_say() -> None:
    told = io.StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=told, stderr=told)
    assert told.getvalue().strip() == "No changes detected"


@pytest.mark.django_db
def test_the_database_has_the_columns_of_the_models() -> None:
    """What the tables really are: every column of every model, and no other."""
    with connection.cursor() as cursor:
        found = {
            model._meta.db_table: {
                column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)
            }
            for model in apps.get_models()
        }
    assert found == {
        model._meta.db_table: {column.column for column in model._meta.concrete_fields} for model in apps.get_models()
    }


@pytest.mark.django_db
def test_every_migration_was_applied_and_there_is_one_way() -> None:
    loader = MigrationLoader(connection)
    assert loader.detect_conflicts() == {}
    assert {key for key in loader.disk_migrations if key not in loader.applied_migrations} == set()


@pytest.mark.django_db
def test_no_migration_keeps_people_waiting() -> None:
    assert later()
    found = {f"{one.app_label}.{one.name}": of_a_migration(one) for one in later()}
    assert {name: trouble for name, trouble in found.items() if trouble} == {}


@pytest.mark.parametrize(
    ("operation", "count"),
    [
        (migrations.AddIndex("dossier", models.Index(fields=["state"], name="slow")), 1),
        (AddIndexConcurrently("dossier", models.Index(fields=["state"], name="quick")), 0),
        (migrations.AddIndex("new", models.Index(fields=["state"], name="in_a_new_table")), 0),
        (migrations.AddField("dossier", "note", models.CharField(max_length=9)), 1),
        (migrations.AddField("dossier", "note", models.CharField(max_length=9, default="")), 0),
        (migrations.AddField("dossier", "note", models.CharField(max_length=9, blank=True)), 0),
        (migrations.AddField("dossier", "day", models.DateField(blank=True)), 1),
        (migrations.AddField("dossier", "note", models.CharField(max_length=9, null=True)), 0),
        (migrations.AddField("dossier", "note", models.CharField(max_length=9, null=True, unique=True)), 1),
        (migrations.AddField("dossier", "note", models.CharField(max_length=9, null=True, db_index=True)), 1),
        (migrations.RenameField("dossier", "state", "stage"), 1),
        (migrations.RunSQL("CREATE INDEX slow ON dossiers_dossier (state)"), 1),
        (migrations.RunSQL("CREATE INDEX CONCURRENTLY quick ON dossiers_dossier (state)"), 0),
        (migrations.RunSQL("LOCK TABLE dossiers_dossier"), 1),
    ],
)
def test_what_counts_as_keeping_people_waiting(operation: Operation, count: int) -> None:
    assert len(list(troubles(operation, fresh={"new"}))) == count
