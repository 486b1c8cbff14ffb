"""Numbers of papers: impossible ones are errors, odd ones only warnings."""

from datetime import date

import pytest

from gplx.rules.identity import check_licence_number, check_number, tidy

BORN = date(1985, 4, 12)


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("001085000001", "cccd", "001085000001"),
        (" 001 085 000 001 ", "cccd", "001085000001"),
        ("001.085.000001", "cccd", "001085000001"),
        ("010000001", "cmnd", "010000001"),
        ("010 000 001", "cmnd", "010000001"),
        ("C1234567", "passport", "C1234567"),
        ("c12345678", "passport", "C12345678"),
    ],
)
def test_kinds(text: str, kind: str, number: str) -> None:
    found = check_number(text)
    assert (found.kind, found.number, found.ok) == (kind, number, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "0100000011",
        "00108500000",
        "0010850000012",
        "CC1234567",
        "C123456",
        "C123456789",
        "01000000a",
        "０１００００００１",
        "12345678C",
    ],
)
def test_impossible_numbers(text: str) -> None:
    found = check_number(text)
    assert (found.kind, found.ok) == ("unknown", False)
    assert "12 chữ số" in found.hard_errors[0]


@pytest.mark.parametrize(
    ("number", "born", "sex", "says"),
    [
        ("001085000001", BORN, "male", []),
        ("001185000001", BORN, "female", []),
        ("001203000001", date(2003, 1, 1), "male", []),
        ("001303000001", date(2003, 1, 1), "female", []),
        ("001085000001", BORN, "female", ["giới tính"]),
        ("001085000001", date(1986, 4, 12), "male", ["năm sinh"]),
        ("001285000001", BORN, "male", ["năm sinh"]),
        ("001185000001", date(1990, 1, 1), "male", ["giới tính", "năm sinh"]),
        ("111085000001", BORN, "male", ["mã tỉnh"]),
        ("001085000001", None, None, []),
    ],
)
def test_cccd_is_compared_with_what_is_known_and_only_warned_about(
    number: str, born: date | None, sex: str | None, says: list[str]
) -> None:
    found = check_number(number, born=born, sex=sex)
    assert found.ok
    assert len(found.warnings) == len(says)
    for warning, word in zip(found.warnings, says, strict=True):
        assert word in warning


@pytest.mark.parametrize(("number", "warned"), [("010000001", False), ("990000001", True), ("000000001", True)])
def test_cmnd_prefixes_only_warn(number: str, *, warned: bool) -> None:
    found = check_number(number)
    assert found.ok
    assert bool(found.warnings) is warned


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("010085000001", "licence", []),
        ("990085000001", "licence", ["mã tỉnh"]),
        ("011085000001", "licence", ["giới tính"]),
        ("010099000001", "licence", ["năm trúng tuyển"]),
        ("AB123456", "old_licence", ["giấy cũ"]),
        ("123456", "old_licence", ["giấy cũ"]),
    ],
)
def test_licence_numbers(text: str, kind: str, says: list[str]) -> None:
    found = check_licence_number(text, first_passed=2008, sex="male")
    assert (found.kind, found.ok) == (kind, True)
    assert len(found.warnings) == len(says)
    for warning, word in zip(found.warnings, says, strict=True):
        assert word in warning


@pytest.mark.parametrize("text", ["", "   ", "A" * 21, "12/34", "12|34"])
def test_impossible_licence_numbers(text: str) -> None:
    found = check_licence_number(text)
    assert (found.kind, found.ok) == ("unknown", False)


def test_a_licence_number_alone_is_enough() -> None:
    assert check_licence_number("010085000001").warnings == ()


def test_tidy_keeps_what_counts() -> None:
    assert tidy(" ab-12.3 4 ") == "AB1234"
