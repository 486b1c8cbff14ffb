"""A sheet that was kept is the sheet that was filled in."""

import json
from datetime import date
from decimal import Decimal

import pytest

from gplx.health.exams.browser.sheet import Sheet
from tests.health.exams.browser.sheets import person, sheet


@pytest.mark.parametrize(
    "said",
    [
        sheet(),
        sheet(person(sex="female", number="B1234567"), findings={}),
        sheet(alcohol=None, classes=("B",)),
        sheet(
            alcohol=Decimal("0.001"), alcohol_unit="0", drugs=("opiates", "mdma"), conclusion="A0-2", reason="Ma túy"
        ),
        sheet(conclusion="A0-3", reexamine_on=date(2022, 2, 28), illness="Cận thị"),
    ],
)
def test_it_comes_back_as_it_went(said: Sheet) -> None:
    assert Sheet.from_json(json.loads(json.dumps(said.to_json()))) == said


def test_days_and_amounts_are_kept_as_text() -> None:
    kept = sheet(alcohol=Decimal("0.10"), reexamine_on=date(2022, 2, 28)).to_json()
    assert (kept["alcohol"], kept["reexamine_on"], kept["person"]["born"]) == ("0.10", "2022-02-28", "1985-04-12")
