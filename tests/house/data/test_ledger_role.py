"""The application's database role adds to the ledger and reads it; it cannot change, remove or empty anything there."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from psycopg.errors import InsufficientPrivilege

from gplx.conf.postgres.database import APPLICATION

ADD = """
INSERT INTO ledger_entry (subject, number, at, kind, act, actor, details, previous, digest)
VALUES ('dossier:role', 1, now(), 'act', 'submit', 'citizen:1', '{}', repeat('0', 64), repeat('1', 64))
"""
SEAL = "INSERT INTO ledger_seal (day, entries, digest, previous) VALUES ('2021-09-27', 1, repeat('1', 64), repeat('0', 64))"
# Each with a column that somebody might want to write anew.
TABLES = {"ledger_entry": "digest", "ledger_seal": "digest", "books_transaction": "kind", "books_entry": "purpose"}
FORBIDDEN = [
    statement.format(table, column)
    for table, column in TABLES.items()
    for statement in (
        "UPDATE {0} SET {1} = ''",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "DROP TABLE {}",
        "ALTER TABLE {} DISABLE TRIGGER append_only",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "DROP TRIGGER append_only ON {}",
    )
] + [
    "SET ROLE gplx_owner",
    "SET session_replication_role = replica",
    "CREATE TABLE intruder ()",
    "UPDATE django_migrations SET name = ''",
    "DROP TRIGGER transaction_is_whole ON books_entry",
    "ALTER TABLE books_entry DISABLE TRIGGER transaction_is_whole",
    "CREATE OR REPLACE FUNCTION books_transaction_is_whole() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
]


@pytest.fixture
def application(db: None) -> Iterator[psycopg.Connection]:
    """A connection of the application's role to the tests' database; what it does is undone."""
    connection.ensure_connection()
    own = connection.get_connection_params()
    where = {key: own[key] for key in ("dbname", "host", "port") if own.get(key)}
    with psycopg.connect(**where, user=APPLICATION) as made:
        yield made
        made.rollback()


def test_it_is_the_applications_role(application: psycopg.Connection) -> None:
    row = application.execute("SELECT current_user, usesuper FROM pg_user WHERE usename = current_user").fetchone()
    assert row == ("gplx_app", False)


def test_it_adds_and_reads(application: psycopg.Connection) -> None:
    application.execute(ADD)
    application.execute(SEAL)
    found = application.execute("SELECT act FROM ledger_entry WHERE subject = 'dossier:role'").fetchall()
    assert found == [("submit",)]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_it_may_not(application: psycopg.Connection, statement: str) -> None:
    with pytest.raises(InsufficientPrivilege) as refused:
        application.execute(statement)
    assert "append-only" not in str(refused.value), (
        "the role itself must lack the right, not only the trigger refuse it"
    )


def test_the_rest_of_the_tables_it_may_change(application: psycopg.Connection) -> None:
    application.execute("UPDATE dossiers_dossier SET version = version")
    application.execute("DELETE FROM django_session")


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE ledger_entry SET digest = ''", "DELETE FROM ledger_entry"])
def test_not_even_the_owner_changes_it_while_the_trigger_stands(statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match="append-only"):
        cursor.execute(statement)
