"""A citizen at the pages."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from gplx.applicants.models import Applicant
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
