"""Every job of the calendar has its alarm: a metric that grows while it does not run, and a line in the operator's guide."""

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from gplx.clock.calendar import CALENDAR
from gplx.ground.backlog import overdue
from tests.house.source import ROOT

pytestmark = pytest.mark.django_db


def scheduled(name: str, *, behind: str) -> None:
    """A row as the worker writes it, whose time came ``behind`` ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pgqueuer_schedules (expression, entrypoint, heartbeat, created, updated, next_run, status) "
            "VALUES (%s, %s, now(), now(), now(), now() - %s::interval, 'queued')",
            [CALENDAR[name][0], name, behind],
        )


def test_before_a_worker_ran_there_is_nothing_to_be_late() -> None:
    assert overdue() == {}


@pytest.mark.parametrize("name", CALENDAR)
def test_what_does_not_run_grows(name: str, client: Client, settings: Settings) -> None:
    scheduled(name, behind="1 hour")
    assert 3600 <= overdue()[name] < 3660
    settings.PRACTICE = True
    assert f'gplx_calendar_overdue_seconds{{job="{name}"}} 36' in client.get("/metrics").content.decode()


@pytest.mark.parametrize("name", CALENDAR)
def test_what_is_on_time_is_at_nought(name: str) -> None:
    scheduled(name, behind="-1 minute")
    assert overdue() == {name: 0.0}


@pytest.mark.parametrize("name", CALENDAR)
def test_the_operators_guide_names_its_alarm(name: str) -> None:
    guide = (ROOT / "docs/guides/van-hanh.md").read_text(encoding="utf-8")
    assert "gplx_calendar_overdue_seconds" in guide
    assert f"`{name}`" in guide
