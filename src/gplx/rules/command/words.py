"""Words that several commands share."""

from argparse import ArgumentTypeError
from datetime import date, datetime
from typing import Final

CONFIDENCE: Final = {"H": "chắc chắn", "M": "khá chắc", "L": "chưa chắc"}


def day_in_words(day: date) -> str:
    """dd/mm/yyyy, as Vietnamese papers write it."""
    return f"{day:%d/%m/%Y}"


def day(text: str) -> date:
    """An option's day; a wrong one is refused in words."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” không phải ngày có thật dạng NĂM-THÁNG-NGÀY, ví dụ 2021-09-27") from None


def moment(text: str) -> datetime:
    """An option's moment; a wrong one is refused in words."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        need = "không phải thời điểm có thật dạng NĂM-THÁNG-NGÀYTGIỜ:PHÚT, ví dụ 2021-09-30T10:00"
        raise ArgumentTypeError(f"“{text}” {need}") from None


def whole_number(text: str) -> int:
    """An option's number; a wrong one is refused in words."""
    try:
        return int(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” không phải số nguyên, ví dụ 5") from None
