"""A house with a virus scanner, whose word the tests say."""

from dataclasses import replace

import pytest
from pytest_django import Settings

from gplx.registers.scanner.clamd import ScannerAddress


@pytest.fixture
def scanner(settings: Settings) -> None:
    """A scanner is set; nobody listens there, and the tests say what it found."""
    settings.OUTSIDE = replace(settings.OUTSIDE, scanner=ScannerAddress(url="tcp://127.0.0.1:9"))
