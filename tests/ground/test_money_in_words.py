"""Amounts as they stand in words on a receipt: mốt, tư, lăm, linh, and no hundred left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gplx.ground.money import in_words

ONES = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (1, "Một đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (11, "Mười một đồng"),
        (14, "Mười bốn đồng"),
        (15, "Mười lăm đồng"),
        (20, "Hai mươi đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (25, "Hai mươi lăm đồng"),
        (55, "Năm mươi lăm đồng"),
        (91, "Chín mươi mốt đồng"),
        (100, "Một trăm đồng"),
        (101, "Một trăm linh một đồng"),
        (104, "Một trăm linh bốn đồng"),
        (105, "Một trăm linh năm đồng"),
        (110, "Một trăm mười đồng"),
        (111, "Một trăm mười một đồng"),
        (115, "Một trăm mười lăm đồng"),
        (121, "Một trăm hai mươi mốt đồng"),
        (1_000, "Một nghìn đồng"),
        (1_001, "Một nghìn không trăm linh một đồng"),
        (1_015, "Một nghìn không trăm mười lăm đồng"),
        (1_100, "Một nghìn một trăm đồng"),
        (10_500, "Mười nghìn năm trăm đồng"),
        (21_000, "Hai mươi mốt nghìn đồng"),
        (115_000, "Một trăm mười lăm nghìn đồng"),
        (134_000, "Một trăm ba mươi tư nghìn đồng"),
        (135_000, "Một trăm ba mươi lăm nghìn đồng"),
        (135_001, "Một trăm ba mươi lăm nghìn không trăm linh một đồng"),
        (204_051, "Hai trăm linh bốn nghìn không trăm năm mươi mốt đồng"),
        (1_000_000, "Một triệu đồng"),
        (1_000_005, "Một triệu không trăm linh năm đồng"),
        (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),
        (12_345_678, "Mười hai triệu ba trăm bốn mươi lăm nghìn sáu trăm bảy mươi tám đồng"),
        (1_000_000_000, "Một tỷ đồng"),
        (2_000_000_015, "Hai tỷ không trăm mười lăm đồng"),
        (1_000_135_000, "Một tỷ một trăm ba mươi lăm nghìn đồng"),
        (1_234_567_000_000, "Một nghìn hai trăm ba mươi tư tỷ năm trăm sáu mươi bảy triệu đồng"),
    ],
)
def test_amounts_as_they_are_said(amount: int, words: str) -> None:
    assert in_words(amount) == words


def test_below_nought_there_is_nothing_to_say() -> None:
    with pytest.raises(ValueError, match="below nought"):
        in_words(-1)


def heard(words: list[str]) -> int:
    """The number that somebody who hears the words writes down."""
    if "tỷ" in words:
        at = words.index("tỷ")
        return heard(words[:at]) * 10**9 + heard(words[at + 1 :])
    total, group = 0, 0
    for word in words:
        if word in ("nghìn", "triệu"):
            total, group = total + group * {"nghìn": 10**3, "triệu": 10**6}[word], 0
        elif word == "trăm":
            group *= 100
        elif word == "mười":
            group += 10
        elif word == "mươi":
            hundreds, tens = divmod(group, 100)
            group = hundreds * 100 + tens * 10
        elif word != "linh":
            group += ONES[word]
    return total + group


@given(st.integers(min_value=0, max_value=10**12))
def test_whoever_hears_the_words_writes_the_same_number(amount: int) -> None:
    said = in_words(amount)
    assert said[0].isupper()
    assert said.endswith(" đồng")
    assert "  " not in said
    assert heard(said.lower().split()[:-1]) == amount
