"""Days and moments as departments' software writes them: local time, and nothing for nothing."""

import re
from datetime import date, datetime, time, timedelta

from gplx.api.province.question import UnableToAnswer
from gplx.ground.clock import HANOI

_DAY = re.compile(r"20\d\d-\d\d-\d\d", re.ASCII)
# The end of the working day, when a result is due (NĐ 61/2018 leaves the hour to the office).
CLOSES = time(17, 0)


def day_text(day: date | None) -> str:
    """``yyyy-MM-dd``."""
    return day.isoformat() if day else ""


def moment_text(at: datetime | None) -> str:
    """``dd/MM/yyyy HH:mm:ss``."""
    return f"{at.astimezone(HANOI):%d/%m/%Y %H:%M:%S}" if at else ""


def days_between(since: str, until: str) -> tuple[datetime, datetime]:
    """The beginning of the first day and the end of the last, half-open; ``UnableToAnswer`` for anything but two days in order."""
    first, last = _day(since), _day(until)
    if last < first:
        raise UnableToAnswer("ngayNhan1 phải không sau ngayNhan2.")
    return datetime.combine(first, time(), HANOI), datetime.combine(last + timedelta(days=1), time(), HANOI)


def _day(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UnableToAnswer("ngayNhan1, ngayNhan2 phải có dạng yyyy-MM-dd.")
