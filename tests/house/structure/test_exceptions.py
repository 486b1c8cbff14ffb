"""Every list of exceptions says how long it may be at most, and may only shrink."""

import ast

import pytest

from tests.house.exceptions import LISTS, let_pass
from tests.house.source import TESTS, calls, python_under

# Lower a number when a list has become shorter; there is no reason to raise one.
AT_MOST = {"numbers_outside_the_law": 3, "files_unread": 1, "writes_on_get": 2, "modules_unreached": 0}


def test_no_list_has_grown() -> None:
    assert {name: listed["at_most"] for name, listed in LISTS.items()} == AT_MOST


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_as_long_as_it_says(name: str) -> None:
    assert len(let_pass(name)) == LISTS[name]["at_most"]


@pytest.mark.parametrize("name", LISTS)
def test_every_exception_has_its_reason(name: str) -> None:
    short = [entry for entry in let_pass(name) if len(str(LISTS[name][entry]).split()) < 4]
    assert short == []


def test_every_list_is_used() -> None:
    asked = calls("let_pass", under=python_under(TESTS / "house"))
    named = {call.arguments[0].value for call in asked if isinstance(call.arguments[0], ast.Constant)}
    assert named == set(LISTS)
