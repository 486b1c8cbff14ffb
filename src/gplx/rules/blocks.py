"""Vi phạm và biện pháp: what stands in the way of an exchange, by the day."""

from datetime import date, timedelta
from typing import Literal

from gplx.rules.assessment import Finding
from gplx.rules.case import Hold, HoldKind
from gplx.rules.law import LAW, Law
from gplx.rules.terms import add_years


def effect(*, kind: HoldKind, on: date, law: Law = LAW) -> Literal["hold", "warn", "refuse"]:
    """What a measure in force does to an exchange: it waits, it goes on with a warning, or it is barred.

    Legal source: Luật 15/2012 Điều 25, 125 to 2024; Luật 36/2024 Điều 62 khoản 4 from 2025. For fraud in
    January and February 2025, where the rule is not known, *hold*: an officer decides.
    """
    if kind == "fraud":
        return "refuse" if _fraud_years(on=on, law=law) else "hold"
    found: Literal["hold", "warn"] = law.value("blocks.effect", on)[kind]
    return found


def in_force(*, hold: Hold, on: date) -> bool:
    """A measure holds until, but not including, its `until`; without one it holds still."""
    return hold.until is None or on < hold.until


def fraud_bar_until(*, discovered: date, law: Law = LAW) -> date:
    """First day on which one whose fraud was discovered on a day may be licensed again (TT 12/2017 Điều 33.14).

    Raises UnableToApplyLaw for a discovery in January or February 2025, where the rule is not known.
    """
    return add_years(day=discovered, years=law.value("blocks.fraud_bar_years", discovered))


def measures(*, holds: tuple[Hold, ...], on: date, law: Law = LAW) -> tuple[Finding, ...]:
    """What the measures in force on `on` mean, one finding a measure and notes; measures that ended say nothing."""
    findings: list[Finding] = []
    for hold in holds:
        if in_force(hold=hold, on=on):
            findings += _finding(hold=hold, on=on, law=law)
    return tuple(findings)


def _finding(*, hold: Hold, on: date, law: Law) -> list[Finding]:
    end = f" đến hết ngày {hold.until - timedelta(days=1):%d/%m/%Y}" if hold.until else ""
    if hold.kind == "fraud":
        years = _fraud_years(on=on, law=law)
        if years is None:
            return [Finding("hold", law.reason("fraud_bar_unknown", on))]
        return [Finding("refuse", law.reason("fraud_bar", on, years=years, end=end))]
    does = effect(kind=hold.kind, on=on, law=law)
    found = [Finding("hold" if does == "hold" else "note", law.reason(f"{does}_{hold.kind}", on, end=end))]
    if hold.kind == "stripped" and law.find_citation("combined_card", on):
        found.append(Finding("note", law.reason("combined_card", on)))
    return found


def _fraud_years(*, on: date, law: Law) -> int | None:
    """The length of the bar in years, None where the rule is not known."""
    row = law.find_row("blocks.fraud_bar_years", on)
    return int(row.value) if row else None
