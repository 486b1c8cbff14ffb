"""What all tests share: the database as the house makes it, and no socket but loopback."""

import os
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings
from pytest_socket import socket_allow_hosts

os.environ.setdefault("GPLX_TODAY", "2021-09-27")
os.environ.setdefault("GPLX_SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests-only-for-tests")


@pytest.fixture(autouse=True)
def _only_loopback() -> None:
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The tests empty tables between one another, which ledger and books would refuse: their guard against TRUNCATE rests meanwhile."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("ledger_entry", "ledger_seal", "books_transaction", "books_entry"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER never_emptied")


@pytest.fixture(autouse=True)
def _empty_queue(request: pytest.FixtureRequest) -> None:
    """The queue's tables are no models, so emptying them between tests that commit is ours to do."""
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        request.getfixturevalue("transactional_db")
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE pgqueuer, pgqueuer_log RESTART IDENTITY")


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Settings) -> Path:
    """Files of a test lie in a folder of its own."""
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    # Each test's client would list all static files anew.
    settings.WHITENOISE_AUTOREFRESH = True
    return tmp_path
