"""Each outside system: an address, a time after which it is given up, a twin in the practice world, and tests against that twin."""

import inspect
import re

import pytest
from django.conf import settings
from starlette.routing import Route

from gplx.conf.env import SETTINGS
from gplx.conf.processes.environment import OUTSIDE, SCANNER
from gplx.registers.directory import registers
from gplx.registers.http_client import Address
from sandbox import app
from sandbox.control.faults import SYSTEMS
from tests.house.source import GPLX, SANDBOX, TESTS, calls, inside, python_under

LONGEST = 60
# Departments' own software: each department names an address, so there is none to set.
SOFTWARE = "webhooks"
CLIENTS = (
    "Client",
    "AsyncClient",
    "urlopen",
    "create_connection",
    "ClamdAsyncClient",
    "HTTPConnection",
    "HTTPSConnection",
)


def address(name: str) -> Address:
    """Where our adapter finds the system."""
    plain = settings.OUTSIDE.plain
    return plain[name] if name in plain else getattr(settings.OUTSIDE, name)


def test_every_register_is_an_outside_system() -> None:
    assert set(registers()) == set(OUTSIDE) - {"portal"} | {SCANNER, SOFTWARE}, (
        "at the portal people sign in; nothing is exchanged"
    )


@pytest.mark.parametrize("name", OUTSIDE)
def test_it_has_an_address_and_is_given_up_in_time(name: str) -> None:
    assert {f"GPLX_{name.upper()}_{what}" for what in ("URL", "TOKEN", "TIMEOUT", "LIMIT")} <= set(SETTINGS)
    assert 0 < address(name).timeout <= LONGEST
    assert 0 < address(name).connect_timeout <= address(name).timeout
    assert address(name).connections > 0


def test_the_scanner_may_be_left_out_but_never_waits_for_ever() -> None:
    assert {f"GPLX_SCANNER_{what}" for what in ("URL", "TIMEOUT", "REST")} <= set(SETTINGS)
    assert SETTINGS["GPLX_SCANNER_URL"].default == ""
    assert 0 < settings.OUTSIDE.scanner.timeout <= LONGEST


def test_departments_software_is_given_up_in_time() -> None:
    assert {f"GPLX_WEBHOOKS_{what}" for what in ("TIMEOUT", "REST", "LIMIT")} <= set(SETTINGS)
    limits = settings.OUTSIDE.webhooks
    assert 0 < limits.connect_timeout <= limits.timeout <= LONGEST
    assert limits.connections > 0
    assert limits.public_only


@pytest.mark.parametrize("name", (*OUTSIDE, "software"))
def test_the_practice_world_plays_it(name: str) -> None:
    made = app.create(people=1)
    inner = made
    while not hasattr(inner, "routes"):
        inner = inner.app
    played = {route.path.split("/")[1] for route in inner.routes if isinstance(route, Route)}
    assert name in played


def test_the_practice_world_plays_the_scanner_beside_them() -> None:
    assert SCANNER in SYSTEMS
    assert inspect.iscoroutinefunction(app.create(people=1).scanner.serve)


@pytest.mark.parametrize("name", (*OUTSIDE, SCANNER, "software"))
def test_it_is_tried_against_the_practice_world(name: str) -> None:
    contracts = "\n".join(path.read_text() for path in python_under(TESTS / "registers/contract"))
    assert re.search(rf'[/"]{name}(?![a-z])', contracts)


@pytest.mark.parametrize("folder", [GPLX, SANDBOX], ids=inside)
def test_no_client_waits_for_ever(folder: object) -> None:
    made = calls(*CLIENTS, under=python_under(folder))
    assert [call.where for call in made if "timeout" not in call.named] == []


def test_registers_are_reached_by_one_client_and_the_scanner_by_its_own() -> None:
    made = {call.where.partition(":")[0] for call in calls(*CLIENTS, under=python_under(GPLX / "registers"))}
    assert made == {"src/gplx/registers/http_client.py", "src/gplx/registers/scanner/clamd.py"}


def test_rooms_above_the_registers_open_no_connection() -> None:
    """Only adapters leave the house; the launcher's demonstration is a visitor from outside."""
    importers = {
        inside(path.parent)
        for path in python_under(GPLX)
        for line in path.read_text().splitlines()
        if line.startswith(
            ("import httpx", "from httpx", "import requests", "import urllib.request", "import http.client")
        )
    }
    assert {folder for folder in importers if not folder.startswith(("src/gplx/registers", "src/gplx/conf/"))} == set()
