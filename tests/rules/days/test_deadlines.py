"""Working days and the last days counted in them."""

import csv
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gplx.rules.deadlines import (
    acknowledge_by,
    apology_by,
    correction_request_by,
    counts_from,
    due,
    is_working_day,
    last_working_day,
    next_working_day,
    nth_working_day,
    processing_days,
    working_days_between,
)
from gplx.rules.deadlines.calendar import OVERRIDES
from gplx.rules.law import UnableToApplyLaw

D = date.fromisoformat
T = datetime.fromisoformat


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2021-09-27", True),
        ("2021-09-25", False),
        ("2021-09-26", False),
        ("2021-01-01", False),
        ("2021-02-10", False),
        ("2021-02-16", False),
        ("2021-02-17", True),
        ("2021-04-21", False),
        ("2021-05-03", False),
        ("2021-09-03", False),
        ("2018-12-31", False),
        ("2019-01-05", True),
        ("2024-04-29", False),
        ("2024-05-04", True),
        ("2025-04-26", True),
        ("2025-05-02", False),
        ("2026-01-02", False),
        ("2026-01-10", True),
        ("2026-08-22", True),
        ("2026-08-31", False),
        ("2026-11-24", False),
        ("2017-01-26", False),
        ("2030-09-02", False),
    ],
)
def test_working_day(day: str, *, works: bool) -> None:
    assert is_working_day(D(day)) is works


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        ("2021-02-09T10:00", 5, "2021-02-23"),
        ("2021-04-29T10:00", 5, "2021-05-10"),
        ("2021-08-30T10:00", 5, "2021-09-08"),
        ("2021-09-30T10:00", 5, "2021-10-07"),
        ("2021-09-27T00:00", 1, "2021-09-28"),
        ("2021-09-25T23:59", 1, "2021-09-27"),
        ("2024-04-26T10:00", 1, "2024-05-02"),
        ("2024-05-03T10:00", 1, "2024-05-04"),
        ("2026-01-09T10:00", 1, "2026-01-10"),
        ("2025-12-31T10:00", 1, "2026-01-05"),
    ],
)
def test_due_online(received: str, days: int, expected: str) -> None:
    assert due(received=T(received), days=days) == D(expected)


@pytest.mark.parametrize(
    ("received", "from_", "expected"),
    [
        ("2021-09-30T15:00", "2021-09-30", "2021-10-07"),
        ("2021-09-30T15:00:01", "2021-10-01", "2021-10-08"),
        ("2021-10-01T16:00", "2021-10-04", "2021-10-11"),
        ("2021-10-02T09:00", "2021-10-04", "2021-10-11"),
    ],
)
def test_at_the_counter_after_three_counts_from_the_next_working_day(received: str, from_: str, expected: str) -> None:
    assert counts_from(received=T(received), channel="counter") == D(from_)
    assert due(received=T(received), days=5, channel="counter") == D(expected)
    assert counts_from(received=T(received), channel="online") == T(received).date()


@pytest.mark.parametrize(
    ("received", "online", "counter"),
    [
        ("2021-09-30T08:00+00:00", "2021-09-30", "2021-09-30"),
        ("2021-09-30T08:01+00:00", "2021-09-30", "2021-10-01"),
        ("2021-09-30T17:00+00:00", "2021-10-01", "2021-10-01"),
    ],
)
def test_a_moment_with_a_zone_is_read_by_vietnamese_clocks(received: str, online: str, counter: str) -> None:
    assert counts_from(received=T(received), channel="online") == D(online)
    assert counts_from(received=T(received), channel="counter") == D(counter)


def test_the_counter_rule_is_silent_before_the_decree() -> None:
    with pytest.raises(UnableToApplyLaw, match="counter_cutoff"):
        due(received=T("2018-06-20T10:00"), days=5, channel="counter")
    assert due(received=T("2018-06-20T10:00"), days=5, channel="online") == D("2018-06-27")


@pytest.mark.parametrize("days", [0, -1])
def test_no_term_of_no_days(days: int) -> None:
    with pytest.raises(ValueError, match="từ 1 trở lên"):
        due(received=T("2021-09-30T10:00"), days=days)


@pytest.mark.parametrize(("on", "confidence"), [("2021-09-27", "H"), ("2025-09-03", "H"), ("2026-07-01", "L")])
def test_processing_days(on: str, confidence: str) -> None:
    found = processing_days(on=D(on))
    assert (found.value, found.confidence) == (5, confidence)
    assert found.article


@pytest.mark.parametrize(
    ("received", "last"),
    [("2021-09-30T10:00", "2021-10-05"), ("2025-02-28T10:00", "2025-03-05"), ("2025-03-03T10:00", "2025-03-05")],
)
def test_the_one_request_to_complete(received: str, last: str) -> None:
    assert correction_request_by(received=T(received)) == D(last)


def test_the_request_to_complete_is_silent_before_the_decree() -> None:
    with pytest.raises(UnableToApplyLaw, match="correction_request_days"):
        correction_request_by(received=T("2018-06-20T10:00"))


@pytest.mark.parametrize(
    ("due_on", "last"), [("2021-10-07", "2021-10-06"), ("2021-10-11", "2021-10-08"), ("2021-09-06", "2021-09-01")]
)
def test_the_apology_is_out_a_working_day_before(due_on: str, last: str) -> None:
    assert apology_by(due_on=D(due_on)) == D(last)


@pytest.mark.parametrize(
    ("received", "by"),
    [
        ("2021-09-30T07:00", "2021-09-30T17:00"),
        ("2021-09-30T05:00", "2021-09-30T17:00"),
        ("2021-09-30T08:00", "2021-10-01T08:00"),
        ("2021-09-30T12:00", "2021-10-01T11:30"),
        ("2021-09-30T16:00", "2021-10-01T16:00"),
        ("2021-09-30T20:00", "2021-10-01T17:00"),
        ("2021-10-01T16:30", "2021-10-04T16:30"),
        ("2021-10-02T10:00", "2021-10-04T17:00"),
        ("2021-09-30T16:00+07:00", "2021-10-01T16:00+07:00"),
        ("2021-09-30T09:00+00:00", "2021-10-01T16:00+07:00"),
    ],
)
def test_acknowledged_within_eight_working_hours(received: str, by: str) -> None:
    assert acknowledge_by(received=T(received)) == T(by)


def test_acknowledgement_is_silent_before_the_decree() -> None:
    with pytest.raises(UnableToApplyLaw, match="acknowledge_hours"):
        acknowledge_by(received=T("2020-05-21T10:00"))


def test_neighbours() -> None:
    assert next_working_day(D("2021-09-01")) == D("2021-09-06")
    assert last_working_day(not_after=D("2021-09-05")) == D("2021-09-01")
    assert last_working_day(not_after=D("2021-09-06")) == D("2021-09-06")
    assert nth_working_day(after=D("2021-09-30"), days=5) == D("2021-10-07")


def table() -> dict[date, str]:
    with OVERRIDES.open(encoding="utf-8", newline="") as rows:
        return {D(row["date"]): row["kind"] for row in csv.DictReader(rows)}


TABLE = table()
# Weekdays off before the table begins, from the official plans.
OFF_2017_TO_2019 = """
2017-01-02 2017-01-26 2017-01-27 2017-01-30 2017-01-31 2017-02-01 2017-04-06 2017-05-01 2017-05-02 2017-09-04
2018-01-01 2018-02-14 2018-02-15 2018-02-16 2018-02-19 2018-02-20 2018-04-25 2018-04-30 2018-05-01 2018-09-03 2018-12-31
2019-01-01 2019-02-04 2019-02-05 2019-02-06 2019-02-07 2019-02-08 2019-04-15 2019-04-29 2019-04-30 2019-05-01 2019-09-02
"""
BEFORE_THE_TABLE = {D(day) for day in OFF_2017_TO_2019.split()}
SATURDAY_FOR_29_APRIL_2019 = D("2019-05-04")
DAYS = st.dates(min_value=D("2017-01-01"), max_value=D("2027-10-31"))


def works(day: date) -> bool:
    """The naive answer: the written tables, looked up day by day."""
    kind = TABLE.get(day)
    if kind is not None:
        return kind == "work"
    if day == SATURDAY_FOR_29_APRIL_2019:
        return True
    return day.weekday() < 5 and day not in BEFORE_THE_TABLE


def test_every_day_of_2017_to_2027_as_in_the_tables() -> None:
    days = [D("2017-01-01") + timedelta(days=n) for n in range(365 * 11 + 2)]
    assert [day for day in days if is_working_day(day) != works(day)] == []


@given(start=DAYS, length=st.integers(min_value=0, max_value=60))
def test_counting_agrees_with_a_day_by_day_count(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    naive = sum(works(start + timedelta(days=n)) for n in range(1, length + 1))
    assert working_days_between(after=start, through=end) == naive
    assert working_days_between(after=end, through=start) == -naive


@given(start=DAYS, days=st.integers(min_value=1, max_value=15))
def test_due_is_the_working_day_that_many_after(start: date, days: int) -> None:
    last = due(received=datetime.combine(start, datetime.min.time()), days=days)
    assert is_working_day(last)
    assert working_days_between(after=start, through=last) == days
