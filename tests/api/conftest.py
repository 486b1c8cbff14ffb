"""What the tests of the interfaces share: a caller that posts JSON, and the platform's secret."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

Post = Callable[..., HttpResponse]


@pytest.fixture
def post(client: Client) -> Post:
    """Post a JSON body, or raw bytes, to an address."""

    def send(address: str, body: Any, **headers: str) -> HttpResponse:
        return client.post(address, body, content_type="application/json", headers=headers)

    return send


@pytest.fixture
def secret(settings: Settings) -> Callable[[str], None]:
    """Have another secret agreed with the payment platform."""

    def agree(text: str) -> None:
        account = replace(settings.OUTSIDE.payments, partner="GPLX", secret=text)
        settings.OUTSIDE = replace(settings.OUTSIDE, payments=account)

    return agree


@pytest.fixture(autouse=True)
def _platform(secret: Callable[[str], None]) -> None:
    secret("bí mật để thử")
