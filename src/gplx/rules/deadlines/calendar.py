"""Ngày làm việc: Monday to Friday, less the public holidays, plus the Saturdays worked in their stead."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from holidays import country_holidays

OVERRIDES: Final = Path(__file__).parents[4] / "data" / "holidays_2020_2027.csv"
DAY: Final = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """True if the offices work on `day`; years after 2027 are a projection of the known pattern."""
    off, worked = _special_days(day.year)
    return day in worked or (day.weekday() < 5 and day not in off)


def working_days_after(day: date) -> Iterator[date]:
    """The working days after `day`, without end."""
    while True:
        day += DAY
        if is_working_day(day):
            yield day


def next_working_day(day: date) -> date:
    """The first working day after `day`."""
    return next(working_days_after(day))


def last_working_day(*, not_after: date) -> date:
    """The last working day that is `not_after` itself or earlier."""
    while not is_working_day(not_after):
        not_after -= DAY
    return not_after


def working_days_between(*, after: date, through: date) -> int:
    """How many working days lie after one day up to and including another; negative if the other is earlier."""
    if through < after:
        return -working_days_between(after=through, through=after)
    return sum(is_working_day(after + n * DAY) for n in range(1, (through - after).days + 1))


@cache
def _special_days(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """(days off, weekend days worked) of a year: the package's, corrected by the table in `data`."""
    known = country_holidays("VN", years=year)
    off = {day for day in known if day.year == year} | _overrides()["off"]
    return frozenset(off), frozenset(known.weekend_workdays | _overrides()["work"])


@cache
def _overrides() -> dict[str, set[date]]:
    days: dict[str, set[date]] = {"off": set(), "work": set()}
    with OVERRIDES.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            days[row["kind"]].add(date.fromisoformat(row["date"]))
    return days
