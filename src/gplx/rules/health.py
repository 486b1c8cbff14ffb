"""Giấy khám sức khỏe của người lái xe: who needs one, and whether the one shown is good."""

from datetime import date
from typing import Final, Literal

import msgspec

from gplx.rules.assessment import Finding, HealthAnswer
from gplx.rules.case import HealthPaper
from gplx.rules.law import LAW, Law, Reason
from gplx.rules.terms import add_months

Cover = Literal["same", "group", "stricter", "milder", "unknown"]
COVERING: Final = ("same", "group", "stricter")
SPEAKING_OF_UNFITNESS: Final = ("same", "group", "milder")


class HealthCheck(msgspec.Struct, frozen=True, kw_only=True):
    """`ok` None: an officer must look. `valid_until`: last day of use. `bars`: it says unfit for the class wanted."""

    ok: bool | None
    valid_until: date | None
    reasons: tuple[Reason, ...]
    bars: bool = False


def health_needed(*, licence_class: str, on: date, law: Law = LAW) -> bool:
    """Must a certificate be handed in to be given `licence_class`?

    Legal source: TT 12/2017 Điều 38; TT 35/2024 Điều 36; TT 12/2025 Điều 21.
    """
    return licence_class not in law.value("health.not_needed", on)


def check_certificate(
    *,
    concluded: date,
    classes: tuple[str, ...],
    conclusion: str,
    wanted_class: str,
    on: date,
    drugs: bool = False,
    alcohol: bool = False,
    law: Law = LAW,
) -> HealthCheck:
    """Is a certificate concluded on a day, for `classes`, with a KETLUAN code, good for `wanted_class` on `on`?

    `drugs` found, or `alcohol` over zero (in whichever unit), is never good, whatever the conclusion says.

    It may be used for the months that the law of its conclusion day gives, to the end of the corresponding day.
    A certificate covers its own class, its group, and milder groups; an unfit conclusion bars its own group and
    stricter ones. Codes and classes outside the tables give `ok` None. Legal source: TTLT 24/2015; TT 36/2024/TT-BYT.
    """
    if concluded > on:
        reason = law.reason("health_in_future", on, concluded=concluded)
        return HealthCheck(ok=False, valid_until=None, reasons=(reason,))
    until = add_months(day=concluded, months=law.value_then("health.months", concluded))
    facts = {"conclusion": conclusion, "classes": ", ".join(classes), "new_class": wanted_class, "valid_until": until}
    if on > until:
        return HealthCheck(ok=False, valid_until=until, reasons=(law.reason("health_too_old", on, **facts),))
    cover = best_cover(classes=classes, wanted_class=wanted_class, concluded=concluded, on=on, law=law)
    ok, bars, codes = _verdict(law.value("health.conclusion", on).get(conclusion), cover)
    found = [code for code, is_so in (("health_drugs", drugs), ("health_alcohol", alcohol)) if is_so]
    if found:
        ok, codes = False, (*found, *(codes if bars else ()))
    reasons = tuple(law.reason(code, on, **facts) for code in codes)
    return HealthCheck(ok=ok, valid_until=until, reasons=reasons, bars=bars)


def alcohol_tested(*, concluded: date, law: Law = LAW) -> bool:
    """Was alcohol tested for everybody on the day of a conclusion, and not only where the doctor asked for it?

    Legal source: TTLT 24/2015; TT 36/2024/TT-BYT.
    """
    tested: bool = law.value_then("health.alcohol_tested", concluded)
    return tested


def known_classes(law: Law = LAW) -> frozenset[str]:
    """Every class for which a certificate can have been issued, of whichever time."""
    return frozenset(name for row in law.values["health.group"] for name in row.value)


def group_of(*, licence_class: str, concluded: date, law: Law = LAW) -> int:
    """The group of standards (1 the mildest) of a known class on the day of a conclusion.

    A class that the law of that day does not name has the group of the time that does; `KeyError` for no class at all.
    """
    then: dict[str, int] = law.value_then("health.group", concluded)
    named = {name: group for row in law.values["health.group"] for name, group in row.value.items()}
    group: int = (named | then)[licence_class]
    return group


def _verdict(meaning: str | None, cover: Cover) -> tuple[bool | None, bool, tuple[str, ...]]:
    """(ok, bars, reason codes) of a certificate still in its term."""
    if meaning is None:
        return None, False, ("health_code_unknown",)
    if cover == "unknown":
        return None, False, ("health_class_unknown",)
    if meaning == "unfit":
        if cover in SPEAKING_OF_UNFITNESS:
            return False, True, ("unfit",)
        return False, False, ("health_unfit_other_class",)
    if cover not in COVERING:
        return False, False, ("health_other_class",)
    if meaning == "fit_but_reexamine":
        return None, False, ("health_reexamine",)
    return True, False, ("health_good",) if cover == "same" else ("health_good", "health_same_group")


def best_cover(*, classes: tuple[str, ...], wanted_class: str, concluded: date, on: date, law: Law = LAW) -> Cover:
    """How the classes on a certificate stand to the class wanted: the closest of them counts."""
    order: tuple[Cover, ...] = ("same", "group", "stricter", "milder")
    found = {_cover(name, wanted_class, concluded, on, law) for name in classes}
    return next((cover for cover in order if cover in found), "unknown")


def _cover(name: str, wanted: str, concluded: date, on: date, law: Law) -> Cover:
    groups: dict[str, int] = law.value("health.group", on)
    carried = _carried_over(name, wanted, concluded, on, law)
    if carried == wanted:
        return "same"
    if carried not in groups or wanted not in groups:
        return "unknown"
    gap = groups[carried] - groups[wanted]
    return "group" if gap == 0 else "stricter" if gap > 0 else "milder"


def _carried_over(name: str, wanted: str, concluded: date, on: date, law: Law) -> str:
    """The class of a certificate in the names of `on`.

    One concluded before 2025, or one that still uses a name which only the law before 2025 knew, is read through
    the conversion table.
    """
    then, now = law.value_then("health.group", concluded), law.value("health.group", on)
    conversion = law.find_row("classes.conversion", on)
    if conversion is None or name not in conversion.value or (then == now and name in now):
        return name
    choices: list[str] = conversion.value[name]
    return wanted if wanted in choices else choices[0] if choices else name


def answer(
    *, paper: HealthPaper | None, wanted_class: str, standard: str, on: date, law: Law = LAW
) -> tuple[HealthAnswer, tuple[Finding, ...]]:
    """The health part of an assessment: what is owed, and the bar where the certificate says unfit.

    `standard` is the class, or the restriction code of a class carried over, whose group the certificate must meet.
    A paper missing or too old never changes the outcome: it is a paper still owed.
    """
    needed = health_needed(licence_class=wanted_class, on=on, law=law)
    facts = {"new_class": wanted_class}
    if paper is None:
        reason = law.reason("health_missing" if needed else "health_not_needed", on, **facts)
        return HealthAnswer(needed=needed, ok=None, valid_until=None), (Finding("note", reason),)
    check = check_certificate(
        concluded=paper.concluded,
        classes=(paper.class_,),
        conclusion=paper.conclusion,
        drugs=paper.drugs,
        alcohol=paper.alcohol,
        wanted_class=standard,
        on=on,
        law=law,
    )
    found = [Finding("refuse" if check.bars else "note", reason) for reason in check.reasons]
    if not needed:
        found.append(Finding("note", law.reason("health_not_needed", on, **facts)))
    return HealthAnswer(needed=needed, ok=check.ok, valid_until=check.valid_until), tuple(found)
