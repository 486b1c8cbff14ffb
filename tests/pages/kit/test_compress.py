"""Compressed is what holds no secret, and nothing else."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import builders
from tests.builders import sign_in_citizen

pytestmark = pytest.mark.django_db

TAKES_ALL = {"HTTP_ACCEPT_ENCODING": "gzip, br"}
VENDOR = Path(settings.ROOT) / "vendor"


def test_a_stranger_gets_a_compressed_page(client: Client) -> None:
    answer = client.get("/", **TAKES_ALL)
    assert answer["Content-Encoding"] == "gzip"
    assert "Đổi giấy phép lái xe" in gzip.decompress(answer.content).decode()
    assert "Accept-Encoding" in answer["Vary"]


def test_a_browser_that_takes_none_gets_it_plain(client: Client) -> None:
    assert not client.get("/").has_header("Content-Encoding")


@pytest.mark.parametrize("path", ["/", "/cua-toi", "/tra-cuu/abc"])
def test_with_a_session_nothing_is_compressed(client: Client, path: str) -> None:
    answer = sign_in_citizen(client, builders.applicant()).get(path, **TAKES_ALL)
    assert "</html>" in answer.content.decode()
    assert not answer.has_header("Content-Encoding")


def test_what_others_call_is_not_compressed(client: Client) -> None:
    assert not client.get("/healthz/live", **TAKES_ALL).has_header("Content-Encoding")


@pytest.mark.parametrize("name", ["govuk-frontend/govuk.css", "htmx/htmx.min.js", "jsqr/jsQR.js"])
def test_what_lies_compressed_is_the_same(name: str) -> None:
    assert gzip.decompress((VENDOR / f"{name}.gz").read_bytes()) == (VENDOR / name).read_bytes()
