"""Which adapter answers for which register: chosen once, when the house starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

Ask = TypeVar("Ask", bound=msgspec.Struct)
Answer = TypeVar("Answer", bound=msgspec.Struct)


@dataclass(frozen=True, kw_only=True)
class Operation(Generic[Ask, Answer]):
    """What can be asked of a register, the call that asks it, and that of the provider that stands in, where there is one.

    ``many``: each call may go to another system, so that the answer of one says nothing of how the others are.
    """

    ask: type[Ask]
    answer: type[Answer]
    perform: Callable[[Ask], Answer]
    stand_in: Callable[[Ask], Answer] | None = None
    many: bool = False


_DIRECTORY: dict[str, Mapping[str, Operation[Any, Any]]] = {}


def provide(register: str, operations: Mapping[str, Operation[Any, Any]]) -> None:
    """Say which adapter answers for a register (done once, by ``conf.wiring``)."""
    _DIRECTORY[register] = operations


def registers() -> tuple[str, ...]:
    """The names of all registers that exchanges go to; each has the queue ``register.<name>``."""
    return tuple(sorted(_DIRECTORY))


def operation(register: str, name: str) -> Operation[Any, Any]:
    """The operation of a register by its name; ``KeyError`` where none is provided."""
    return _DIRECTORY[register][name]
