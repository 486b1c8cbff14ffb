"""Terms in months and years, and until when a new licence is valid."""

from datetime import date

import pytest

from gplx.rules.eligibility import term
from gplx.rules.fees import fee, retest_fees
from gplx.rules.law import UnableToApplyLaw
from gplx.rules.terms import add_months, add_years, age
from gplx.rules.validity import has_term, valid_until

D = date.fromisoformat


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2021-01-15", 1, "2021-02-15"),
        ("2021-01-31", 1, "2021-02-28"),
        ("2020-01-31", 1, "2020-02-29"),
        ("2021-08-31", 6, "2022-02-28"),
        ("2021-11-30", 3, "2022-02-28"),
        ("2021-12-31", 12, "2022-12-31"),
        ("2021-03-31", -1, "2021-02-28"),
        ("2021-01-01", -1, "2020-12-01"),
        ("2021-05-05", 0, "2021-05-05"),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last_of_the_month(day: str, months: int, expected: str) -> None:
    assert add_months(day=D(day), months=months) == D(expected)


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [("2020-02-29", 1, "2021-02-28"), ("2020-02-29", 4, "2024-02-29"), ("2021-02-28", 3, "2024-02-28")],
)
def test_years_from_29_february(day: str, years: int, expected: str) -> None:
    assert add_years(day=D(day), years=years) == D(expected)


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("1985-04-12", "2021-04-11", 35),
        ("1985-04-12", "2021-04-12", 36),
        ("1980-02-29", "2021-02-27", 40),
        ("1980-02-29", "2021-02-28", 41),
        ("1980-02-29", "2024-02-28", 43),
        ("1980-02-29", "2024-02-29", 44),
        ("2021-09-27", "2021-09-27", 0),
    ],
)
def test_age_in_full_years(born: str, on: str, years: int) -> None:
    assert age(born=D(born), on=D(on)) == years


@pytest.mark.parametrize(
    ("licence_class", "on", "born", "sex", "expected"),
    [
        ("A1", "2021-09-27", "1985-04-12", "male", None),
        ("A4", "2021-09-27", "1985-04-12", "male", "2031-09-27"),
        ("B1", "2021-09-27", "1985-04-12", "male", "2045-04-12"),
        ("B1", "2021-09-27", "1985-04-12", "female", "2040-04-12"),
        ("B1", "2021-09-27", "1976-09-27", "female", "2031-09-27"),
        ("B1", "2021-09-27", "1976-09-26", "female", "2031-09-27"),
        ("B1", "2021-09-27", "1950-01-01", "male", "2031-09-27"),
        ("B2", "2020-02-29", "1985-04-12", "male", "2030-02-28"),
        ("E", "2021-09-27", "1968-03-01", "male", "2023-03-01"),
        ("E", "2021-09-27", "1973-03-01", "female", "2023-03-01"),
        ("E", "2021-09-27", "1980-03-01", "female", "2026-09-27"),
        ("E", "2021-09-27", "1966-09-27", "male", "2021-09-27"),
        ("FE", "2021-09-27", "1968-03-01", "male", "2026-09-27"),
        ("B1", "2025-01-01", "1985-04-12", "male", None),
        ("B", "2025-01-01", "1985-04-12", "male", "2035-01-01"),
        ("D", "2025-01-01", "1969-01-01", "male", "2030-01-01"),
    ],
)
def test_valid_until(licence_class: str, on: str, born: str, sex: str, expected: str | None) -> None:
    until = valid_until(licence_class=licence_class, on=D(on), born=D(born), sex=sex)
    assert until == (expected and D(expected))


@pytest.mark.parametrize(("licence_class", "on"), [("B", "2024-12-31"), ("B2", "2025-01-01"), ("Z", "2021-01-01")])
def test_a_class_that_the_law_does_not_know_has_no_validity(licence_class: str, on: str) -> None:
    with pytest.raises(UnableToApplyLaw, match=f"không có hạng “{licence_class}”"):
        valid_until(licence_class=licence_class, on=D(on), born=D("1985-04-12"), sex="male")


@pytest.mark.parametrize(
    ("licence_class", "issued", "expected"),
    [
        ("A1", "1997-01-01", False),
        ("A3", "2012-01-01", False),
        ("B1", "2012-01-01", True),
        ("B1", "2025-01-01", False),
        ("A", "2025-01-01", False),
        ("B2", "1999-01-01", True),
    ],
)
def test_has_term_by_the_law_of_its_issue(licence_class: str, issued: str, *, expected: bool) -> None:
    assert has_term(licence_class=licence_class, issued=D(issued)) is expected


@pytest.mark.parametrize(
    ("on", "channel", "amount", "text"),
    [
        ("2017-06-01", "online", 135_000, "TT188-2016"),
        ("2021-09-27", "counter", 135_000, "TT188-2016"),
        ("2023-12-01", "online", 115_000, "TT37-2023"),
        ("2023-12-01", "counter", 135_000, "TT37-2023"),
        ("2026-01-01", "online", 135_000, "TT37-2023"),
    ],
)
def test_fee(on: str, channel: str, amount: int, text: str) -> None:
    found = fee(on=D(on), channel=channel)
    assert (found.amount, found.text_id, found.currency) == (amount, text, "VND")


def test_fee_is_flagged_where_a_later_reduction_may_exist() -> None:
    assert fee(on=D("2025-12-31"), channel="online").confidence == "H"
    assert fee(on=D("2026-01-01"), channel="online").confidence == "M"


def test_fees_are_silent_where_the_law_was_not_read() -> None:
    with pytest.raises(UnableToApplyLaw, match=r"fees\.online"):
        fee(on=D("2017-05-31"), channel="online")
    with pytest.raises(UnableToApplyLaw, match=r"fees\.retest"):
        retest_fees(on=D("2023-07-31"), vehicle="car")


def test_retest_fees() -> None:
    assert retest_fees(on=D("2023-08-01"), vehicle="motorcycle") == {"theory": 60_000, "practice": 70_000}
    assert sum(retest_fees(on=D("2025-06-01"), vehicle="car").values()) == 630_000


@pytest.mark.parametrize(
    ("expires", "on", "days", "tests"),
    [
        ("2022-03-01", "2022-02-28", 0, ()),
        ("2022-03-01", "2022-03-01", 0, ()),
        ("2022-03-01", "2022-03-02", 1, ()),
        ("2022-03-01", "2022-06-01", 92, ("theory",)),
        ("2022-03-01", "2023-03-01", 365, ("theory", "practice")),
        ("2025-01-01", "2025-01-02", 1, ("theory",)),
    ],
)
def test_days_overdue(expires: str, on: str, days: int, tests: tuple[str, ...]) -> None:
    found = term(expires=D(expires), on=D(on))
    assert (found.days, found.tests) == (days, tests)
    assert found.findings
