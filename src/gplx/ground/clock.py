"""The one business clock. ``GPLX_TODAY`` moves the whole system to another day, from which it runs on."""

import os
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def shift_of(*, today: str | None, set_on: str | None, real_today: date) -> timedelta:
    """How far the clock stands from the real one, in whole days.

    ``today`` is the day that the system was told to live on, ``set_on`` the real day on which it was told so.
    """
    if not today:
        return timedelta(0)
    return date.fromisoformat(today) - (date.fromisoformat(set_on) if set_on else real_today)


@cache
def _shift() -> timedelta:
    real_today = datetime.now(HANOI).date()
    return shift_of(
        today=os.environ.get("GPLX_TODAY"), set_on=os.environ.get("GPLX_TODAY_SET_ON"), real_today=real_today
    )


def now() -> datetime:
    """This moment on the business clock, aware, in Hà Nội's time."""
    return real_now() + _shift()


def real_now() -> datetime:
    """This moment on the real clock: for what is stamped by others, who may not live on our day."""
    return datetime.now(HANOI)


def today() -> date:
    """This day on the business clock."""
    return now().date()
