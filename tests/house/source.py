"""The checkout as these tests read it: its files, its Python, its functions."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GPLX, SANDBOX, TESTS = ROOT / "src/gplx", ROOT / "sandbox", ROOT / "tests"
HIDDEN_BUT_OURS = {".ci"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def inside(path: Path) -> str:
    """The path as seen from the root of the checkout."""
    return path.relative_to(ROOT).as_posix()


@cache
def files() -> tuple[Path, ...]:
    """Every file of the checkout that is not made by running it."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if (name[0] != "." and name != "__pycache__") or name in HIDDEN_BUT_OURS]
        found += [Path(folder) / name for name in names if name != ".git" and not name.endswith(".pyc")]
    return tuple(sorted(found))


def python_under(*folders: Path, migrations: bool = False) -> tuple[Path, ...]:
    """The Python files under these folders."""
    below = (path for path in files() if path.suffix == ".py" and any(path.is_relative_to(one) for one in folders))
    return tuple(path for path in below if migrations or path.parent.name != "migrations")


@cache
def tree(path: Path) -> ast.Module:
    """A Python file, parsed."""
    return ast.parse(path.read_text())


@cache
def lines(path: Path) -> tuple[str, ...]:
    """The lines of a file."""
    return tuple(path.read_text().splitlines())


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file, those inside others too."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def public_functions(path: Path) -> Iterator[Function]:
    """Functions of a file that others may call, and methods of its public classes."""
    for node in tree(path).body:
        inner = node.body if isinstance(node, ast.ClassDef) and node.name[0] != "_" else [node]
        yield from (one for one in inner if isinstance(one, Function) and one.name[0] != "_")


def length(function: Function) -> int:
    """Lines from ``def`` to the end, without the docstring."""
    first = function.body[0]
    told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if told else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


@dataclass(frozen=True)
class Call:
    """A call in the source: where it stands, and what it is given."""

    where: str
    arguments: tuple[ast.expr, ...]
    named: dict[str, ast.expr]


def calls(*names: str, under: tuple[Path, ...]) -> Iterator[Call]:
    """Every call of a function by one of these names."""
    for path in under:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and name_of(node.func) in names:
                named = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
                yield Call(f"{inside(path)}:{node.lineno}", tuple(node.args), named)


def name_of(node: ast.expr) -> str:
    """``enqueue`` of ``enqueue(…)`` and of ``jobs.enqueue(…)``."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
