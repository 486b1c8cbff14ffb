"""What tests of all pages share."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from gplx.ground import clock


@pytest.fixture
def live_on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Moves the business clock of one test to another day."""

    def move(day: date) -> None:
        shift = day - datetime.now(clock.HANOI).date()
        monkeypatch.setattr(clock, "_shift", lambda: shift)

    return move
