"""File locks that the kernel drops by itself when their holder dies, however it dies. Standard library only."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Lock:
    """An open, lockable file. Children do not inherit it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self) -> None:
        """Hold it together with others; waits while someone holds it alone."""
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def take(self) -> None:
        """Hold it alone; waits."""
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def take_at_once(self) -> bool:
        """Hold it alone if nobody else holds it at all."""
        with suppress(BlockingIOError):
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def close(self) -> None:
        os.close(self._file)


@contextmanager
def alone(path: Path, *, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Run the block while no other process is inside a block with the same path; `on_wait` is told of a wait."""
    lock = Lock(path)
    try:
        if not lock.take_at_once():
            on_wait()
            lock.take()
        yield
    finally:
        lock.close()
