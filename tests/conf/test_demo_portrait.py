"""The portrait that the demonstration sends is one of which nothing is doubtful."""

from datetime import date

import pytest

from gplx.conf.demo.citizen import picture
from gplx.conf.demo.portrait import portrait
from gplx.documents.portrait.keeping import made_of

PILOT = date(2021, 9, 27)


def test_nothing_about_it_is_doubtful() -> None:
    assert made_of(portrait(), on=PILOT).seen.doubts == ()


@pytest.mark.parametrize("day", [date(2017, 6, 1), date(2025, 1, 1), date(2025, 3, 1), date(2026, 7, 1)])
def test_nor_by_the_rules_of_other_days(day: date) -> None:
    assert made_of(portrait(), on=day).seen.doubts == ()


def test_it_is_the_same_every_time() -> None:
    assert portrait() == portrait()


def test_the_scan_of_a_paper_would_not_do_for_one() -> None:
    assert [one.fault for one in made_of(picture("Giấy khám"), on=PILOT).seen.doubts] == ["none"]
