"""What all tests share: the database as the house makes it, and no socket but loopback."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import override_settings
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key
from pytest_socket import socket_allow_hosts

from tests.undone import undone

if TYPE_CHECKING:
    from gplx.dossiers.models import Dossier

os.environ.setdefault("GPLX_TODAY", "2021-09-27")
os.environ.setdefault("GPLX_SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests-only-for-tests")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of the runners that go through equal parts, two begin with what waits for programs, while the others compute; who is done first
    takes over from the rest.
    """
    waiting = [item for item in items if item.get_closest_marker("stack")]
    computing = [item for item in items if not item.get_closest_marker("stack")]
    first, second = waiting[: len(waiting) // 2], waiting[len(waiting) // 2 :]
    part = max(0, len(items) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")) - len(first))
    items[:] = [*first, *computing[:part], *second, *computing[part:]]


@pytest.fixture(autouse=True)
def _only_loopback() -> None:
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The tests empty tables between one another, which ledger and books would refuse: their guard against TRUNCATE rests meanwhile."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("ledger_entry", "ledger_seal", "books_transaction", "books_entry"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER never_emptied")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """The queue's tables are no models, so emptying them after tests that commit is ours to do: whatever runs next finds none of it."""
    yield
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        with item.config.stash[blocking_manager_key].unblock(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE pgqueuer, pgqueuer_log, pgqueuer_schedules RESTART IDENTITY")


@pytest.fixture(scope="module")
def made_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """For fixtures of a module that make something once: each of its tests finds that as it was made, whatever the one before did to it.
    The folder is where its files lie.
    """
    folder = tmp_path_factory.mktemp("once")
    with django_db_blocker.unblock(), undone(), _files_in(folder):
        yield folder


@pytest.fixture
def dossier(made: "Dossier") -> "Dossier":
    """What the module made once (``made``), as it was made."""
    return type(made).objects.get(id=made.id)


@pytest.fixture(autouse=True)
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """Files of a test lie in a folder of its own, or in that of what its module made once."""
    folder = request.getfixturevalue("made_once") if "made_once" in request.fixturenames else tmp_path
    # Each test's client would list all static files anew.
    with _files_in(folder), override_settings(WHITENOISE_AUTOREFRESH=True):
        yield folder


def _files_in(folder: Path) -> override_settings:
    default = {**django_settings.STORAGES["default"], "OPTIONS": {"location": folder}}
    return override_settings(STORAGES={**django_settings.STORAGES, "default": default})
