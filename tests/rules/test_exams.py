"""What an exam looks into, by its day and by whom it examines."""

from datetime import date
from decimal import Decimal

import pytest

from gplx.rules.exams import classes_by_group, drug_groups, may_conclude_fit, specialties
from gplx.rules.law import UnableToApplyLaw

BEFORE, SINCE = date(2024, 12, 31), date(2025, 1, 1)


def test_four_groups_of_drugs_then_five() -> None:
    assert drug_groups(on=BEFORE) == ("opiates", "amphetamine", "methamphetamine", "cannabis")
    assert drug_groups(on=SINCE)[:4] == drug_groups(on=BEFORE)
    assert len(drug_groups(on=SINCE)) == 5


@pytest.mark.parametrize(
    ("sex", "on", "asked"),
    [("female", BEFORE, True), ("male", BEFORE, False), ("female", SINCE, False), ("male", SINCE, False)],
)
def test_maternity_is_asked_of_women_until_2024(sex: str, on: date, asked: bool) -> None:
    assert ("maternity" in specialties(sex=sex, on=on)) is asked
    assert specialties(sex=sex, on=on)[:8] == (
        "mental",
        "neurological",
        "eyes",
        "ear_nose_throat",
        "cardiovascular",
        "respiratory",
        "musculoskeletal",
        "endocrine",
    )


def test_the_groups_hold_every_class_once() -> None:
    before, since = classes_by_group(on=BEFORE), classes_by_group(on=SINCE)
    assert before[1] == ("A1",)
    assert before[2] == ("B1", "B11")
    assert set(since) == {1, 2, 3}
    assert "C1" in since[3]
    assert sum(len(names) for names in since.values()) == len({name for names in since.values() for name in names})


@pytest.mark.parametrize(
    ("drugs", "alcohol", "fit"), [(False, "0", True), (True, "0", False), (False, "0.001", False), (True, "80", False)]
)
def test_with_drugs_or_any_alcohol_nobody_is_fit(drugs: bool, alcohol: str, fit: bool) -> None:
    assert may_conclude_fit(drugs=drugs, alcohol=Decimal(alcohol)) is fit


def test_a_day_before_the_law_is_no_guess() -> None:
    with pytest.raises(UnableToApplyLaw):
        drug_groups(on=date(2017, 5, 31))
