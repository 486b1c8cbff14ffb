"""Conversations with a portal: what is asked of us, each request on the wire and its answer in their order, and what it comes to.

What is asked, requests and answers have names; another is told ``as`` one of them, and what it ``set`` and ``unset``. A conversation that
is ``played`` goes the same way with the practice world. The signature in the address of a file is another each time: ``SIGNED``.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.registers.recorded.record import decomposed, load, other

SYNC = load("sync")


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """A request (path and body), and the answer to it: JSON, or bytes that are none."""

    path: str
    body: Any
    answer: Any
    status: int


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One call of ours, what it says and hears, and what it comes to: what it ``reads`` as, or how it ``fails`` and what that ``says``."""

    call: str
    ask: Any
    exchanges: tuple[Exchange, ...]
    comes_to: dict[str, Any]
    meanwhile: str = ""


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """Some calls one after another, of one portal."""

    name: str
    turns: tuple[Turn, ...]
    account: dict[str, Any] = field(default_factory=dict)
    played: bool = False

    def __str__(self) -> str:
        return self.name


def conversations() -> tuple[Conversation, ...]:
    """Everything that was recorded."""
    return tuple(
        Conversation(
            name=one["name"],
            account=SYNC["account"] | one.get("account", {}),
            played=one.get("played", False),
            turns=tuple(_turn(turn, one.get("path", "{path}")) for turn in one["turns"]),
        )
        for one in SYNC["conversations"]
    )


def named(kind: str, which: Any) -> Any:
    """A request, an answer or a question, by its name or as it differs from another."""
    one = SYNC[kind][which] if isinstance(which, str) else which
    if "as" not in one:
        return one
    made = other(named(kind, one["as"]), one)
    return decomposed(made) if one.get("decomposed") else made


def _turn(turn: dict[str, Any], path: str) -> Turn:
    return Turn(
        call=turn["call"],
        ask=named("asks", turn["ask"]),
        exchanges=tuple(_exchange(request, answer, path) for request, answer in turn["exchanges"]),
        comes_to={name: turn[name] for name in ("reads", "fails", "says") if name in turn},
        meanwhile=turn.get("meanwhile", ""),
    )


def _exchange(request: Any, answer: Any, path: str) -> Exchange:
    asked, said = named("requests", request), named("answers", answer)
    return Exchange(
        path=path.format(path=asked["path"]),
        body=asked["body"],
        answer=said["raw"].encode() if "raw" in said else said["body"],
        status=said.get("status", 200),
    )
