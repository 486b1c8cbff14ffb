"""What was recorded of each system: requests field for field, answers as they are printed in the formats, and each odd way to write them.

A file is one system: ``ask`` (in our terms), ``request`` (on the wire), ``answer`` and what it reads as, and ``odd`` answers told by what
they ``set`` or leave out (``without``) beside the plain one. All values are made up.
"""

import hashlib
import json
import unicodedata
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECRET = "practice-secret"
SYSTEMS = ("licences", "violations", "health", "payments", "post", "messages")


@dataclass(frozen=True, kw_only=True)
class Said:
    """One answer: how it came, and what it means to us, or the error that it is."""

    name: str
    body: Any
    status: int = 200
    read: Any = None
    fails: str = ""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """One operation of a system."""

    system: str
    operation: str
    ask: Any
    request: dict[str, Any]
    answers: tuple[Said, ...]

    def __str__(self) -> str:
        return f"{self.system}.{self.operation}"


def recorded() -> tuple[Recorded, ...]:
    """Everything that was recorded."""
    return tuple(each for system in SYSTEMS for each in _of(system))


def _of(system: str) -> list[Recorded]:
    told = json.loads((Path(__file__).parent / f"{system}.json").read_text(encoding="utf-8"))
    return [
        Recorded(system=system, operation=name, ask=one["ask"], request=one["request"], answers=tuple(_answers(one)))
        for name, one in told.items()
        if name != "source"
    ]


def _answers(one: dict[str, Any]) -> list[Said]:
    hashed = one.get("hashed", [])
    plain = Said(name="plain", body=_hashed(one["answer"], hashed), read=one["read"])
    return [plain, *(_odd(one, odd, hashed) for odd in one["odd"])]


def _odd(one: dict[str, Any], odd: dict[str, Any], hashed: list[str]) -> Said:
    given = odd.get("set", {})
    body = _changed(odd.get("answer", one["answer"]), given)
    body = _hashed(body, hashed) if hashed and "MaXacThuc" not in given else body
    for path in odd.get("without", ()):
        *way, last = path.split(".")
        _down(body, way).pop(last)
    body = _decomposed(body) if odd.get("decomposed") else body
    read = None if "fails" in odd else _changed(one["read"], odd["reads"])
    return Said(name=odd["name"], body=body, status=odd.get("status", 200), read=read, fails=odd.get("fails", ""))


def _hashed(body: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """With the hash of these fields, as the platform computes it."""
    if not names:
        return body
    joined = "|".join([*("" if body.get(name) is None else str(body[name]) for name in names), SECRET])
    return body | {"MaXacThuc": hashlib.sha256(joined.encode()).hexdigest()}


def _changed(value: Any, changes: dict[str, Any]) -> Any:
    made = deepcopy(value)
    for path, new in changes.items():
        *way, last = path.split(".")
        place = _down(made, way)
        place[int(last) if isinstance(place, list) else last] = new
    return made


def _down(value: Any, way: list[str]) -> Any:
    for step in way:
        value = value[int(step) if isinstance(value, list) else step]
    return value


def _decomposed(value: Any) -> Any:
    return json.loads(unicodedata.normalize("NFD", json.dumps(value, ensure_ascii=False)))
