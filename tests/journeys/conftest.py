"""One real stack for all journeys of a run, and people who have not been met before."""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright

from tests.journeys.people import Citizen, Officer, department_of
from tests.journeys.stack import Stack, until
from tests.journeys.stack import stack as run
from tests.journeys.window import Window

# The shell is Chromium without its own windows and pages, which cost as much as a journey does.
CHROMIUM = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))), None)
MISSING = (
    "Chromium is not installed: the journeys in the browser are left out "
    "(on Debian: apt-get install chromium-headless-shell)."
)
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-gpu"]
TOO_OLD = "20210327"  # the day after which a portrait was taken within six months of the pilot's week
# A parcel under way is looked at for as long as it travels.
STILL_ASKED = "SELECT 1 FROM registers_exchange WHERE state IN ('wanted', 'sent') AND register <> 'post' LIMIT 1"
A_CROWD = 400  # people asked for at once; more than all journeys need of one kind


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without Chromium its journeys are left out aloud; where CI promises a browser, each of them fails instead."""
    in_browser = [item for item in items if item.get_closest_marker("browser")]
    if CHROMIUM is None and in_browser and os.environ.get("CI") != "true":
        items[:] = [item for item in items if item not in in_browser]
        config.hook.pytest_deselected(items=in_browser)
        config.get_terminal_writer().line(MISSING)


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with run(tmp_path_factory.mktemp("stack")) as found:
        yield found


@pytest.fixture(scope="session")
def crowd(standing: Stack) -> Callable[[str], dict[str, Any]]:
    """The next person of a kind whom nobody has met in this run; apart from the all green, each needs a new photo."""
    asked: dict[str, Iterator[dict[str, Any]]] = {}

    def has_recent_photo(person: dict[str, Any]) -> bool:
        known = standing.see(f"people/{person['cccd']}")["register"]
        return bool(known and known["photo"] and known["photo"]["taken"] > TOO_OLD)

    def stranger(kind: str) -> dict[str, Any]:
        if kind not in asked:
            asked[kind] = iter(standing.see(f"people?kind={kind}&pilot=1&limit={A_CROWD}")["people"])
        return next(one for one in asked[kind] if has_recent_photo(one) == (kind == "all_green"))

    return stranger


@pytest.fixture
def stack(standing: Stack) -> Iterator[Stack]:
    """The stack, well; whatever a test breaks outside of the house is mended after it."""
    yield standing
    standing.heal()
    until(lambda: not standing.ask(STILL_ASKED))


@pytest.fixture
def citizen(stack: Stack, crowd: Callable[[str], dict[str, Any]]) -> Iterator[Callable[..., Citizen]]:
    """Make a citizen of a kind, with a browser of their own."""
    made: list[Citizen] = []

    def make(kind: str = "all_green") -> Citizen:
        made.append(Citizen(stack, crowd(kind)))
        return made[-1]

    yield make
    for one in made:
        one.browser.client.close()


@pytest.fixture(scope="session")
def at_desk(standing: Stack) -> Iterator[Callable[[str, str], Officer]]:
    """The officer at a desk (tiepnhan, thamdinh, lanhdao, inthe) of the department that a code names; signed in once a run."""
    signed_in: dict[str, Officer] = {}

    def officer(desk: str, code: str) -> Officer:
        username = f"{desk}.{department_of(code)}"
        if username not in signed_in:
            signed_in[username] = Officer(standing, username)
        return signed_in[username]

    yield officer
    for one in signed_in.values():
        one.browser.client.close()


@pytest.fixture
def serial() -> Callable[[], str]:
    """A blank that was not used before."""
    return lambda: f"TN{next(_serials):06d}"


_serials = count(1)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """Started for a module and ended with it: while it runs, nothing else in this process may use an event loop."""
    if CHROMIUM is None:
        pytest.fail(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def window(stack: Stack, chromium: Chromium) -> Iterator[Callable[..., Window]]:
    """Open windows; in the end none may have complained of a page."""
    opened: list[Window] = []
    looked_over: set[str] = set()

    def open_one(**kind: Any) -> Window:
        opened.append(Window(chromium, stack.web, looked_over=looked_over, **kind))
        return opened[-1]

    yield open_one
    complaints = [complaint for one in opened for complaint in one.complaints]
    for one in opened:
        one.close()
    assert complaints == []


@pytest.fixture
def in_window(window: Callable[..., Window]) -> Callable[..., Window]:
    """A citizen's window, signed in through the portal, from the front page on."""

    def sign_in(applicant: Citizen, **kind: Any) -> Window:
        one = window(**kind)
        one.open("/")
        one.press("Đăng nhập và đổi giấy phép")
        one.type("Số CCCD (12 số) hoặc CMND (9 số)", applicant.person["cccd"])
        one.press("Đăng nhập")
        return one

    return sign_in
