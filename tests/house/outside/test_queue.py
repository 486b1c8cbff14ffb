"""Every name that is enqueued has somebody who does it, and nobody waits for a name that is never enqueued."""

import ast
import inspect

import pytest

from gplx.clock.calendar import CALENDAR
from gplx.clock.jobs import jobs
from gplx.registers.directory import registers
from tests.house.source import GPLX, calls, python_under

ENQUEUED = tuple(calls("enqueue", under=tuple(path for path in python_under(GPLX) if path.name != "jobs.py")))


def names(node: ast.expr) -> set[str]:
    """The names that an argument of ``enqueue`` may stand for: itself, or one for each register."""
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    assert isinstance(node, ast.JoinedStr), f"a queue's name must be readable here: {ast.unparse(node)}"
    assert isinstance(node.values[0], ast.Constant)
    assert node.values[0].value == "register."
    return {f"register.{name}" for name in registers()}


def test_jobs_are_those_that_are_enqueued() -> None:
    assert len(ENQUEUED) > 3
    assert {name for call in ENQUEUED for name in names(call.arguments[0])} == set(jobs())


@pytest.mark.parametrize("name", sorted(jobs()))
def test_a_job_takes_a_payload_and_is_bounded(name: str) -> None:
    job = jobs()[name]
    assert len(inspect.signature(job.do).parameters) == 1
    assert 1 <= job.at_once <= 16


def test_each_register_has_a_queue_of_its_own() -> None:
    assert registers()
    assert {f"register.{name}" for name in registers()} <= set(jobs())


@pytest.mark.parametrize("name", CALENDAR)
def test_what_the_calendar_calls_can_be_called_by_it(name: str) -> None:
    expression, act = CALENDAR[name]
    assert len(expression.split()) == 5
    assert act.__name__ == name
    assert not inspect.signature(act).parameters
