"""What the tests of the interfaces share: a caller that posts JSON, and the platform's secret."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from gplx.offices.api_keys import give_api_key
from tests import builders
from tests.api.software import MAPI, Ask

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


@pytest.fixture
def ask(post: Post) -> Ask:
    """A department's software: signs in and asks. ``of`` names another department, ``office`` what it says it is."""

    def send(service: str, *, of: str = "H26", office: str = "", **more: Any) -> Any:
        department = builders.department(of)
        if not department.api_user:
            key = give_api_key(department_id=of, user=f"so-{of}")
            session = post(f"{MAPI}/login", {"username": f"so-{of}", "password": key}).json()["session"]
            sessions[of] = session
        body = {"session": sessions[of], "service": service, "donViXuLy": office or department.agency_code, **more}
        return post(f"{MAPI}/g", body).json()

    sessions: dict[str, str] = {}
    return send
