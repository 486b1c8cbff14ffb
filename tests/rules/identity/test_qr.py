"""The text of a chip card's QR code."""

import json
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gplx.rules.identity import UnableToReadQR, parse_qr

GOOD = ["001085000001", "010000001", "Nguyễn Văn Thử", "12041985", "Nam", "Số 1, Phường Thử, Hà Nội", "27092021"]


def text(**changes: str) -> str:
    names = ("number", "old_number", "name", "born", "sex", "address", "issued")
    return "|".join(changes.get(name, field) for name, field in zip(names, GOOD, strict=True))


def test_seven_fields() -> None:
    card = parse_qr(text())
    assert (card.number, card.old_number, card.name) == ("001085000001", "010000001", "Nguyễn Văn Thử")
    assert (card.born, card.sex, card.issued) == (date(1985, 4, 12), "male", date(2021, 9, 27))
    assert card.address == "Số 1, Phường Thử, Hà Nội"
    assert card.warnings == ()


@pytest.mark.parametrize("blank", ["", " "])
def test_no_old_number(blank: str) -> None:
    assert parse_qr(text(old_number=blank)).old_number is None


def test_an_old_number_of_twelve_digits() -> None:
    assert parse_qr(text(old_number="001085000001")).old_number == "001085000001"


def test_six_fields_without_the_old_number() -> None:
    card = parse_qr("|".join([GOOD[0], *GOOD[2:]]))
    assert (card.old_number, card.name, card.issued) == (None, "Nguyễn Văn Thử", date(2021, 9, 27))


@pytest.mark.parametrize(("old", "expected"), [("010000001", "010000001"), ("", None)])
def test_six_fields_without_the_day_of_issue(old: str, expected: str | None) -> None:
    card = parse_qr("|".join([GOOD[0], old, *GOOD[2:6]]))
    assert (card.old_number, card.name, card.issued) == (expected, "Nguyễn Văn Thử", None)


@pytest.mark.parametrize("wrapped", ["\ufeff{}\r\n", "  {}\n\n", "\t{}"])
def test_what_readers_add_around_it_is_dropped(wrapped: str) -> None:
    assert parse_qr(wrapped.format(text())) == parse_qr(text())


def test_decomposed_letters_come_out_composed() -> None:
    assert parse_qr(unicodedata.normalize("NFD", text())).name == "Nguyễn Văn Thử"
    assert parse_qr(text(sex=unicodedata.normalize("NFD", "Nữ"))).sex == "female"


def test_spaces_in_the_name_are_single() -> None:
    assert parse_qr(text(name="  Nguyễn   Văn Thử ")).name == "Nguyễn Văn Thử"


@pytest.mark.parametrize("sex", ["Nữ", "NỮ", "nữ"])
def test_a_woman(sex: str) -> None:
    card = parse_qr(text(sex=sex, number="001185000001"))
    assert (card.sex, card.warnings) == ("female", ())


def test_digits_that_disagree_are_warned_about() -> None:
    assert len(parse_qr(text(born="12041986", sex="Nữ")).warnings) == 2


@pytest.mark.parametrize(
    ("changes", "code", "says"),
    [
        ({"number": ""}, "number", "12 chữ số"),
        ({"number": "00108500000"}, "number", "12 chữ số"),
        ({"number": "0010850000011"}, "number", "12 chữ số"),
        ({"number": "00108500000A"}, "number", "12 chữ số"),
        ({"number": "010000001"}, "number", "12 chữ số"),
        ({"old_number": "01000000"}, "old_number", "9 chữ số"),
        ({"old_number": "01000000x"}, "old_number", "9 chữ số"),
        ({"name": ""}, "name", "họ tên"),
        ({"name": "Nguyễn <b>Thử</b>"}, "name", "họ tên"),
        ({"name": "12041985"}, "name", "họ tên"),
        ({"born": "31021985"}, "born", "ngày sinh không có thật"),
        ({"born": "00001985"}, "born", "ngày sinh không có thật"),
        ({"born": "1985-04-12"}, "born", "ngày sinh phải có 8 chữ số"),
        ({"born": "120485"}, "born", "ngày sinh phải có 8 chữ số"),
        ({"born": ""}, "born", "ngày sinh phải có 8 chữ số"),
        ({"sex": "M"}, "sex", "Nam hoặc Nữ"),
        ({"sex": ""}, "sex", "Nam hoặc Nữ"),
        ({"issued": "31112021"}, "issued", "ngày cấp không có thật"),
        ({"issued": ""}, "issued", "ngày cấp"),
        ({"issued": "12041985"}, "issued", "sau ngày sinh"),
    ],
)
def test_refuses_in_one_sentence_that_says_what_to_do(changes: dict[str, str], code: str, says: str) -> None:
    with pytest.raises(UnableToReadQR) as refusal:
        parse_qr(text(**changes))
    assert refusal.value.code == code
    assert says in str(refusal.value)
    assert str(refusal.value).endswith("hãy quét lại mã ở mặt trước thẻ.")


@pytest.mark.parametrize("source", ["", "xin chào", "a|b", text() + "|", text() + "|x", text().replace("|", ";")])
def test_refuses_other_lengths(source: str) -> None:
    with pytest.raises(UnableToReadQR, match="phần") as refusal:
        parse_qr(source)
    assert refusal.value.code == "fields"


def test_the_refusal_does_not_repeat_personal_data() -> None:
    with pytest.raises(UnableToReadQR) as refusal:
        parse_qr(text(born="31021985"))
    assert not any(field in str(refusal.value) for field in GOOD)


def test_json() -> None:
    assert json.loads(parse_qr(text()).to_json()) == {
        "number": "001085000001",
        "old_number": "010000001",
        "name": "Nguyễn Văn Thử",
        "born": "1985-04-12",
        "sex": "male",
        "address": "Số 1, Phường Thử, Hà Nội",
        "issued": "2021-09-27",
    }


@given(source=st.text(alphabet=st.sampled_from("|0123456789NamữThử \u0303\n-"), max_size=90))
def test_no_text_crashes_it(source: str) -> None:
    try:
        card = parse_qr(source)
    except UnableToReadQR as refusal:
        assert "\n" not in str(refusal)
    else:
        assert len(card.number) == 12
