"""What was recorded of each system: requests field for field, answers as they are printed in the formats, and each odd way to write them.

A file is one system: ``ask`` (in our terms), ``request`` (on the wire), ``answer`` and what it reads as, and ``odd`` answers told by how
they differ from the plain one: what they ``set`` and ``unset``, and, after the hash was made, ``alter`` and leave out (``without``). An
odd one that is not ``played`` never comes from the practice world. All values are made up.
"""

from dataclasses import dataclass
from typing import Any

from tests.registers.recorded.hashes import hashed
from tests.registers.recorded.record import changed, decomposed, load, other, without

SYSTEMS = ("licences", "violations", "health", "payments", "vnpay", "treasury", "post", "messages")


@dataclass(frozen=True, kw_only=True)
class Said:
    """One answer: how it came, and what it means to us, or the error that it is."""

    name: str
    body: Any
    status: int = 200
    read: Any = None
    fails: str = ""
    played: bool = True

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

    @property
    def random(self) -> tuple[str, ...]:
        """The fields of the request that are others each time."""
        return tuple(self.request.get("random", ()))

    def body(self, *, left_out: str = "", **changes: Any) -> dict[str, Any]:
        """What we send, with some fields changed or one left out; hashed over what is there, where it is hashed. Empty for a GET."""
        told = _but(self.request.get("body", {}) | changes, left_out)
        return _but(hashed(told, self.request.get("hashed")), left_out)


def recorded() -> tuple[Recorded, ...]:
    """Everything that was recorded."""
    return tuple(each for system in SYSTEMS for each in _of(system))


def _of(system: str) -> list[Recorded]:
    return [
        Recorded(system=system, operation=name, ask=one["ask"], request=one["request"], answers=tuple(_answers(one)))
        for name, one in load(system).items()
        if name != "source"
    ]


def _answers(one: dict[str, Any]) -> list[Said]:
    plain = Said(name="plain", body=hashed(one["answer"], one.get("hashed")), read=one["read"])
    return [plain, *(_odd(one, odd) for odd in one["odd"])]


def _odd(one: dict[str, Any], odd: dict[str, Any]) -> Said:
    return Said(
        name=odd["name"],
        body=odd["raw"].encode() if "raw" in odd else _body(one, odd),
        status=odd.get("status", 200),
        read=None if "fails" in odd else changed(one["read"], odd["reads"]),
        fails=odd.get("fails", ""),
        played=odd.get("played", True),
    )


def _body(one: dict[str, Any], odd: dict[str, Any]) -> Any:
    """An answer that is told as a whole is what it is, without a hash of ours."""
    body = odd["answer"] if "answer" in odd else hashed(other(one["answer"], odd), one.get("hashed"))
    body = without(changed(body, odd.get("alter", {})), odd.get("without", ()))
    return decomposed(body) if odd.get("decomposed") else body


def _but(body: dict[str, Any], name: str) -> dict[str, Any]:
    return {field: value for field, value in body.items() if field != name}
