"""Terms of months and years as the Civil Code counts them (Điều 147, 148 Bộ luật Dân sự 91/2015/QH13)."""

from calendar import monthrange
from datetime import date


def add_months(*, day: date, months: int) -> date:
    """The corresponding day `months` later; where that month has none, its last day (Điều 148 khoản 3)."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def add_years(*, day: date, years: int) -> date:
    """The corresponding day `years` later; 29 February becomes 28 February in a common year (Điều 148 khoản 4)."""
    return add_months(day=day, months=12 * years)


def age(*, born: date, on: date) -> int:
    """Full years lived on `on`; one born on 29 February gains a year on 28 February of a common year."""
    years = on.year - born.year
    return years if add_years(day=born, years=years) <= on else years - 1
