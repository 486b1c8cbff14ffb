"""The people of a drill: each comes once, who gives up is counted, and the others go on."""

from typing import Any
from unittest import mock

import httpx
import pytest

from gplx.conf.demo.browser import UnableToGoOn
from gplx.conf.drill import traffic
from gplx.conf.drill.traffic import Traffic


def people(count: int) -> list[dict[str, Any]]:
    return [{"cccd": f"{number:012d}"} for number in range(count)]


@pytest.fixture
def going(monkeypatch: pytest.MonkeyPatch) -> Traffic:
    monkeypatch.setattr(traffic, "people", lambda *_args, **_options: people(5))
    return Traffic("http://127.0.0.1:1", "http://127.0.0.1:2", 2)


def test_each_comes_once_until_nobody_is_left(going: Traffic) -> None:
    with mock.patch.object(Traffic, "_accompany", autospec=True) as accompany:
        going.dossiers(9)
    came = sorted(call.args[1]["cccd"] for call in accompany.call_args_list)
    assert came == [person["cccd"] for person in people(5)]
    assert (going.taken, going.gave_up) == (5, [])


@pytest.mark.parametrize("error", [UnableToGoOn("/nop-phi: waited"), httpx.ConnectError("/nop-phi: waited")])
def test_who_gives_up_is_counted_and_holds_nobody_up(going: Traffic, error: Exception) -> None:
    with mock.patch.object(Traffic, "_accompany", autospec=True, side_effect=[None, error, None, None, None]):
        going.dossiers(5)
    assert (going.taken, going.gave_up) == (4, ["/nop-phi: waited"])


def test_what_nobody_foresaw_ends_the_drill(going: Traffic) -> None:
    with (
        mock.patch.object(Traffic, "_accompany", autospec=True, side_effect=KeyError("defect")),
        pytest.raises(KeyError),
    ):
        going.dossiers(1)


def test_for_so_many_seconds_people_come_one_after_another(going: Traffic) -> None:
    with mock.patch.object(Traffic, "_accompany", autospec=True):
        taken, seconds = going.for_seconds(60)
    assert taken == 5
    assert 0 <= seconds < 60
