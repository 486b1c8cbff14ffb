"""Provinces with a portal of their own, for the length of a test."""

from collections.abc import Callable

import pytest

from gplx.registers import directory
from gplx.registers.sync.portals import NATIONAL, provincial

Opened = Callable[[str], str]


@pytest.fixture
def portal_of(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Have the province of a department run a portal of its own; the name of its register."""
    monkeypatch.setattr(directory, "_DIRECTORY", dict(directory._DIRECTORY))

    def opened(department_id: str) -> str:
        name = provincial(department_id)
        directory.provide(name, directory._DIRECTORY[NATIONAL])
        return name

    return opened
