"""The practice world beside what was recorded, and GPLX as it sees it."""

from collections.abc import Iterator

import httpx
import pytest

from sandbox.app import create
from tests.sandbox.conftest import ENV, InProcess, Partner


@pytest.fixture
def partner() -> Partner:
    return Partner()


@pytest.fixture
def world(partner: Partner) -> Iterator[httpx.Client]:
    app = create(people=1000, env=ENV, outgoing=partner.transport)
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox.test") as client:
        yield client
