"""A portal that may file here."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pytest_django import Settings

from tests import builders
from tests.api.conftest import Post
from tests.api.portal.filings import FILED, TOKEN

File = Callable[..., dict[str, Any]]


@pytest.fixture
def file_it(post: Post, settings: Settings, db: None) -> File:
    """Send a message as the national portal does; its reply."""
    outside = settings.OUTSIDE
    portal = {
        "inbound_token": TOKEN,
        "url": "https://cong.example.vn",
        "components": {"photo": "M.4", "health_paper": "M.2"},
    }
    local = replace(outside.sync, **portal | {"inbound_token": "token-of-hanoi", "url": "https://h26.example.vn"})
    settings.OUTSIDE = replace(outside, sync=replace(outside.sync, **portal), provinces={"H26": local})
    builders.department()

    def send(body: Any, *, token: str = TOKEN, to: str = FILED, status: int = 200) -> dict[str, Any]:
        answer = post(to, body, Authorization=f"Bearer {token}")
        assert answer.status_code == status, answer.content.decode()
        said: dict[str, Any] = answer.json()
        return said

    return send
