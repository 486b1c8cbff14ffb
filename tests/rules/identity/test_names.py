"""Two spellings of a name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gplx.rules.identity import compare_names


@pytest.mark.parametrize(
    ("a", "b", "verdict", "reason"),
    [
        ("Nguyễn Văn Thử", "Nguyễn Văn Thử", "same", "identical"),
        ("Nguyễn Văn Thử", "NGUYỄN VĂN THỬ", "same", "spelling"),
        ("Nguyễn Văn Thử", "  nguyễn  văn thử ", "same", "spelling"),
        ("Nguyễn Văn Thử", unicodedata.normalize("NFD", "Nguyễn Văn Thử"), "same", "spelling"),
        ("Trần Thị Hoà", "Trần Thị Hòa", "same", "spelling"),
        ("Lê Thuý", "LÊ THÚY", "same", "spelling"),
        ("Đỗ Khoẻ", "Đỗ Khỏe", "same", "spelling"),
        ("Nguyễn Thị Thuỷ", "Nguyễn Thị Thủy", "same", "spelling"),
        ("Tôn-Nữ Thử", "Tôn Nữ Thử", "same", "spelling"),
        ("Đặng Thử", "đặng thử", "same", "spelling"),
        ("NguyễnVăn Thử", "Nguyễn Văn Thử", "near", "spacing"),
        ("Lý Thử", "Lí Thử", "near", "y_or_i"),
        ("Nguyễn Thị Quý", "Nguyễn Thị Quí", "near", "y_or_i"),
        ("NGUYEN VAN THU", "Nguyễn Văn Thử", "near", "marks_missing"),
        ("Nguyễn Văn Thử", "Nguyên Văn Thử", "near", "marks_missing"),
        ("DANG THU", "Đặng Thử", "near", "marks_missing"),
        ("Dặng Thử", "Đặng Thử", "near", "marks_missing"),
        ("Thử Nguyễn Văn", "Nguyễn Văn Thử", "near", "order"),
        ("Thử Văn Nguyễn", "Nguyễn Văn Thử", "near", "order"),
        ("THU NGUYEN VAN", "Nguyễn Văn Thử", "near", "order"),
        ("NGUYEN PHUC BAO THU NGHIE", "Nguyễn Phúc Bảo Thử Nghiệm", "near", "cut_short"),
        ("NGUYEN PHUC BAO THU NGHI", "Nguyễn Phúc Bảo Thử Nghi Dài", "near", "cut_short"),
        ("NGUYEN PHUC BAO THU NGHIEM", "Nguyễn Phúc Bảo Thử Nghiệm Dài", "different", "letters_differ"),
        ("NGUYEN PHUC BAO THU NGH", "Nguyễn Phúc Bảo Thử Nghiệm", "different", "letters_differ"),
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", "different", "marks_differ"),
        ("Nguyễn Văn Thử", "Nguyễn Văn Thứ", "different", "marks_differ"),
        ("Trần Tấn", "Trần Tân Tấn", "different", "letters_differ"),
        ("Nguyễn Văn Thử", "Nguyễn Văn Thửa", "different", "letters_differ"),
        ("Nguyễn Văn Thử", "Nguyễn Thử", "different", "letters_differ"),
        ("Trần Văn Thử", "Nguyễn Văn Thử", "different", "letters_differ"),
        ("", "Nguyễn Văn Thử", "different", "letters_differ"),
        ("đa", "da", "near", "marks_missing"),
        ("Hoa", "Hoá", "near", "marks_missing"),
        ("Hỏa", "Hoá", "different", "marks_differ"),
    ],
)
def test_compare(a: str, b: str, verdict: str, reason: str) -> None:
    found = compare_names(a, b)
    assert (found.verdict, found.reason) == (verdict, reason)
    other_way = compare_names(b, a)
    assert (other_way.verdict, other_way.reason) == (verdict, reason)
    assert found.text.endswith(".")


SYLLABLES = ["Nguyễn", "Trần", "Đặng", "Văn", "Thị", "Hoà", "Hòa", "Thuý", "Quý", "Hùng", "Hưng", "Thử", "Anh", "An"]
NAMES = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=5).map(" ".join)


@given(name=NAMES)
def test_the_form_of_writing_never_matters(name: str) -> None:
    for form in ("NFC", "NFD", "NFKD"):
        for cased in (name.upper(), name.lower(), name.title()):
            written = unicodedata.normalize(form, f" {cased}  ")
            assert compare_names(name, written).verdict == "same"


@given(name=NAMES)
def test_a_name_without_marks_is_near(name: str) -> None:
    plain = "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))
    plain = plain.replace("đ", "d").replace("Đ", "D")
    assert compare_names(name, plain).verdict in ("same", "near")


@given(a=NAMES, b=NAMES)
def test_it_does_not_matter_which_comes_first(a: str, b: str) -> None:
    assert compare_names(a, b) == compare_names(b, a)


@given(a=st.text(max_size=30), b=st.text(max_size=30))
def test_no_text_crashes_it(a: str, b: str) -> None:
    assert compare_names(a, b).verdict in ("same", "near", "different")
    assert compare_names(a, a).verdict == "same"
