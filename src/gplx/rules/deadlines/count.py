"""When a dossier is due, and the other last days that hang on its receipt."""

from datetime import date, datetime, time, timedelta, timezone
from typing import Final, Literal

from gplx.rules.deadlines.calendar import is_working_day, last_working_day, next_working_day, working_days_after
from gplx.rules.law import LAW, Law, Parameter

Channel = Literal["online", "counter"]
VIETNAM: Final = timezone(timedelta(hours=7))


def local(moment: datetime) -> datetime:
    """The moment by Việt Nam's clocks: one with a time zone is converted, one without is taken to be local."""
    return moment.astimezone(VIETNAM) if moment.tzinfo else moment


def processing_days(*, on: date, law: Law = LAW) -> Parameter:
    """Working days in which a complete dossier filed on `on` is settled (TT 12/2017 Điều 38 and its successors)."""
    return law.parameter(name="deadlines.processing_days", on=on)


def counts_from(*, received: datetime, channel: Channel, law: Law = LAW) -> date:
    """The day of receipt in the eyes of the law, in Việt Nam's time.

    Online data go forward at once. At the counter what comes in after 15:00, or on a day off, goes forward at the
    start of the next working day (NĐ 61/2018 Điều 18). Raises UnableToApplyLaw at the counter before 2018-06-21.
    """
    moment = local(received)
    day = moment.date()
    if channel == "online":
        return day
    cutoff: time = law.value("deadlines.counter_cutoff", day)
    return next_working_day(day) if moment.time() > cutoff or not is_working_day(day) else day


def due(*, received: datetime, days: int, channel: Channel = "online", law: Law = LAW) -> date:
    """The last day for `days` working days of processing; the day of receipt is not counted (Bộ luật Dân sự 91/2015 Điều 147)."""
    if days < 1:
        raise ValueError("Số ngày giải quyết phải từ 1 trở lên.")
    try:
        start = counts_from(received=received, channel=channel, law=law)
        return nth_working_day(after=start, days=days)
    except OverflowError:
        raise ValueError("Ngày nhận hoặc số ngày giải quyết vượt quá lịch: hãy kiểm tra lại.") from None


def nth_working_day(*, after: date, days: int) -> date:
    """The `days`-th working day after a day; `days` ≥ 1."""
    return next(day for n, day in enumerate(working_days_after(after), start=1) if n == days)


def correction_request_by(*, received: datetime, channel: Channel = "online", law: Law = LAW) -> date:
    """The last day for the one request to complete the dossier (NĐ 61/2018 Điều 19.4; TT 12/2025 Điều 21).

    Raises UnableToApplyLaw before 2018-06-21.
    """
    days = law.value("deadlines.correction_request_days", local(received).date())
    return due(received=received, days=days, channel=channel, law=law)


def apology_by(*, due_on: date, law: Law = LAW) -> date:
    """The last working day on which the apology with the new day can be in time (NĐ 61/2018 Điều 19.9)."""
    before = timedelta(days=law.value("deadlines.apology_days_before", due_on))
    return last_working_day(not_after=due_on - before)


def acknowledge_by(*, received: datetime, law: Law = LAW) -> datetime:
    """When an online filing must have been acknowledged or sent back (NĐ 45/2020 Điều 11): 8 working hours.

    Counted over the office hours, in Việt Nam's time. Raises UnableToApplyLaw before 2020-05-22.
    """
    moment = local(received)
    day = moment.date()
    left = timedelta(hours=law.value("deadlines.acknowledge_hours", day))
    hours: list[tuple[time, time]] = law.value("deadlines.office_hours", day)
    if not is_working_day(day):
        day = next_working_day(day)
    while True:
        for opens, closes in hours:
            start = max(datetime.combine(day, opens, moment.tzinfo), moment)
            open_for = datetime.combine(day, closes, moment.tzinfo) - start
            if left <= open_for:
                return start + left
            left -= max(open_for, timedelta())
        day = next_working_day(day)
