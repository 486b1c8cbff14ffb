"""Days, moments and small codes as the registers write them. All times on the wire are Hà Nội's."""

from datetime import date, datetime

from gplx.ground.clock import HANOI
from gplx.ground.names import composed

_NO_EXPIRY = "99991231"
_MOST_DIGITS = 15


def day_from_compact(text: str) -> date:
    """``yyyyMMdd`` to a date; ``ValueError`` for anything else."""
    return _strict(text, "%Y%m%d", 8).date()


def optional_day_from_compact(text: str | None) -> date | None:
    """As ``day_from_compact``; nothing, blank and 99991231 (*không thời hạn*) are no day."""
    return day_from_compact(text) if text and text != _NO_EXPIRY else None


def day_from_slashed(text: str) -> date:
    """``dd/MM/yyyy`` to a date; ``ValueError`` for anything else."""
    return _strict(text, "%d/%m/%Y", 10).date()


def optional_day_from_slashed(text: str | None) -> date | None:
    """As ``day_from_slashed``; nothing and blank are no day."""
    return day_from_slashed(text) if text else None


def compact_day(day: date | None) -> str | None:
    """A date as ``yyyyMMdd``."""
    return f"{day:%Y%m%d}" if day else None


def stamp(moment: datetime | None) -> str:
    """An aware moment as ``yyyyMMddHHmmss`` in Hà Nội, with the hours of the whole day; "" for none."""
    return f"{moment.astimezone(HANOI):%Y%m%d%H%M%S}" if moment else ""


def moment_from_stamp(text: str) -> datetime:
    """``yyyyMMddHHmmss`` of Hà Nội to an aware moment; ``ValueError`` for anything else."""
    return _strict(text, "%Y%m%d%H%M%S", 14)


def whole_dong(said: object) -> int:
    """A whole number of đồng, as number or as text; ``ValueError`` for any other way to write one."""
    text = str(said)
    if isinstance(said, bool) or not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise ValueError("an amount that is none")
    return int(text)


def optional_text(text: str | None) -> str | None:
    """Composed text, or nothing for blank."""
    return composed(text) or None if text else None


def _strict(text: str, form: str, length: int) -> datetime:
    # strptime alone takes "2021927" for a day.
    if len(text) != length:
        raise ValueError("a day or moment of the wrong length")
    try:
        return datetime.strptime(text, form).replace(tzinfo=HANOI)
    except ValueError:
        raise ValueError("a day or moment that is none") from None
