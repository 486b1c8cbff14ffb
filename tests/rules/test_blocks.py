"""Measures against a licence, and the five years after fraud."""

from datetime import date

import pytest

from gplx.rules.blocks import effect, fraud_bar_until, in_force, measures
from gplx.rules.case import Hold
from gplx.rules.law import UnableToApplyLaw

D = date.fromisoformat


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("seized", "hold", "hold"),
        ("stripped", "hold", "hold"),
        ("unpaid_fine", "warn", "hold"),
        ("unresolved", "warn", "hold"),
        ("fraud", "refuse", "hold"),
    ],
)
def test_effect_before_and_after_2025(kind: str, before: str, after: str) -> None:
    assert effect(kind=kind, on=D("2024-12-31")) == before
    assert effect(kind=kind, on=D("2025-01-01")) == after


def test_fraud_is_barred_again_when_the_rule_is_known() -> None:
    assert effect(kind="fraud", on=D("2025-02-28")) == "hold"
    assert effect(kind="fraud", on=D("2025-03-01")) == "refuse"


@pytest.mark.parametrize(
    ("until", "on", "holds"),
    [(None, "2099-01-01", True), ("2021-09-28", "2021-09-27", True), ("2021-09-27", "2021-09-27", False)],
)
def test_until_is_the_first_free_day(until: str | None, on: str, *, holds: bool) -> None:
    assert in_force(hold=Hold(kind="seized", until=until and D(until)), on=D(on)) is holds


def test_the_last_day_of_a_measure_is_said_in_words() -> None:
    found = measures(holds=(Hold(kind="stripped", until=D("2021-10-01")),), on=D("2021-09-27"))
    assert [(f.effect, f.reason.code) for f in found] == [("hold", "hold_stripped")]
    assert "đến hết ngày 30/09/2021" in found[0].reason.text


def test_without_measures_there_is_nothing_to_say() -> None:
    assert measures(holds=(), on=D("2021-09-27")) == ()
    assert measures(holds=(Hold(kind="seized", until=D("2021-01-01")),), on=D("2021-09-27")) == ()


@pytest.mark.parametrize(
    ("discovered", "free"), [("2020-02-29", "2025-02-28"), ("2021-05-01", "2026-05-01"), ("2025-03-01", "2030-03-01")]
)
def test_the_fraud_bar_ends_after_five_years(discovered: str, free: str) -> None:
    assert fraud_bar_until(discovered=D(discovered)) == D(free)


def test_the_fraud_bar_of_january_2025_is_not_guessed() -> None:
    with pytest.raises(UnableToApplyLaw, match="fraud_bar_years"):
        fraud_bar_until(discovered=D("2025-01-15"))
