"""A file of what was recorded, and a record told by how it differs from another."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

Way = dict[str, Any]


def load(name: str) -> dict[str, Any]:
    """What the file ``name`` holds; a text that stands there as ``lines`` is one text."""
    text = (Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8")
    told: dict[str, Any] = json.loads(text, object_hook=_as_text)
    return told


def _as_text(value: dict[str, Any]) -> Any:
    """The treasury's files are lines, the last of which holds the digest of all before it (docs/kho-bac.md)."""
    if value.keys() != {"lines"}:
        return value
    *body, last = (f"{line}\r\n" for line in value["lines"])
    before = "".join(body)
    return before + last.replace("{sha256}", hashlib.sha256(before.encode()).hexdigest())


def other(value: Any, way: Way) -> Any:
    """The record with what a way to write it ``set`` and ``unset``."""
    return without(changed(value, way.get("set", {})), way.get("unset", ()))


def changed(value: Any, changes: dict[str, Any]) -> Any:
    """The record with other values at some places (``persons.0.SoCMT``)."""
    made = deepcopy(value)
    for path, new in changes.items():
        *way, last = path.split(".")
        place = _down(made, way)
        place[int(last) if isinstance(place, list) else last] = new
    return made


def without(value: Any, paths: Iterable[str]) -> Any:
    """The record with some places left out."""
    made = deepcopy(value)
    for path in paths:
        *way, last = path.split(".")
        place = _down(made, way)
        place.pop(int(last) if isinstance(place, list) else last)
    return made


def decomposed(value: Any) -> Any:
    """The record in the other Unicode form."""
    return json.loads(unicodedata.normalize("NFD", json.dumps(value, ensure_ascii=False)))


def filled(value: Any, known: dict[str, str]) -> Any:
    """The record with what only a test knows in place of its names (``{issuer}``)."""
    text = json.dumps(value, ensure_ascii=False)
    for name, said in known.items():
        text = text.replace(f"{{{name}}}", json.dumps(said, ensure_ascii=False)[1:-1])
    return json.loads(text)


def _down(value: Any, way: list[str]) -> Any:
    for step in way:
        value = value[int(step) if isinstance(value, list) else step]
    return value
