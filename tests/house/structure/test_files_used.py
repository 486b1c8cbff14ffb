"""No template, picture, style or script lies about unused, and none that is named is missing."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from jinja2 import nodes

from tests.house.exceptions import let_pass
from tests.house.source import GPLX, ROOT, SANDBOX, files, inside, python_under

PAGES = GPLX / "pages"
FOR_TESTS = ROOT / "vendor/axe-core"
NAMED_IN_PYTHON = re.compile(r"[\"']([\w/-]+\.html)[\"']")
STATIC_IN_TEMPLATE = re.compile(r"static\([\"']([^\"']+)[\"']\)")
URL_IN_CSS = re.compile(r"url\([\"']?([^\"')]+)[\"']?\)")


@cache
def templates(folder: Path) -> dict[str, str]:
    """The text of every template below a folder, by the name that it is called by."""
    found = (path for path in files() if path.is_relative_to(folder) and path.suffix == ".html")
    return {path.relative_to(folder).as_posix(): path.read_text() for path in found}


def named_by_python(folder: Path) -> set[str]:
    return {name for path in python_under(folder) for name in NAMED_IN_PYTHON.findall(path.read_text())}


def named_by_templates(folder: Path) -> set[str]:
    """What templates extend, include and import."""
    environment = engines["jinja2"].env
    kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    parsed = (environment.parse(text) for text in templates(folder).values())
    asked = (node.template for one in parsed for node in one.find_all(kinds))
    return {template.value for template in asked if isinstance(template, nodes.Const)}


@pytest.mark.parametrize("folder", [PAGES, SANDBOX / "pages"], ids=inside)
def test_templates_are_those_that_are_named(folder: Path) -> None:
    asked = named_by_python(GPLX if folder == PAGES else SANDBOX) | named_by_templates(folder)
    assert asked - set(templates(folder)) == set(), "missing"
    assert set(templates(folder)) - asked == set(), "unused"


def named_static() -> set[str]:
    """Static files as pages, styles and Python name them."""
    of_pages = {name for text in templates(PAGES).values() for name in STATIC_IN_TEMPLATE.findall(text)}
    of_python = {name for path in python_under(GPLX) for name in STATIC_IN_TEMPLATE.findall(path.read_text())}
    styles = [path for path in (PAGES / "static").rglob("*.css")]
    of_styles = {name for path in styles for name in URL_IN_CSS.findall(path.read_text()) if ":" not in name}
    return of_pages | of_python | of_styles


def lying_there() -> set[str]:
    """Static files that exist: ours, and the vendored ones without their licences, their maker, and what only tests use."""
    own = {path.relative_to(PAGES / "static").as_posix() for path in (PAGES / "static").rglob("*") if path.is_file()}
    vendored = (path for path in files() if path.is_relative_to(ROOT / "vendor") and path.parent != ROOT / "vendor")
    beside = (".gz", "")  # a compressed twin, a licence
    return own | {inside(path) for path in vendored if path.suffix not in beside and path.parent != FOR_TESTS}


def test_static_files_are_those_that_are_named() -> None:
    assert named_static() - lying_there() == set(), "missing"
    assert lying_there() - named_static() == set(), "unused"


def test_every_static_file_named_is_served() -> None:
    assert [name for name in named_static() if finders.find(name) is None] == []


def test_what_only_tests_use_is_used_and_not_served() -> None:
    named = "\n".join(path.read_text() for path in python_under(ROOT / "tests/journeys"))
    lying = [inside(path) for path in FOR_TESTS.iterdir() if path.name != "LICENSE"]
    assert lying
    assert [name for name in lying if name not in named or finders.find(name)] == []


def test_every_file_of_data_is_read() -> None:
    read = "\n".join(path.read_text() for path in python_under(GPLX, SANDBOX, ROOT / "tests"))
    lying = [path for path in files() if path.suffix in (".csv", ".toml", ".typ") and path.parent != ROOT]
    folders_read = ("rules/parameters", "rules/reasons", "rules/cases")
    unread = [path for path in lying if path.name not in read and path.stem not in read]
    assert {inside(path) for path in unread if not inside(path.parent).endswith(folders_read)} == let_pass(
        "files_unread"
    )
