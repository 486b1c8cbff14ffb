"""Every address states who may enter, and systems need no page's token to post."""

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from gplx.api.urls import urlpatterns
from gplx.offices.api_keys import give_api_key
from gplx.offices.entry import PUBLIC, SYSTEM, entry_of
from tests import builders

OPEN_TO_ALL = {"portal_hand_over", "openapi-json", "openapi-view", "api-root"}


def addresses(patterns: list[URLPattern | URLResolver]) -> list[URLPattern]:
    """All addresses, those of included lists too."""
    found: list[URLPattern] = []
    for one in patterns:
        found += addresses(one.url_patterns) if isinstance(one, URLResolver) else [one]
    return found


def test_every_address_is_for_systems_but_the_few_that_are_for_all() -> None:
    stated = {one.name: entry_of(one.callback) for one in addresses(urlpatterns)}

    assert None not in stated.values()
    assert {name for name, entry in stated.items() if entry.who == PUBLIC} == OPEN_TO_ALL
    assert {entry.who for name, entry in stated.items() if name not in OPEN_TO_ALL} == {SYSTEM}
    assert {name for name, entry in stated.items() if entry.writes_on_get} == {"vnpay_notice"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/payments/callback", 200),
        ("/apiDVC-GPLX/tcdbdvcdata/mapi/login", 200),
        ("/apiDVC-GPLX/tcdbdvcdata/mapi/g", 200),
        ("/api/acts/dossiers/x/accept", 404),
    ],
)
def test_a_system_posts_without_a_pages_token(address: str, status: int) -> None:
    builders.department("H26")
    key = give_api_key(department_id="H26", user="so-hn")
    strict: Any = Client(enforce_csrf_checks=True)
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "mot-lan-thoi"}

    answer = strict.post(address, {"officer": "x", "seen": 1}, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.headers["Content-Type"].startswith("application/")) == (status, True)
