"""The software of Hà Nội's department, which works on its dossiers itself."""

import pytest
from django.test import Client

from tests.api.acts.software import Software


@pytest.fixture
def software(client: Client) -> Software:
    return Software(client, "H26")
