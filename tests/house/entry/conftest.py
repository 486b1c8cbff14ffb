"""One dossier and everybody who may come to its doors."""

import pytest

from tests import builders
from tests.house.entry.visitors import Visitors, visitors


@pytest.fixture
def people(db: None) -> Visitors:
    """Around a dossier that was submitted, and is green."""
    return visitors(builders.submitted())
