"""The text of a card's QR, put into the form of an exam."""

from datetime import date

import pytest

from gplx.pages.clinic.desk.scanned import from_card
from gplx.pages.clinic.words import groups

CARD = "001085000001|011085001|Nguyễn Thử Nghiệm|12041985|Nam|{}|01032021"


def test_everything_on_the_card_finds_its_place() -> None:
    found, refusal = from_card(CARD.format("1 phố Thử, Hà Nội"))
    assert refusal == ""
    assert found == {
        "name": "Nguyễn Thử Nghiệm",
        "born": date(1985, 4, 12),
        "sex": "male",
        "number": "001085000001",
        "issued_on": date(2021, 3, 1),
        "address": "1 phố Thử, Hà Nội",
        "province": "01",
    }


@pytest.mark.parametrize(
    ("address", "province"),
    [
        ("2 phố Thử, Tỉnh Quảng Nam", "49"),
        ("2 phố Thử, thành phố HỒ CHÍ MINH", "79"),
        ("2 phố Thử, Bà Rịa - Vũng Tàu", "77"),
        ("Hà Nội", "01"),
    ],
)
def test_the_province_is_the_one_that_the_address_ends_with(address: str, province: str) -> None:
    assert from_card(CARD.format(address))[0]["province"] == province


@pytest.mark.parametrize("address", ["2 phố Hà Nội, Nơi Khác", "", "2 phố Thử"])
def test_where_it_names_none_nothing_is_guessed(address: str) -> None:
    assert "province" not in from_card(CARD.format(address))[0]


@pytest.mark.parametrize("text", ["x", "1|2|3", CARD.format("Hà Nội").replace("Nam", "?"), "|" * 6])
def test_what_is_no_card_says_what_to_do(text: str) -> None:
    found, refusal = from_card(text)
    assert found == {}
    assert "hãy quét lại mã" in refusal


def test_the_groups_are_told_by_their_classes() -> None:
    assert groups() == {"1": "A1", "2": "B1, B11", "3": "A2, A3, A4, B2, C, D, E, FB2, FC, FD, FE"}
