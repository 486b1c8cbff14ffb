"""Words that several commands share."""

from datetime import date
from typing import Final

CONFIDENCE: Final = {"H": "chắc chắn", "M": "khá chắc", "L": "chưa chắc"}


def day_in_words(day: date) -> str:
    """dd/mm/yyyy, as Vietnamese papers write it."""
    return f"{day:%d/%m/%Y}"
