"""Entering into the books: the key, the day and the lines are what was told; what the database refuses leaves no trace."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from gplx.fees.books.models import BUDGET, CASH, DUE, PLATFORM, PURPOSES, Entry, Transaction
from gplx.fees.books.post import post
from gplx.fees.books.questions import balances, balances_until, moved
from gplx.ground.clock import HANOI
from tests import builders

pytestmark = pytest.mark.django_db
MIDNIGHT = datetime(2021, 9, 28, 0, 0, tzinfo=HANOI)


@pytest.fixture(autouse=True)
def _office() -> None:
    builders.department()


def enter(
    key: str = "k", *, lines: dict[str, int] | None = None, at: datetime = MIDNIGHT, day: date | None = None
) -> bool:
    sums = {DUE: 5, BUDGET: -5} if lines is None else lines
    return post(kind="asked", key=key, lines=sums, department_id="H26", at=at, day=day)


def test_a_day_that_is_named_goes_before_that_of_the_moment() -> None:
    enter("a")
    enter("b", day=date(2021, 9, 20))
    assert dict(Transaction.objects.values_list("key", "day")) == {"a": date(2021, 9, 28), "b": date(2021, 9, 20)}
    assert balances_until(department_id="H26", day=date(2021, 9, 27)) == {DUE: 5, BUDGET: -5}
    assert balances_until(department_id="H26", day=date(2021, 9, 19)) == {}


def test_nought_is_left_out_and_the_rest_counted() -> None:
    assert enter(lines={DUE: 5, BUDGET: -5, CASH: 0}) is True
    assert (Transaction.objects.get().lines, Entry.objects.count()) == (2, 2)
    connection.check_constraints()


def test_a_second_telling_with_other_sums_changes_nothing() -> None:
    assert [enter(), enter(lines={DUE: 900, BUDGET: -900})] == [True, False]
    assert balances() == {DUE: 5, BUDGET: -5}


def test_one_that_does_not_make_nought_takes_the_whole_work_with_it() -> None:
    with pytest.raises(IntegrityError, match="not nought"), transaction.atomic():
        enter("good")
        enter("bad", lines={PLATFORM: 7, BUDGET: -6})
        connection.check_constraints()
    assert not Transaction.objects.exists()
    assert enter("good") is True


def test_very_large_sums_keep_every_dong() -> None:
    enter(lines={DUE: 9 * 10**17 + 1, BUDGET: -(9 * 10**17) - 1})
    assert balances()[DUE] == 900_000_000_000_000_001


def test_all_accounts_can_be_moved_at_once() -> None:
    lines = {purpose: number for number, purpose in enumerate(PURPOSES[:-1], start=1)}
    lines[PURPOSES[-1]] = -sum(lines.values())
    enter(lines=lines)
    connection.check_constraints()
    assert balances() == lines


def test_a_key_that_is_too_long_is_refused_and_not_cut() -> None:
    with pytest.raises(Exception, match="too long"), transaction.atomic():
        enter("k" * 121)
    assert enter("k" * 120) is True


def test_days_that_nothing_moved_are_not_in_the_answer() -> None:
    enter()
    found = moved(department_id="H26", first=date(2021, 9, 1), last=date(2021, 9, 30))
    assert found == {date(2021, 9, 28): {DUE: 5, BUDGET: -5}}
    assert moved(department_id="H26", first=date(2021, 9, 1), last=date(2021, 9, 27)) == {}
    assert moved(department_id="H24", first=date(2021, 9, 1), last=date(2021, 9, 30)) == {}
    assert moved(department_id="H26", first=date(2021, 9, 1), last=date(2021, 9, 30), kind="paid") == {}
