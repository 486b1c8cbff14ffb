"""Numbers that the law gives stand in ``rules/parameters`` and nowhere else."""

import ast
import re
import tomllib
from collections.abc import Iterator

import pytest

from tests.house.exceptions import let_pass
from tests.house.source import GPLX, inside, name_of, python_under, tree

# The demonstration is a visitor: it pays what it is shown, and decides nothing.
ELSEWHERE = (GPLX / "rules", GPLX / "conf/demo")
OUTSIDE = tuple(path for path in python_under(GPLX) if not any(path.is_relative_to(room) for room in ELSEWHERE))
# A number of these is a period, an age or a price; a step of one (tomorrow) is none.
MEASURE = re.compile(r"(?:^|_)(?:ages?|years?|months?|days?|fees?|price|amount)(?:$|_)", re.IGNORECASE)
AN_AMOUNT = 1000


def numbers(value: object) -> Iterator[int]:
    """Every whole number inside a value of a parameter file."""
    if type(value) is int:
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from numbers(inner)


def amounts_of_the_law() -> set[int]:
    """The fees, and every other number of the law too large to stand for something else."""
    files = (GPLX / "rules/parameters").glob("*.toml")
    read = (tomllib.loads(file.read_text()) for file in files)
    return {number for rows in read for number in numbers(rows) if number >= AN_AMOUNT}


def measured(node: ast.AST) -> Iterator[str]:
    """A node that gives a number to a period, an age or a price, as ``days=3``."""
    if isinstance(node, ast.keyword) and node.arg and MEASURE.search(node.arg) and is_a_figure(node.value):
        yield f"{node.arg}={ast.unparse(node.value)}"
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        if any(MEASURE.search(name_of(side)) for side in sides) and any(is_a_figure(side) for side in sides):
            yield ast.unparse(node)
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and is_a_figure(node.value):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if MEASURE.search(name_of(target)):
                yield ast.unparse(node)


def is_a_figure(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int and node.value > 1


def found_in(text: str) -> list[str]:
    return [said for node in ast.walk(ast.parse(text)) for said in measured(node)]


def test_the_law_has_its_amounts() -> None:
    assert {135_000, 115_000} <= amounts_of_the_law()


def test_no_amount_of_the_law_stands_elsewhere() -> None:
    amounts = amounts_of_the_law()
    found = [
        f"{inside(path)}:{node.lineno} {node.value}"
        for path in OUTSIDE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value in amounts
    ]
    assert found == []


def test_no_period_age_or_price_stands_elsewhere() -> None:
    found = {f"{inside(path)}: {said}" for path in OUTSIDE for node in ast.walk(tree(path)) for said in measured(node)}
    assert found == let_pass("numbers_outside_the_law")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("due = received + timedelta(days=5)", ["days=5"]),
        ("if age >= 55: pass", ["age >= 55"]),
        ("if holder.age < 50: pass", ["holder.age < 50"]),
        ("FEE = 135000", ["FEE = 135000"]),
        ("PROCESSING_DAYS: int = 5", ["PROCESSING_DAYS: int = 5"]),
        ("pay(amount=135000)", ["amount=135000"]),
        ("yesterday = day - timedelta(days=1)", []),
        ("pause = timedelta(seconds=30)", []),
        ("pages = 3", []),
        ("if days == law.processing_days: pass", []),
    ],
)
def test_what_counts_as_a_number_of_the_law(text: str, seen: list[str]) -> None:
    assert found_in(text) == seen
