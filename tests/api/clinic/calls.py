"""Calls of a clinic's software."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.health.exams import sender

GATEWAY, TRIAL = "/api/hssk/gksk", "/api/hssk/gksk/thu"


def call(body: Any, *, to: str = GATEWAY, user: str = sender.FACILITY, password: str = sender.MD5) -> HttpResponse:
    """Send a body (an object: as JSON)."""
    headers = {"Username": user, "Password": password}
    return Client().post(to, data=body, content_type="application/json", headers=headers)


def send(message: Any, **how: Any) -> dict[str, Any]:
    """Send a message that is answered with HTTP 200; the answer."""
    answer = call(message, **how)
    assert answer.status_code == 200
    return dict(answer.json())
