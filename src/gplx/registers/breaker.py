"""A breaker: a register that fails again and again is left in peace for a while, so that nobody waits for it in
vain.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from purgatory import SyncCircuitBreakerFactory
from purgatory.domain.model import OpenedState

from gplx.registers.errors import TooFast, TryLater
from gplx.registers.faults import NotReached


def _says_nothing_of_its_health(error: BaseException) -> bool:
    return isinstance(error, TooFast) or not isinstance(error, TryLater)


class Breaker:
    """Opens after ``failures`` calls in a row that ended in ``TryLater``; lets calls through again after ``rest``
    seconds.
    """

    def __init__(self, register: str, *, failures: int, rest: float) -> None:
        circuits = SyncCircuitBreakerFactory(failures, rest, exclude=[(BaseException, _says_nothing_of_its_health)])
        self._register = register
        self._circuit = circuits.get_breaker(register)
        # The library keeps its state in plain lists; the lock is held while a call begins and ends, never while it
        # lasts.
        self._lock = Lock()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Count how the call inside ends; raises ``NotReached`` without making it while the breaker is open."""
        self._begin()
        try:
            yield
        except BaseException as error:
            self._end(error)
            raise
        self._end(None)

    def _begin(self) -> None:
        try:
            with self._lock:
                self._circuit.__enter__()
        except OpenedState:
            raise NotReached(f"{self._register} failed several times and is left in peace for a moment") from None

    def _end(self, error: BaseException | None) -> None:
        with self._lock:
            self._circuit.__exit__(type(error) if error else None, error, None)
