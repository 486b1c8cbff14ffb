"""The rooms of the house: each has its floor, none goes in circles, none hides a back door."""

import ast
import re
import tomllib
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

from tests.house.exceptions import let_pass
from tests.house.source import GPLX, ROOT, SANDBOX, inside, python_under, tree

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LAYERS = next(contract for contract in CONTRACTS if contract["type"] == "layers")
NAMELESS = {"utils", "util", "services", "service", "managers", "manager", "helpers", "helper", "common", "misc"}


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("gplx", "sandbox", cache_dir=None)


def test_every_room_stands_on_a_floor() -> None:
    floors = [room.strip() for layer in LAYERS["layers"] for room in layer.split("|")]
    rooms = [folder.name for folder in GPLX.iterdir() if (folder / "__init__.py").exists()]
    assert sorted(floors) == sorted(rooms)


def test_the_floors_bind_all_and_neighbours_are_strangers() -> None:
    assert LAYERS["containers"] == ["gplx"]
    assert LAYERS["exhaustive"] is True
    assert not any("ignore_imports" in contract for contract in CONTRACTS)
    assert [layer for layer in LAYERS["layers"] if ":" in layer] == []


@pytest.mark.parametrize(
    ("source", "forbidden"),
    [
        ("gplx.rules", {"django", "httpx", "psycopg"}),
        ("sandbox", {"gplx", "django"}),
        ("gplx", {"sandbox"}),
    ],
)
def test_who_may_not_know_whom(source: str, forbidden: set[str]) -> None:
    held = [contract for contract in CONTRACTS if contract.get("source_modules") == [source]]
    assert held
    assert forbidden <= {module for contract in held for module in contract["forbidden_modules"]}


def test_no_module_imports_itself_by_a_detour() -> None:
    modules = {name: graph().find_modules_directly_imported_by(name) for name in graph().modules}
    try:
        TopologicalSorter(modules).prepare()
    except CycleError as circle:
        pytest.fail(f"a circle of imports: {' → '.join(reversed(circle.args[1]))}")


def test_no_folder_imports_its_sibling_in_a_circle() -> None:
    packages = {name for name in graph().modules if graph().find_children(name)}
    circles = {name: graph().nominate_cycle_breakers(name) for name in packages}
    assert {name: sorted(found) for name, found in circles.items() if found} == {}


def test_no_file_is_called_after_nothing() -> None:
    named = (part for path in python_under(ROOT) for part in (path.stem, *path.relative_to(ROOT).parts[:-1]))
    assert NAMELESS.intersection(named) == set()


def test_nothing_happens_by_signal() -> None:
    imported = {module for module in ("django.dispatch", "django.db.models.signals", "django.core.signals")}
    found = [
        inside(path)
        for path in python_under(GPLX)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module in imported
    ]
    assert found == []


def test_provinces_differ_by_data_alone() -> None:
    """No code compares a province, or a department, with one by name."""
    found = [
        f"{inside(path)}:{node.lineno}"
        for path in python_under(GPLX)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Compare)
        and {"province", "department_id"}.intersection(
            part.attr if isinstance(part, ast.Attribute) else part.id
            for part in ast.walk(node.left)
            if isinstance(part, ast.Attribute | ast.Name)
        )
        and any(isinstance(other, ast.Constant) and other.value for other in node.comparators)
    ]
    assert found == []


def test_every_module_is_reached() -> None:
    """Another imports it, its full name stands somewhere as text, Django looks for it by its place, or it is started by hand."""
    by_place = re.compile(r"\.(?:apps|migrations\.\w+|management\.commands\.\w+|__main__|command\.\w+)$")
    sources = {name_of_module(path): path.read_text() for path in python_under(GPLX, SANDBOX)}
    named = "\n".join((*sources.values(), (ROOT / "gplx").read_text()))
    unreached = {
        module
        for module in graph().modules
        if not graph().find_modules_that_directly_import(module) and not graph().find_children(module)
        if not by_place.search(module) and f'"{module}' not in named and "__main__" not in sources[module]
    }
    assert unreached - let_pass("modules_unreached") == set()


def name_of_module(path: Path) -> str:
    below = path.relative_to(GPLX.parent if path.is_relative_to(GPLX) else ROOT)
    return ".".join(part for part in below.with_suffix("").parts if part != "__init__")
