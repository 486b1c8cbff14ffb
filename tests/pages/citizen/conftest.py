"""A citizen at the pages."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from gplx.applicants.models import Applicant
from gplx.dossiers.models import Dossier
from tests import builders


@pytest.fixture
def citizen() -> Applicant:
    """Somebody who signed in at the portal."""
    builders.department()
    return builders.applicant()


@pytest.fixture
def browser(client: Client, citizen: Applicant) -> Client:
    """Their browser."""
    return builders.sign_in_citizen(client, citizen)


def text(response: HttpResponse) -> str:
    """The page with single spaces."""
    return re.sub(r"\s+", " ", response.content.decode())


def hidden(response: HttpResponse, name: str) -> str:
    """The value of the last hidden field of this name."""
    return re.findall(rf'name="{name}" value="([^"]*)"', response.content.decode())[-1]


def send(browser: Client, dossier: Dossier, page: str, **fields: object) -> HttpResponse:
    """Send the form of a dossier's page (``wish``: ``yeu-cau``), on the dossier as it is now."""
    dossier.refresh_from_db()
    form = {"version": dossier.version, "request_id": builders.fresh()}
    answer = browser.post(f"/ho-so/{dossier.id}/{page}", form | fields)
    dossier.refresh_from_db()
    return answer
