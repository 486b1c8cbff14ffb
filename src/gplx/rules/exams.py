"""Phiếu khám sức khỏe của người lái xe: what an exam must look into, by the day on which it is concluded."""

from datetime import date
from decimal import Decimal

from gplx.rules.law import LAW, Law


def classes_by_group(*, on: date, law: Law = LAW) -> dict[int, tuple[str, ...]]:
    """The classes of each group of standards (nhóm tiêu chuẩn sức khỏe) on a day, 1 the mildest.

    Legal source: TTLT 24/2015 Phụ lục 1; TT 36/2024/TT-BYT Phụ lục I.
    """
    found: dict[int, tuple[str, ...]] = {}
    for name, group in law.value("health.group", on).items():
        found[group] = (*found.get(group, ()), name)
    return found


def drug_groups(*, on: date, law: Law = LAW) -> tuple[str, ...]:
    """The groups of drugs that are tested for: four until 2024, five since. Legal source: TTLT 24/2015; TT 36/2024/TT-BYT."""
    return tuple(law.value("exams.drug_groups", on))


def specialties(*, sex: str, on: date, law: Law = LAW) -> tuple[str, ...]:
    """The specialties (chuyên khoa) that examine a person, in the order of the form; maternity for women until 2024.

    Legal source: TTLT 24/2015 Phụ lục 2; TT 36/2024/TT-BYT.
    """
    named: list[str] = law.value("exams.specialties", on)
    return tuple(name for name in named if name != "maternity" or sex == "female")


def may_conclude_fit(*, drugs: bool, alcohol: Decimal) -> bool:
    """Can somebody be found fit at all? Never with a drug found or any alcohol (in whichever unit).

    Legal source: TTLT 24/2015 Phụ lục 1; TT 36/2024/TT-BYT Phụ lục I.
    """
    return not drugs and alcohol <= 0
