"""A worker that is killed in the middle of everything loses nothing and leaves nothing to be done twice."""

from collections.abc import Callable, Iterator

import pytest

from tests.journeys.conftest import STILL_ASKED
from tests.journeys.people import Citizen
from tests.journeys.stack import NEXT_DAY, Stack, until

pytestmark = pytest.mark.stack

SLOW = ("health", "police", "inspectorate", "sync", "sms", "email", "payments")


@pytest.fixture
def next_worker(stack: Stack) -> Iterator[Callable[[], None]]:
    """Start a worker that lives on the next day, when what its forerunner had begun counts as given up; then one of today."""
    yield lambda: stack.run_worker(**NEXT_DAY)
    # A call that it were killed at would be its own until the next day.
    until(lambda: not stack.ask(STILL_ASKED))
    stack.kill_worker()
    stack.run_worker()


def test_killed_in_the_middle(stack: Stack, citizen: Callable[..., Citizen], next_worker: Callable[[], None]) -> None:
    applicant = citizen()
    applicant.start()
    stack.faults(*SLOW, delay=1)
    code = applicant.submit()
    under_way = "SELECT 1 FROM registers_exchange WHERE state = 'sent' AND about = %s"
    until(lambda: stack.ask(under_way, f"dossier:{applicant.dossier_id(code)}"))
    stack.kill_worker()
    stack.heal()
    assert stack.ask(under_way, f"dossier:{applicant.dossier_id(code)}")
    next_worker()
    until(lambda: stack.portal_steps(code) == ["1", "6"])
    applicant.pay()
    applicant.browser.wait_until("Đã nhận lúc")
    until(lambda: len(stack.messages(applicant.person)) == 6)
    texts = [(one["to"], one["text"]) for one in stack.messages(applicant.person)]
    assert len(set(texts)) == 6
    assert stack.portal_steps(code) == ["1", "6"]
