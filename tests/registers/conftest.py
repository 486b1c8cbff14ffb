from collections.abc import Iterator

import pytest

from tests.registers.outside import Outside, a_world


@pytest.fixture
def outside() -> Iterator[Outside]:
    with a_world() as world:
        yield world
