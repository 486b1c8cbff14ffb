"""How much goes back, and by what text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gplx.rules.law import UnableToApplyLaw
from gplx.rules.refunds import WORDS, Why, refund

DAY = date(2021, 9, 27)


@pytest.mark.parametrize("why", [why for why in WORDS if why != "surplus"])
def test_what_was_paid_in_vain_goes_back_as_a_whole(why: Why) -> None:
    found = refund(why=why, paid=135_000, fee=135_000, on=DAY)
    assert (found.amount, found.why, found.route, found.confidence) == (135_000, why, "treasury", "M")
    assert found.article == "Điều 5 Nghị định 11/2020/NĐ-CP"
    assert found.text.endswith("toàn bộ.")
    assert found.text_en.endswith("in full.")


@pytest.mark.parametrize(("paid", "back"), [(135_001, 1), (270_000, 135_000), (135_000, 0), (1, 0)])
def test_of_a_surplus_what_exceeds_the_fee(paid: int, back: int) -> None:
    assert refund(why="surplus", paid=paid, fee=135_000, on=DAY).amount == back


@given(why=st.sampled_from(sorted(WORDS)), paid=st.integers(0, 10**9), fee=st.integers(0, 10**9))
def test_never_more_than_was_paid_and_never_a_debt(why: Why, paid: int, fee: int) -> None:
    assert 0 <= refund(why=why, paid=paid, fee=fee, on=DAY).amount <= paid


def test_before_the_text_the_law_is_silent() -> None:
    assert refund(why="refused", paid=1, fee=1, on=date(2020, 3, 16)).amount == 1
    with pytest.raises(UnableToApplyLaw):
        refund(why="refused", paid=1, fee=1, on=date(2020, 3, 15))
