"""Fields: what they take, and the one sentence that they say to what they do not take."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from gplx.pages.kit.fields import DayField, choice, upload, words


def says(field: forms.Field, value: object) -> str:
    """The sentence that the field says to a value that it does not take."""
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(value)
    (sentence,) = refused.value.messages
    return sentence


# ---- a day


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_that_is_shown_can_be_sent_again(day: date) -> None:
    field = DayField(label="Ngày sinh")
    assert field.clean(field.prepare_value(day)) == day


@pytest.mark.parametrize("typed", ["31/12/1899", "1/1/2100", "1/3/0012", "31/12/9999"])
def test_a_day_of_nobody_now_living_is_a_slip(typed: str) -> None:
    assert says(DayField(label="Ngày sinh"), typed) == "Ngày sinh cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("29/2/2020", date(2020, 2, 29)),
        (" 1/1/2021 ", date(2021, 1, 1)),
        ("01/12/1950", date(1950, 12, 1)),
        ("1-12-1950", date(1950, 12, 1)),
        ("1.12.1950", date(1950, 12, 1)),
        ("1950-12-01", date(1950, 12, 1)),
    ],
)
def test_the_day_comes_first(typed: str, day: date) -> None:
    assert DayField(label="Ngày sinh").clean(typed) == day


@pytest.mark.parametrize(
    "typed",
    [
        "29/2/2021",
        "12/31/2020",
        "0/1/2021",
        "1/13/2021",
        "1/1",
        "1/1/21",
        "2021/01/01",
        "1 tháng 1",
        "01012021",
        "-1/1/2021",
    ],
)
def test_what_is_no_day_is_told_with_an_example(typed: str) -> None:
    sentence = says(DayField(label="Ngày sinh"), typed)
    assert sentence == "Ngày sinh cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."


@pytest.mark.parametrize("nothing", ["", "   ", None])
def test_a_day_that_is_needed_is_asked_for_and_another_is_not(nothing: str | None) -> None:
    assert says(DayField(label="Ngày sinh"), nothing) == "Vui lòng điền: Ngày sinh."
    assert DayField(label="Ngày sinh", required=False).clean(nothing) is None


@pytest.mark.parametrize(
    ("value", "shown"), [(date(2021, 9, 7), "07/09/2021"), ("31/9/2021", "31/9/2021"), ("", ""), (None, None)]
)
def test_a_day_is_shown_as_written_here_and_a_wrong_one_as_typed(value: object, shown: object) -> None:
    assert DayField(label="Ngày sinh").prepare_value(value) == shown


# ---- one of several


@pytest.mark.parametrize("wrong", ["", None, "air", "POST", " post"])
def test_only_what_is_offered_can_be_chosen(wrong: str | None) -> None:
    field = choice(label="Cách nhận", choices={"post": "Bưu điện", "desk": "Tại Sở"})
    assert field.clean("desk") == "desk"
    assert says(field, wrong) == "Vui lòng chọn: Cách nhận."


def test_what_is_offered_may_be_asked_for_anew_each_time() -> None:
    offered = {"H26": "Hà Nội"}

    class Form(forms.Form):
        office = choice(label="Sở", choices=lambda: offered)

    assert Form({"office": "H26"}).is_valid()
    assert not Form({"office": "H24"}).is_valid()
    offered["H24"] = "Hải Phòng"
    assert Form({"office": "H24"}).is_valid()


# ---- words


@pytest.mark.parametrize(
    ("typed", "kept"), [("Nguyễn Thử", "Nguyễn Thử"), ("  hai đầu  ", "hai đầu"), ("a" * 20, "a" * 20)]
)
def test_words_are_kept_without_blanks_at_the_ends(typed: str, kept: str) -> None:
    assert words(label="Tên", longest=20).clean(typed) == kept


def test_one_letter_too_many_is_told_with_the_limit() -> None:
    assert says(words(label="Tên", longest=20), "a" * 21) == "Tên: tối đa 20 ký tự."
    assert words(label="Tên", longest=20).clean(" " * 5 + "đ" * 20) == "đ" * 20, "blanks at the ends do not count"


@pytest.mark.parametrize("nothing", ["", "  ", None, "\t\n"])
def test_words_that_are_needed_are_asked_for(nothing: str | None) -> None:
    assert says(words(label="Tên", longest=20), nothing) == "Vui lòng điền: Tên."
    assert words(label="Tên", longest=20, required=False).clean(nothing) == ""


def test_no_text_hides_a_zero() -> None:
    assert "\x00" not in says(words(label="Tên", longest=20), "a\x00b")


# ---- a file


def test_a_file_is_taken_as_it_is() -> None:
    sent = SimpleUploadedFile("giấy khám.jpg", b"\xff\xd8")
    assert upload(label="Giấy khám").clean(sent) is sent


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (None, "Vui lòng chọn tệp: Giấy khám."),
        ("giay.jpg", "Vui lòng chọn tệp: Giấy khám."),
        (SimpleUploadedFile("giay.jpg", b""), "Tệp đang trống. Vui lòng chọn lại tệp."),
    ],
    ids=["none", "its name alone", "empty"],
)
def test_what_is_no_file_is_told(sent: object, sentence: str) -> None:
    assert says(upload(label="Giấy khám"), sent) == sentence


def test_a_file_that_is_not_needed_may_be_missing() -> None:
    assert upload(label="Giấy khám", required=False).clean(None) is None


# ---- languages


def test_a_sentence_is_in_the_language_of_the_moment() -> None:
    field = words(label=gettext_lazy("Quay lại"), longest=20)
    assert says(field, "") == "Vui lòng điền: Quay lại."
    with translation.override("en"):
        english = says(field, "")
    assert english.endswith("Back.")
    assert not english.startswith("Vui lòng")
