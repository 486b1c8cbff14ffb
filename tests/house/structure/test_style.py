"""The style budgets: short files, short functions, small folders, few silenced checks, enough tests."""

import ast
import re
import tokenize
from collections import Counter
from io import StringIO
from pathlib import Path
from statistics import median

import pytest

from tests.house.source import (
    GPLX,
    ROOT,
    SANDBOX,
    TESTS,
    Function,
    functions,
    inside,
    length,
    lines,
    public_functions,
    python_under,
    tree,
)

PRODUCT = python_under(GPLX, SANDBOX)
FILE_MEDIAN, FILE_CAP, TEST_FILE_CAP = 80, 400, 450
FUNCTION_MEDIAN, FUNCTION_CAP = 8, 50
FOLDER_CAP = 15
# Lines of tests for a line of code.
TESTS_AT_LEAST, TESTS_AT_MOST = 1.5, 2.5

SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:|mypy:|ruff:|nosec|pylint:)(.*)")
REASON = re.compile(r"(?:\[[\w, -]+\]|:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)\W+(\w+\W+\w+.*)")


def named(path: Path, function: Function) -> str:
    return f"{inside(path)}:{function.lineno} {function.name}"


def code_lines(*folders: Path) -> int:
    return sum(1 for path in python_under(*folders) for line in lines(path) if line.strip())


def silenced() -> list[tuple[str, str]]:
    """Where a check is silenced, and what stands there behind."""
    return [
        (f"{inside(path)}:{token.start[0]}", found[1])
        for path in python_under(GPLX, SANDBOX, TESTS)
        if SILENCED.search(path.read_text())
        for token in tokenize.generate_tokens(StringIO(path.read_text()).readline)
        if token.type == tokenize.COMMENT and (found := SILENCED.search(token.string))
    ]


@pytest.mark.parametrize("folder", [GPLX, SANDBOX], ids=inside)
def test_files_are_short(folder: Path) -> None:
    lengths = {inside(path): len(lines(path)) for path in python_under(folder) if len(lines(path)) > 1}
    assert median(lengths.values()) <= FILE_MEDIAN
    assert {path: count for path, count in lengths.items() if count > FILE_CAP} == {}


def test_files_of_tests_are_bounded_too() -> None:
    assert [inside(path) for path in python_under(TESTS) if len(lines(path)) > TEST_FILE_CAP] == []


@pytest.mark.parametrize("folder", [GPLX, SANDBOX], ids=inside)
def test_functions_are_short(folder: Path) -> None:
    lengths = {named(path, one): length(one) for path in python_under(folder) for one in functions(path)}
    assert median(lengths.values()) <= FUNCTION_MEDIAN
    assert {name: count for name, count in lengths.items() if count > FUNCTION_CAP} == {}


def test_folders_are_small() -> None:
    """Fifteen files a folder, not counting the one that says what the folder is. One act is one file: casework is apart."""
    sizes = Counter(inside(path.parent) for path in python_under(GPLX, SANDBOX, TESTS) if path.name != "__init__.py")
    del sizes[inside(GPLX / "casework")]
    assert {folder: count for folder, count in sizes.items() if count > FOLDER_CAP} == {}


def test_every_file_says_what_it_is() -> None:
    assert [inside(path) for path in PRODUCT if lines(path) and not ast.get_docstring(tree(path))] == []


@pytest.mark.parametrize("room", ["rules", "casework"])
def test_public_functions_of_law_and_acts_are_described(room: str) -> None:
    silent = [
        named(path, one)
        for path in python_under(GPLX / room)
        for one in public_functions(path)
        if not ast.get_docstring(one) and not one.name.startswith("__")
    ]
    assert silent == []


def test_public_functions_of_acts_take_their_arguments_by_name() -> None:
    """But for the one thing that they are about."""
    by_place = [
        named(path, one)
        for path in python_under(GPLX / "casework")
        for one in public_functions(path)
        if len([argument for argument in one.args.args if argument.arg != "self"]) > 1
    ]
    assert by_place == []


def test_silenced_checks_are_few() -> None:
    count = sum(len(lines(path)) for path in python_under(GPLX, SANDBOX, TESTS))
    assert len(silenced()) <= count / 1000


def test_every_silenced_check_names_itself_and_its_reason() -> None:
    assert [where for where, rest in silenced() if not REASON.match(rest)] == []


@pytest.mark.parametrize(
    ("comment", "has_reason"),
    [
        ("# noqa: S311 - luck, not secrets", True),
        ("# type: ignore[attr-defined]  # a mark on the view", True),
        ("# noqa: S311", False),
        ("# noqa because it is so", False),
        ("# type: ignore", False),
        ("# type: ignore[misc]", False),
        ("# type: ignore[misc]  # why", False),
    ],
)
def test_what_counts_as_a_reason(comment: str, has_reason: bool) -> None:
    found = SILENCED.search(comment)
    assert found
    assert bool(REASON.match(found[1])) is has_reason


def test_complexity_is_checked_by_ruff() -> None:
    settings = (ROOT / "pyproject.toml").read_text()
    assert '"C90"' in settings
    assert re.search(r"(?m)^max-complexity = (\d+)$", settings)[1] == "10"


def test_there_are_tests_enough() -> None:
    tests, code = code_lines(TESTS), code_lines(GPLX)
    assert TESTS_AT_LEAST <= tests / code <= TESTS_AT_MOST, f"{tests} lines of tests for {code} of code"
