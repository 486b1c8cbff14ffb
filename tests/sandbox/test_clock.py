"""The practice world's own day."""

from datetime import datetime, timedelta

import pytest

from sandbox.clock import ZONE, Clock


def test_a_given_day_is_lived_from_now_on():
    clock = Clock.from_environment({"GPLX_TODAY": "2021-09-27"})
    real = datetime.now(ZONE)
    assert clock.today().isoformat() == "2021-09-27"
    assert clock.now().time().replace(microsecond=0) >= real.time().replace(microsecond=0)
    assert clock.stamp().startswith("20210927")


def test_the_day_runs_on_from_when_it_was_set():
    yesterday = (datetime.now(ZONE) - timedelta(days=1)).date().isoformat()
    clock = Clock.from_environment({"GPLX_TODAY": "2021-09-27", "GPLX_TODAY_SET_ON": yesterday})
    assert clock.today().isoformat() == "2021-09-28"


@pytest.mark.parametrize("env", [{}, {"GPLX_TODAY": ""}])
def test_without_a_given_day_it_is_today(env):
    assert abs(Clock.from_environment(env).now() - datetime.now(ZONE)) < timedelta(seconds=5)


def test_a_day_that_is_none_stops_the_start():
    with pytest.raises(ValueError, match="day is out of range"):
        Clock.from_environment({"GPLX_TODAY": "2021-02-30"})
