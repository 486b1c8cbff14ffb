"""The business clock, set to another moment for the length of a block; it runs on from there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from gplx.ground.clock import HANOI


@contextmanager
def at(moment: str) -> Iterator[datetime]:
    """The clock shows ``moment`` (``2021-04-29T10:00``, or a day: at ten) in Hà Nội."""
    day, _, hour = moment.partition("T")
    set_to = datetime.fromisoformat(f"{day}T{hour or '10:00'}").replace(tzinfo=HANOI)
    shift = set_to - datetime.now(HANOI)
    with patch("gplx.ground.clock._shift", lambda: shift):
        yield set_to
