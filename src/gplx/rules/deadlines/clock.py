"""The clock of one dossier: it runs, it stands, it starts again from zero, it is re-appointed once."""

from datetime import date, datetime

import msgspec

from gplx.rules.deadlines.calendar import is_working_day, working_days_between
from gplx.rules.deadlines.count import Channel, apology_by, due, local
from gplx.rules.law import LAW, Law


class UnableToMoveClock(ValueError):
    """The clock cannot be moved so; the message says why."""


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """`days` working days from `received`; `stood` working days not counted; `standing_since` None: it runs."""

    received: datetime
    days: int
    channel: Channel = "online"
    stood: int = 0
    standing_since: date | None = None
    reappointed_to: date | None = None


def due_on(*, clock: Clock, law: Law = LAW) -> date | None:
    """The last day; None while the clock stands."""
    if clock.standing_since is not None:
        return None
    return clock.reappointed_to or due(
        received=clock.received, days=clock.days + clock.stood, channel=clock.channel, law=law
    )


def stop(*, clock: Clock, on: date) -> Clock:
    """The clock stands from `on`: the dossier waits for the citizen."""
    if clock.standing_since is not None:
        raise UnableToMoveClock(f"Thời hạn đã dừng từ ngày {clock.standing_since}.")
    return msgspec.structs.replace(clock, standing_since=on)


def resume(*, clock: Clock, on: date) -> Clock:
    """The clock runs on where it stood: the working days it stood are not counted."""
    since = _standing_since(clock, on)
    stood = clock.stood + working_days_between(after=since, through=on)
    return msgspec.structs.replace(clock, standing_since=None, stood=stood)


def restart(*, clock: Clock, completed: datetime) -> Clock:
    """After a correction the whole term begins anew on the day of completion (NĐ 61/2018 Điều 19 khoản 4)."""
    _standing_since(clock, local(completed).date())
    return Clock(received=completed, days=clock.days, channel=clock.channel)


def reappoint(*, clock: Clock, on: date, to: date, law: Law = LAW) -> Clock:
    """Announce on `on`, with an apology, that the dossier will be ready on `to` (NĐ 61/2018 Điều 19 khoản 9).

    At most once, at least one day before the deadline, to a later working day; else raises UnableToMoveClock.
    """
    last = due_on(clock=clock, law=law)
    if last is None:
        raise UnableToMoveClock("Thời hạn đang dừng nên không hẹn lại được.")
    if clock.reappointed_to is not None:
        raise UnableToMoveClock("Hồ sơ chỉ được hẹn lại một lần.")
    if on > apology_by(due_on=last, law=law):
        raise UnableToMoveClock(f"Thư xin lỗi và hẹn lại phải gửi chậm nhất ngày {apology_by(due_on=last, law=law)}.")
    if to <= last or not is_working_day(to):
        raise UnableToMoveClock(f"Ngày hẹn lại phải là ngày làm việc sau ngày {last}.")
    return msgspec.structs.replace(clock, reappointed_to=to)


def _standing_since(clock: Clock, on: date) -> date:
    if clock.standing_since is None:
        raise UnableToMoveClock("Thời hạn đang chạy, chưa dừng.")
    if on < clock.standing_since:
        raise UnableToMoveClock(f"Thời hạn dừng từ ngày {clock.standing_since}, sau ngày {on}.")
    return clock.standing_since
