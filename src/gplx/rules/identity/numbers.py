"""Numbers of people and licences: what must hold is an error, what usually holds is only a warning."""

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec

from gplx.rules.case import Sex

PROVINCES: Final = Path(__file__).parents[4] / "data" / "provinces.csv"
NumberKind = Literal["cccd", "cmnd", "passport", "licence", "old_licence", "unknown"]
# From 1900 on each century has two digits: male, female (Nghị định 137/2015/NĐ-CP Điều 13).
FIRST_CENTURY: Final = 1900


class NumberCheck(msgspec.Struct, frozen=True, kw_only=True):
    """`number` tidied; `hard_errors` make it impossible, `warnings` only unusual. Both are whole sentences."""

    kind: NumberKind
    number: str
    hard_errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """True if the number can exist; warnings do not count."""
        return not self.hard_errors


def tidy(text: str) -> str:
    """Without the spaces, dots and dashes that people put between digits; letters in upper case."""
    return re.sub(r"[\s.\-]", "", text).upper()


def check_number(text: str, *, born: date | None = None, sex: Sex | None = None) -> NumberCheck:
    """Check the number of an identity paper: CCCD (12 digits), CMND (9 digits) or passport (letter and 7-8 digits).

    What is known of the person is compared and only warned about.
    Legal source: NĐ 137/2015 Điều 13, then Luật Căn cước 26/2023; TT 04/1999.
    """
    number = tidy(text)
    if re.fullmatch(r"[0-9]{12}", number):
        return NumberCheck(kind="cccd", number=number, warnings=tuple(_cccd_warnings(number, born, sex)))
    if re.fullmatch(r"[0-9]{9}", number):
        return NumberCheck(kind="cmnd", number=number, warnings=tuple(_cmnd_warnings(number)))
    if re.fullmatch(r"[A-Z][0-9]{7,8}", number):
        return NumberCheck(kind="passport", number=number)
    error = "Số giấy tờ phải là 12 chữ số (CCCD), 9 chữ số (CMND) hoặc một chữ cái và 7-8 chữ số (hộ chiếu)."
    return NumberCheck(kind="unknown", number=number, hard_errors=(error,))


def sex_of(text: str) -> Sex | None:
    """The sex that a personal number (12 digits) tells; none for any other number. Legal source: NĐ 137/2015 Điều 13."""
    number = tidy(text)
    if not re.fullmatch(r"[0-9]{12}", number):
        return None
    return "female" if int(number[3]) % 2 else "male"


def check_licence_number(text: str, *, first_passed: int | None = None, sex: Sex | None = None) -> NumberCheck:
    """Check a licence number: 12 digits on a plastic card, free on old paper. `first_passed`: year of the first test.

    The inner structure (province, sex, year) is known from practice only, so it is never more than a warning.
    """
    number = tidy(text)
    if not number or len(number) > 20 or not number.isalnum():
        error = "Số giấy phép lái xe gồm 12 chữ số (thẻ nhựa) hoặc tối đa 20 chữ và số (giấy cũ)."
        return NumberCheck(kind="unknown", number=number, hard_errors=(error,))
    if not re.fullmatch(r"[0-9]{12}", number):
        warning = "Không phải số thẻ nhựa 12 chữ số: có thể là giấy phép bằng giấy cũ."
        return NumberCheck(kind="old_licence", number=number, warnings=(warning,))
    warnings = []
    if f"0{number[:2]}" not in _provinces():
        warnings.append(f"Hai số đầu {number[:2]} không phải mã tỉnh.")
    if sex is not None and number[2] != ("0" if sex == "male" else "1"):
        warnings.append("Chữ số thứ ba không khớp giới tính.")
    if first_passed is not None and number[3:5] != f"{first_passed % 100:02}":
        warnings.append("Chữ số thứ tư và thứ năm không khớp năm trúng tuyển lần đầu.")
    return NumberCheck(kind="licence", number=number, warnings=tuple(warnings))


def _cccd_warnings(number: str, born: date | None, sex: Sex | None) -> list[str]:
    warnings = []
    if number[:3] not in _provinces():
        warnings.append(f"Ba số đầu {number[:3]} không phải mã tỉnh: có thể là mã nước nơi đăng ký khai sinh.")
    century, female = divmod(int(number[3]), 2)
    if sex is not None and (sex == "female") != bool(female):
        warnings.append("Chữ số thứ tư không khớp giới tính.")
    if born is not None and born.year != FIRST_CENTURY + 100 * century + int(number[4:6]):
        warnings.append("Chữ số thứ tư đến thứ sáu không khớp năm sinh.")
    return warnings


def _cmnd_warnings(number: str) -> list[str]:
    if any(number.startswith(prefix) for prefix in _cmnd_prefixes()):
        return []
    return [f"Đầu số {number[:2]} không có trong bảng đầu số CMND đã biết."]


@cache
def _provinces() -> frozenset[str]:
    return frozenset(row["cccd_prefix"] for row in _table())


@cache
def _cmnd_prefixes() -> frozenset[str]:
    return frozenset(prefix for row in _table() for prefix in re.findall(r"[0-9]+", row["cmnd_prefix"]))


@cache
def _table() -> tuple[dict[str, str], ...]:
    with PROVINCES.open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table))
