"""The written law holds together: every value and reason cites a text in force, periods meet, each change has its cases."""

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gplx.rules.law import COVERED_FROM, HERE, LAW, UnableToApplyLaw, load, read_toml
from gplx.rules.replay import decide
from tests.rules.situations import FOLDER, SITUATIONS

DAY = timedelta(days=1)
ROWS = [(name, row) for name, rows in LAW.values.items() for row in rows]
CITES = [(code, row) for code, rule in LAW.rules.items() for row in rule.cites]
VALUES = read_toml(FOLDER / "values.toml")["value"]
# Known silences: the law of these days was not found, and the rules say so instead of guessing.
GAPS = {
    ("blocks.fraud_bar_years", date(2025, 1, 1)),
    ("fraud_bar", date(2025, 1, 1)),
}


@pytest.mark.parametrize(("name", "row"), ROWS + CITES, ids=[f"{name} {row.from_}" for name, row in ROWS + CITES])
def test_cites_a_text_in_force_during_the_whole_period(name: str, row: Any) -> None:
    text = LAW.texts[row.text]
    assert text.from_ <= row.from_, f"{name} cites {row.text} before it was in force"
    assert text.to is None or (row.to is not None and row.to <= text.to), f"{name} cites {row.text} after it ended"
    assert row.article.strip() == row.article != ""


@pytest.mark.parametrize("name", [*LAW.values, *LAW.rules])
def test_periods_meet_without_overlap(name: str) -> None:
    rows = LAW.values[name] if name in LAW.values else LAW.rules[name].cites
    assert rows
    for row in rows:
        assert row.to is None or row.from_ < row.to
    for earlier, later in pairwise(rows):
        assert earlier.to is not None
        if (name, earlier.to) in GAPS:
            assert earlier.to < later.from_
        else:
            assert earlier.to == later.from_


def test_a_known_silence_is_still_one() -> None:
    for name, since in GAPS:
        rows = LAW.values[name] if name in LAW.values else LAW.rules[name].cites
        assert not any(row.holds(since) for row in rows)


@pytest.mark.parametrize("name", list(LAW.texts))
def test_texts_are_amended_by_texts_within_their_life(name: str) -> None:
    text = LAW.texts[name]
    assert text.signed is None or text.signed <= text.from_
    for amending in text.amended_by:
        assert LAW.texts[amending].from_ >= text.from_
        assert text.to is None or LAW.texts[amending].from_ < text.to


def test_every_text_is_cited_or_stands_behind_a_docstring() -> None:
    source = "".join(path.read_text("utf-8") for path in HERE.rglob("*.py")) + "".join(row.note for _, row in ROWS)
    cited = {row.text for _, row in ROWS + CITES} | {a for text in LAW.texts.values() for a in text.amended_by}
    in_words = {name for name, text in LAW.texts.items() if re.search(r"\b" + short_number(text.short), source)}
    assert sorted(set(LAW.texts) - cited - in_words) == []


def short_number(short: str) -> str:
    """'Nghị định 61/2018/NĐ-CP' → '61/2018', as docstrings cite it."""
    found = re.search(r"\d+/\d{4}", short)
    return found[0] if found else short


@pytest.mark.parametrize("row", VALUES, ids=lambda row: f"{row['name']} on {row['on']}")
def test_value_on_the_day_as_written(row: dict[str, Any]) -> None:
    if row.get("silent"):
        with pytest.raises(UnableToApplyLaw, match=re.escape(row["name"])):
            LAW.value(row["name"], row["on"])
        return
    value = LAW.value(row["name"], row["on"])
    for step in row.get("of", ()):
        value = value[step]
    assert value == row["is"]


def days_with_cases() -> dict[str, set[date]]:
    """For each value and reason, the days on which a situation used it or a written value names it."""
    days: dict[str, set[date]] = {}
    for situation in SITUATIONS:
        decision = decide(case=situation.case, on=situation.on)
        for name in [*decision.values, *decision.rules]:
            days.setdefault(name, set()).add(situation.on)
    for row in VALUES:
        days.setdefault(row["name"], set()).add(row["on"])
    return days


def test_each_change_of_a_value_has_a_case_on_the_day_and_the_day_before() -> None:
    days = days_with_cases()
    lacking = [
        f"{name} on {day}"
        for name, row in ROWS
        for day in (row.from_ - DAY, row.from_)
        if day >= COVERED_FROM and day not in days.get(name, set())
    ]
    assert lacking == []


def test_a_wrong_field_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "parameters").mkdir()
    (tmp_path / "texts.toml").write_text("")
    row = '[[online]]\nfrom = 2020-01-01\nvalue = 1\ntext = "T"\narticle = "1"\nchecked_on = 2020-01-01\n'
    (tmp_path / "parameters" / "fees.toml").write_text(row)
    with pytest.raises(msgspec.ValidationError, match="confidence"):
        load(folder=tmp_path)
    (tmp_path / "parameters" / "fees.toml").write_text(row + 'confidence = "H"\nform = 1\n')
    with pytest.raises(msgspec.ValidationError, match="form"):
        load(folder=tmp_path)


def test_silence_names_the_value_the_day_and_what_is_known() -> None:
    with pytest.raises(
        UnableToApplyLaw, match=r"2018-06-20 .*deadlines.counter_cutoff.*2018-06-21 đến trước 2025-07-01"
    ):
        LAW.value("deadlines.counter_cutoff", date(2018, 6, 20))
