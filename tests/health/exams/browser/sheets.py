"""A sheet as a doctor fills it in."""

from datetime import date
from decimal import Decimal
from typing import Any

from gplx.health.exams.browser.sheet import Person, Sheet


def person(**other: Any) -> Person:
    """Somebody who does not exist."""
    told: dict[str, Any] = {
        "number": "001085000001",
        "issued_on": date(2021, 3, 1),
        "issued_at": "Cục Cảnh sát thử nghiệm",
        "name": "Nguyễn Thử Nghiệm",
        "born": date(1985, 4, 12),
        "sex": "male",
        "address": "1 phố Thử, Hà Nội",
        "province": "01",
    }
    return Person(**told | other)


def sheet(who: Person | None = None, **other: Any) -> Sheet:
    """In good health."""
    told: dict[str, Any] = {
        "findings": {"mental": "Bình thường", "eyes": "Bình thường", "eye_right": "10/10"},
        "drugs": (),
        "alcohol": Decimal("0"),
        "alcohol_unit": "1",
        "conclusion": "A0-1",
        "classes": ("B2", "C"),
    }
    return Sheet(person=who or person(), **told | other)
