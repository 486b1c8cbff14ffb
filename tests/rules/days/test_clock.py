"""The clock of one dossier."""

from datetime import date, datetime

import pytest

from gplx.rules.deadlines import Clock, UnableToMoveClock, due_on, reappoint, restart, resume, stop

D = date.fromisoformat
RUNNING = Clock(received=datetime.fromisoformat("2021-09-27T10:00"), days=5)
STANDING = stop(clock=RUNNING, on=D("2021-09-29"))


def test_a_running_clock_is_due_in_its_working_days() -> None:
    assert due_on(clock=RUNNING) == D("2021-10-04")


def test_a_standing_clock_has_no_last_day() -> None:
    assert due_on(clock=STANDING) is None
    assert due_on(clock=RUNNING) == D("2021-10-04"), "the clock it came from is unchanged"


def test_resumed_it_runs_on_where_it_stood() -> None:
    resumed = resume(clock=STANDING, on=D("2021-10-04"))
    assert due_on(clock=resumed) == D("2021-10-07")
    assert due_on(clock=resume(clock=STANDING, on=D("2021-09-29"))) == D("2021-10-04")


def test_days_off_while_it_stands_are_not_counted_twice() -> None:
    standing = stop(clock=RUNNING, on=D("2021-10-01"))
    assert due_on(clock=resume(clock=standing, on=D("2021-10-03"))) == D("2021-10-04")


def test_it_can_stand_twice() -> None:
    once = resume(clock=STANDING, on=D("2021-10-01"))
    twice = resume(clock=stop(clock=once, on=D("2021-10-04")), on=D("2021-10-06"))
    assert twice.stood == 4
    assert due_on(clock=twice) == D("2021-10-08")


def test_after_a_correction_it_restarts_from_zero() -> None:
    restarted = restart(clock=STANDING, completed=datetime.fromisoformat("2021-10-06T09:00"))
    assert due_on(clock=restarted) == D("2021-10-13")
    assert restarted.stood == 0


def test_restart_forgets_what_it_stood_before() -> None:
    standing = stop(clock=resume(clock=STANDING, on=D("2021-10-04")), on=D("2021-10-05"))
    assert restart(clock=standing, completed=datetime.fromisoformat("2021-10-06T09:00")).stood == 0


def test_at_the_counter_a_completion_after_three_counts_from_the_next_day() -> None:
    standing = stop(clock=Clock(received=RUNNING.received, days=5, channel="counter"), on=D("2021-09-29"))
    restarted = restart(clock=standing, completed=datetime.fromisoformat("2021-10-06T15:30"))
    assert due_on(clock=restarted) == D("2021-10-14")


def test_reappointed_once_with_an_apology_in_time() -> None:
    later = reappoint(clock=RUNNING, on=D("2021-10-01"), to=D("2021-10-08"))
    assert due_on(clock=later) == D("2021-10-08")
    with pytest.raises(UnableToMoveClock, match="một lần"):
        reappoint(clock=later, on=D("2021-10-06"), to=D("2021-10-12"))


@pytest.mark.parametrize(
    ("clock", "on", "to", "why"),
    [
        (RUNNING, "2021-10-04", "2021-10-08", "chậm nhất ngày 2021-10-01"),
        (RUNNING, "2021-10-03", "2021-10-08", "chậm nhất ngày 2021-10-01"),
        (RUNNING, "2021-09-30", "2021-10-04", "sau ngày 2021-10-04"),
        (RUNNING, "2021-09-30", "2021-10-09", "ngày làm việc"),
        (STANDING, "2021-09-30", "2021-10-08", "đang dừng"),
    ],
)
def test_no_late_early_idle_or_weekend_reappointment(clock: Clock, on: str, to: str, why: str) -> None:
    with pytest.raises(UnableToMoveClock, match=why):
        reappoint(clock=clock, on=D(on), to=D(to))


def test_what_stands_cannot_be_stopped_and_what_runs_cannot_be_resumed() -> None:
    with pytest.raises(UnableToMoveClock, match="đã dừng"):
        stop(clock=STANDING, on=D("2021-09-30"))
    with pytest.raises(UnableToMoveClock, match="đang chạy"):
        resume(clock=RUNNING, on=D("2021-09-30"))
    with pytest.raises(UnableToMoveClock, match="đang chạy"):
        restart(clock=RUNNING, completed=RUNNING.received)


def test_nothing_resumes_before_it_stopped() -> None:
    with pytest.raises(UnableToMoveClock, match="sau ngày 2021-09-28"):
        resume(clock=STANDING, on=D("2021-09-28"))
