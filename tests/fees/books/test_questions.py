"""Balances: the right ones, each by one query, whatever is asked and however much there is."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gplx.fees.books.models import BUDGET, DUE, PLATFORM
from gplx.fees.books.post import post
from gplx.fees.books.questions import balances, balances_until, moved
from tests import builders, moments
from tests.builders import fresh

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2021, 9, 27), date(2021, 9, 28)


@pytest.fixture
def two_days() -> list[object]:
    """Fees of two days and two provinces; one is paid the day after it was asked."""
    with moments.at("2021-09-27T10:00"):
        one = builders.submitted()
        builders.paid()
        builders.paid(department_id="H24")
    with moments.at("2021-09-28T10:00"):
        builders.pay_for(one)
    return [one]


def test_of_a_department_a_day_and_a_dossier(two_days: list[object]) -> None:
    one = two_days[0]
    assert balances(department_id="H26") == {DUE: 0, PLATFORM: 270_000, BUDGET: -270_000}
    assert balances(department_id="H26", day=FIRST) == {DUE: 135_000, PLATFORM: 135_000, BUDGET: -270_000}
    assert balances(day=SECOND) == {DUE: -135_000, PLATFORM: 135_000}
    assert balances(dossier_id=one.id) == {DUE: 0, PLATFORM: 135_000, BUDGET: -135_000}
    assert balances(dossier_id=one.id, day=SECOND) == {DUE: -135_000, PLATFORM: 135_000}
    assert balances() == {DUE: 0, PLATFORM: 405_000, BUDGET: -405_000}


def test_until_the_end_of_a_day(two_days: list[object]) -> None:
    assert balances_until(department_id="H26", day=FIRST) == {DUE: 135_000, PLATFORM: 135_000, BUDGET: -270_000}
    assert balances_until(department_id="H26", day=SECOND) == {DUE: 0, PLATFORM: 270_000, BUDGET: -270_000}


def test_day_by_day(two_days: list[object]) -> None:
    assert moved(department_id="H26", first=FIRST, last=SECOND) == {
        FIRST: {DUE: 135_000, PLATFORM: 135_000, BUDGET: -270_000},
        SECOND: {DUE: -135_000, PLATFORM: 135_000},
    }
    assert moved(department_id="H26", first=FIRST, last=SECOND, kind="paid") == {
        FIRST: {DUE: -135_000, PLATFORM: 135_000},
        SECOND: {DUE: -135_000, PLATFORM: 135_000},
    }


def test_the_day_is_that_of_ha_noi() -> None:
    with moments.at("2021-09-28T00:30"):
        builders.submitted()
    assert balances(day=SECOND) == {DUE: 135_000, BUDGET: -135_000}


@pytest.mark.parametrize("rows", [1, 300])
def test_each_answer_is_one_query(rows: int) -> None:
    with moments.at("2021-09-27T10:00") as at:
        dossier = builders.paid()
        for number in range(rows):
            post(kind="asked", key=fresh(), lines={DUE: number + 1, BUDGET: -number - 1}, department_id="H26", at=at)
    asked = (
        lambda: balances(department_id="H26"),
        lambda: balances(dossier_id=dossier.id),
        lambda: balances(department_id="H26", day=FIRST),
        lambda: balances_until(department_id="H26", day=FIRST),
        lambda: moved(department_id="H26", first=FIRST, last=SECOND),
    )
    for question in asked:
        with CaptureQueriesContext(connection) as queries:
            assert question()
        assert len(queries) == 1
