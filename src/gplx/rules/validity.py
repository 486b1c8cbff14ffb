"""Thời hạn của giấy phép lái xe: until when a licence issued on a day is valid."""

from datetime import date
from typing import Any

from gplx.rules.case import Sex
from gplx.rules.law import LAW, Law
from gplx.rules.terms import add_years


def has_term(*, licence_class: str, issued: date, law: Law = LAW) -> bool:
    """False for a licence of a class that never expires, by the law of its issue."""
    years: dict[str, int] = law.value_then("validity.years", issued)
    return bool(years.get(licence_class, 1))


def valid_until(*, licence_class: str, on: date, born: date, sex: Sex, law: Law = LAW) -> date | None:
    """The last day of a licence of `licence_class` issued on `on` to a person; None: no term.

    Raises UnableToApplyLaw for a class unknown to the law of that day.
    Legal source: TT 12/2017 Điều 17 and Luật 23/2008 Điều 60 to 2024; Luật 36/2024 Điều 57 from 2025.
    """
    by_age: dict[str, Any] = law.value("validity.until_age", on)
    if licence_class in by_age["classes"]:
        if on > add_years(day=born, years=by_age["late"][sex]):
            return add_years(day=on, years=by_age["late_years"])
        return add_years(day=born, years=by_age[sex])
    years = law.class_value("validity.years", licence_class, on)
    if not years:
        return None
    end = add_years(day=on, years=years)
    capped: dict[str, Any] = law.value("validity.capped", on)
    return min(end, add_years(day=born, years=capped[sex])) if licence_class in capped["classes"] else end
