from collections.abc import Iterator

import pytest

from gplx.conf.demo import browser as module
from gplx.conf.demo.browser import Browser
from tests.conf.site import Site, a_site


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as found:
        yield found


@pytest.fixture
def browser(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """A browser at the site that looks again at once and has little patience."""
    monkeypatch.setattr(module, "AGAIN", 0.001)
    monkeypatch.setattr(module, "PATIENCE", 0.2)
    found = Browser(site.url)
    with found.client:
        yield found
