"""Every setting is declared once, stands in the table of the docs, and is marked where it is a secret."""

import ast
import re

import pytest

from gplx.conf.env import SETTINGS
from gplx.conf.settings_table import BEFORE, table
from tests.house.source import GPLX, ROOT, python_under, tree

NAME = re.compile(r"(?:GPLX_[A-Z0-9_]*[A-Z0-9]|DATABASE_URL)")
DECLARED = set(SETTINGS) | {one.name for one in BEFORE}
KEEPS_A_SECRET = re.compile(r"_(?:SECRET|PASSWORD|TOKEN|SECRET_KEY|ACCESS_TOKEN|DATABASE_URL)$|^DATABASE_URL$")


def read() -> set[str]:
    """The names of settings that stand in the source as they are."""
    return {
        node.value
        for path in python_under(GPLX)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value)
    }


def test_the_docs_hold_the_table() -> None:
    assert (ROOT / "docs/settings.md").read_text() == table(), "write it anew: python -m gplx.conf.settings_table"


def test_nothing_is_read_that_is_not_declared() -> None:
    assert read() - DECLARED == set()


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_a_setting_says_what_it_is_for(name: str) -> None:
    row = re.search(rf"(?m)^\| `{name}` \| (.+) \| (.+) \|$", table())
    assert row
    assert len(row[2].split()) >= 2
    assert ("(**secret**)" in row[2]) is bool(KEEPS_A_SECRET.search(name))


def test_no_real_secret_is_a_default() -> None:
    given = {one.name: one.default for one in (*SETTINGS.values(), *BEFORE) if one.secret}
    assert {name: default for name, default in given.items() if default} == {"DATABASE_URL": "postgresql:///gplx"}


def test_no_default_names_a_place_on_this_machine() -> None:
    assert str(ROOT) not in table()
