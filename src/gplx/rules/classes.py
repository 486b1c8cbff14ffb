"""Hạng giấy phép: which class an exchange gives, in both regimes."""

from datetime import date
from typing import Any

import msgspec

from gplx.rules.assessment import Finding
from gplx.rules.case import NEW_CLASSES_FROM, Case, Licence, Sex
from gplx.rules.law import LAW, Law
from gplx.rules.terms import age


class NewClass(msgspec.Struct, frozen=True, kw_only=True):
    """The class an exchange gives, or could give where what was wanted is barred.

    `standard`: the class itself, or the restriction under which it is carried over; the health group hangs on it.
    """

    class_: str
    standard: str
    findings: tuple[Finding, ...]


def is_old(*, issued: date, on: date, law: Law = LAW) -> bool:
    """True where a licence of the regime before 2025 is exchanged in the regime after (Luật 36/2024 Điều 89).

    The names A1, B1, C and D live in both regimes with different meanings: the day of issue decides.
    """
    return issued < NEW_CLASSES_FROM and law.find_row("classes.conversion", on) is not None


def no_longer_a_licence(*, licence: Licence, on: date, law: Law = LAW) -> bool:
    """True for a class that the conversion of 2025 turns into something else than a licence (A4: a certificate)."""
    return is_old(issued=licence.issued, on=on, law=law) and not law.value("classes.conversion", on)[licence.class_]


def new_class(*, case: Case, on: date, law: Law = LAW) -> NewClass:
    """The class given for `case` on `on`, with what the law says against the class that was asked for.

    Conversion by Luật 36/2024 Điều 89 from 2025-01-01; downgrade of large-bus classes by age and sex
    (TT 12/2017 Điều 37 khoản 3); a lower class where the form asks for it; never a higher one. Raises IndexError for
    a class that is `no_longer_a_licence`: ask that first.
    """
    held = case.licence.class_
    findings: list[Finding] = []
    choices = (held,)
    if is_old(issued=case.licence.issued, on=on, law=law):
        choices = tuple(law.value("classes.conversion", on)[held])
    bus = _bus_limit(sex=case.holder.sex, born=case.holder.born, on=on, law=law)
    wanted = _wanted(case=case, on=on, law=law)
    given, bar = _choose(wanted=wanted, choices=choices, bus=bus, case=case, on=on, law=law)
    findings += bar
    findings += _notes(case=case, choices=choices, given=given, on=on, law=law)
    least = law.class_value("ages.minimum", given, on)
    if age(born=case.holder.born, on=on) < least:
        findings.append(Finding("refuse", law.reason("under_age", on, age=least, new_class=given)))
    restriction = _restriction(given=given, choices=choices, case=case, on=on, law=law)
    return NewClass(class_=given, standard=restriction or given, findings=tuple(findings))


def _bus_limit(*, sex: Sex, born: date, on: date, law: Law) -> dict[str, str]:
    """For one past the age of large buses: class → what may be had instead; otherwise empty."""
    limit: dict[str, Any] = law.value("ages.bus", on)
    instead: dict[str, str] = limit["instead"]
    return instead if age(born=born, on=on) >= limit[sex] else {}


def _wanted(*, case: Case, on: date, law: Law) -> str | None:
    """What was asked for in today's names: nothing asked, or the very class held, is no wish of its own."""
    wanted, known = case.wanted_class, law.value("classes.included", on)
    if wanted is None or wanted in known:
        return wanted
    conversion = law.find_row("classes.conversion", on)
    converted: list[str] = conversion.value.get(wanted, []) if conversion else []
    return converted[0] if converted else wanted


def _choose(
    *, wanted: str | None, choices: tuple[str, ...], bus: dict[str, str], case: Case, on: date, law: Law
) -> tuple[str, tuple[Finding, ...]]:
    """The class to give and, if the wish cannot be met, the bar against it."""
    possible = tuple(bus.get(name, name) for name in choices)
    usual = possible[0]
    if wanted is None or wanted in possible:
        return wanted or usual, ()
    included: dict[str, list[str]] = law.value("classes.included", on)
    facts = {"old_class": case.licence.class_, "wanted_class": wanted, "new_class": usual}
    if wanted not in included:
        return usual, (Finding("refuse", law.reason("class_not_in_law", on, **facts)),)
    if wanted in bus and _allowed(wanted, choices, included):
        limit, highest = law.value("ages.bus", on)[case.holder.sex], bus[wanted]
        reason = law.reason("class_age_reached", on, age=limit, **facts | {"new_class": highest})
        return highest, (Finding("refuse", reason),)
    if _allowed(wanted, possible, included):
        return wanted, (Finding("exchange", law.reason("exchange_downgrade", on, **facts)),)
    return usual, (Finding("refuse", law.reason("class_higher", on, **facts)),)


def _allowed(wanted: str, held: tuple[str, ...], included: dict[str, list[str]]) -> bool:
    """Is `wanted` one of the classes held, or a lower one whose vehicles they also allow?"""
    return any(wanted == name or wanted in included.get(name, ()) for name in held)


def _restriction(*, given: str, choices: tuple[str, ...], case: Case, on: date, law: Law) -> str:
    """The code of the restriction with which a class of before 2025 is carried over; empty where there is none."""
    if given not in choices or not is_old(issued=case.licence.issued, on=on, law=law):
        return ""
    return str(law.value("classes.restriction", on).get(case.licence.class_, ""))


def _notes(*, case: Case, choices: tuple[str, ...], given: str, on: date, law: Law) -> list[Finding]:
    """What the person should be told about the class, apart from bars."""
    held, facts = case.licence.class_, {"old_class": case.licence.class_, "new_class": given}
    notes: list[Finding] = []
    limit = law.value("ages.bus", on)
    if choices[0] in limit["instead"] and given == limit["instead"][choices[0]] and case.wanted_class in (None, held):
        notes.append(Finding("exchange", law.reason("exchange_class_e_age", on, age=limit[case.holder.sex], **facts)))
    if is_old(issued=case.licence.issued, on=on, law=law):
        notes.append(Finding("note", law.reason("conversion", on, **facts)))
    if restriction := _restriction(given=given, choices=choices, case=case, on=on, law=law):
        notes.append(Finding("note", law.reason("conversion_restricted", on, restriction=restriction)))
    if given in limit.get("unsettled", ()) and age(born=case.holder.born, on=on) >= limit[case.holder.sex]:
        notes.append(Finding("note", law.reason("bus_age_unsettled", on, age=limit[case.holder.sex], **facts)))
    if case.reason == "downgrade" and case.wanted_class is None and not notes:
        notes.append(Finding("note", law.reason("downgrade_class_missing", on, **facts)))
    return notes
