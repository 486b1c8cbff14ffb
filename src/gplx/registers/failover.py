"""Two providers for the same thing: the second stands in where the first surely did nothing."""

from collections.abc import Callable
from typing import TypeVar

from gplx.registers.errors import TooFast
from gplx.registers.faults import NotReached

Ask = TypeVar("Ask")
Answer = TypeVar("Answer")


def first_or_second(first: Callable[[Ask], Answer], second: Callable[[Ask], Answer]) -> Callable[[Ask], Answer]:
    """A call to the first, or to the second where the first could not be reached, is closed, or asks us to slow down.

    Where the first may have acted (a time-out, half an answer) it alone is asked again later, so that nothing goes
    out twice.
    """

    def call(ask: Ask) -> Answer:
        try:
            return first(ask)
        except (NotReached, TooFast):
            return second(ask)

    return call
