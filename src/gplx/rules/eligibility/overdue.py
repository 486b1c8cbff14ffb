"""Quá hạn: how long a licence is past its day, and which tests that brings."""

from datetime import date
from typing import Any

import msgspec

from gplx.rules.assessment import Finding
from gplx.rules.law import LAW, Law
from gplx.rules.terms import add_months


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """Full days past the last day of validity, the tests that come first, and why."""

    days: int
    tests: tuple[str, ...]
    findings: tuple[Finding, ...]


def term(*, expires: date, on: date, law: Law = LAW) -> Term:
    """Where a licence valid to the end of `expires` stands on `on`.

    It is still valid on `expires` itself and one day overdue on the day after; it is overdue for three months
    on the corresponding day three months later (Điều 147, 148 Bộ luật Dân sự 91/2015). Legal source: TT 12/2017
    Điều 36 khoản 1; TT 35/2024 Điều 34 khoản 2; TT 12/2025 Điều 19 khoản 2.
    """
    days = (on - expires).days
    if days <= 0:
        return Term(days=0, tests=(), findings=(Finding("note", law.reason("in_term", on, expires=expires)),))
    bands: list[dict[str, Any]] = law.value("overdue.bands", on)
    reached = [band for band in bands if on >= add_months(day=expires, months=band["months"])]
    if not reached:
        reason = law.reason("overdue_short", on, days=days, months=bands[0]["months"])
        return Term(days=days, tests=(), findings=(Finding("exchange", reason),))
    tests = tuple(reached[-1]["tests"])
    findings = [Finding("retest", law.reason("overdue_" + "_".join(tests), on, days=days))]
    months = law.value("overdue.excused_months", on)
    if months and on < add_months(day=expires, months=months):
        findings.append(Finding("note", law.reason("overdue_excused", on, months=months)))
    return Term(days=days, tests=tests, findings=tuple(findings))
