"""A sheet goes into the form of its correction and comes out the same: nothing changes that the doctor did not change."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gplx.ground.names import composed
from gplx.health.exams.browser.sheet import Sheet
from gplx.health.exams.models import Exam
from gplx.offices.models import Clinic
from gplx.pages.clinic.desk.form import ExamForm, classes_of, first_values, values_of
from gplx.pages.clinic.desk.shown import shown
from gplx.pages.clinic.desk.words import SPECIALTIES
from gplx.rules.exams import specialties
from tests.health.exams.browser.sheets import person, sheet

DAY = date(2021, 9, 27)
CLINIC = Clinic(id="01901", name="Phòng khám Thử", province="01", groups=[1, 2, 3])
WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20).map(composed)


def sent(values: dict[str, Any]) -> QueryDict:
    """What the browser sends of these values."""
    form = QueryDict(mutable=True)
    for name, value in values.items():
        written = f"{value:%d/%m/%Y}" if isinstance(value, date) else value
        form.setlist(name, written if isinstance(written, list) else ["" if written is None else str(written)])
    return form


def again(said: Sheet, on: date = DAY, **other: Any) -> ExamForm:
    """The form of a correction, sent as it was shown."""
    exam = Exam(concluded=on, classes=",".join(said.classes))
    return ExamForm(sent(values_of(said) | {"why": "Sai tên"} | other), clinic=CLINIC, corrected=exam)


def complete(sex: str = "male", on: date = DAY, **other: Any) -> Sheet:
    """A sheet with a word of every specialty."""
    findings = dict.fromkeys(specialties(sex=sex, on=on), "Bình thường")
    return sheet(person(sex=sex), **{"findings": findings} | other)


SHEETS = st.builds(
    complete,
    alcohol=st.decimals(0, 500, places=3),
    alcohol_unit=st.sampled_from("01"),
    drugs=st.sets(st.sampled_from(["opiates", "amphetamine", "cannabis"])).map(sorted).map(tuple),
    conclusion=st.just("A0-2"),
    reason=WORDS,
    illness=st.just("") | WORDS,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=SHEETS)
def test_what_nobody_changed_stays(said: Sheet) -> None:
    form = again(said, maternity="Bình thường")
    assert form.is_valid(), form.errors
    found = form.sheet()
    assert set(found.drugs) == set(said.drugs)
    assert (found.alcohol, found.alcohol_unit, found.person) == (said.alcohol, said.alcohol_unit, said.person)
    assert (found.conclusion, found.reason, found.illness) == (said.conclusion, said.reason, said.illness)
    assert (found.findings, found.classes) == (said.findings, said.classes)


def test_a_sheet_is_the_same_after_the_form_of_2025() -> None:
    day = date(2025, 1, 2)
    said = complete(on=day, alcohol=None, classes=("B",))
    form = again(said, day)
    assert form.is_valid(), form.errors
    assert form.sheet() == said


@pytest.mark.parametrize(
    ("conclusion", "other", "kept"),
    [
        ("A0-1", {"reason": "x", "reexamine_on": "1/12/2021"}, ("", None)),
        ("A0-2", {"reason": "x", "reexamine_on": "1/12/2021"}, ("x", None)),
        ("A0-3", {"reason": "x", "reexamine_on": "1/12/2021"}, ("", date(2021, 12, 1))),
    ],
)
def test_only_what_belongs_to_the_conclusion_is_kept(conclusion: str, other: dict[str, str], kept: object) -> None:
    form = again(complete(), maternity="x", conclusion=conclusion, **other)
    assert form.is_valid(), form.errors
    assert (form.sheet().reason, form.sheet().reexamine_on) == kept


def test_a_group_that_was_ticked_and_taken_back_is_not_kept() -> None:
    form = again(complete(), maternity="x", drugs="negative", found=["opiates"])
    assert form.is_valid(), form.errors
    assert form.sheet().drugs == ()


def test_a_correction_keeps_its_classes_whatever_is_sent() -> None:
    form = again(complete(classes=("C",)), maternity="x", classes=["A1", "FE"])
    assert form.is_valid(), form.errors
    assert form.sheet().classes == ("C",)


@pytest.mark.parametrize("groups", [[], [1], [2], [1, 2], [9]])
def test_a_clinic_is_offered_the_classes_of_its_groups(groups: list[int]) -> None:
    offered = set(classes_of(Clinic(id="01901", groups=groups)))
    assert ("A1" in offered) is (1 in groups)
    assert ("B1" in offered) is (2 in groups)
    assert "C" not in offered


def test_the_tests_and_the_conclusion_are_never_filled_in() -> None:
    values = first_values(CLINIC)
    assert {"drugs", "found", "alcohol", "conclusion", "classes", "name"}.isdisjoint(values)
    assert set(SPECIALTIES) <= set(values)


@pytest.mark.parametrize(
    ("alcohol", "unit", "told"),
    [
        ("0", "1", "0 mg/l khí thở"),
        ("0.250", "1", "0,25 mg/l khí thở"),
        ("100", "0", "100 mg/100 ml máu"),
        ("0.001", "0", "0,001 mg/100 ml máu"),
    ],
)
def test_an_amount_is_read_as_it_is_written_here(alcohol: str, unit: str, told: str) -> None:
    parts = shown(complete(alcohol=Decimal(alcohol), alcohol_unit=unit), on=DAY)
    assert dict(parts["Cận lâm sàng"])["Nồng độ cồn"] == told


def test_what_was_not_tested_has_no_row() -> None:
    rows = [name for part in shown(complete(alcohol=None), on=DAY).values() for name, _ in part]
    assert "Nồng độ cồn" not in rows
    assert "MDMA (thuốc lắc)" not in rows
    later = [name for part in shown(complete(), on=date(2025, 1, 2)).values() for name, _ in part]
    assert "MDMA (thuốc lắc)" in later


def test_each_group_of_drugs_is_told_by_itself() -> None:
    told = dict(shown(complete(drugs=("cannabis",)), on=DAY)["Cận lâm sàng"])
    assert (told["Marijuana (cần sa)"], told["Morphin, heroin"]) == ("Dương tính", "Âm tính")
