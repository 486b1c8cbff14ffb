"""The port ``Scanner`` over clamd's own protocol (``INSTREAM``): the file is streamed to it in pieces, and nothing lies on its disk."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from aioclamd import BufferTooLongError, ClamdAsyncClient, ClamdError, ConnectionTimeoutError
from django.core.files.storage import default_storage

from gplx.registers.breaker import Breaker
from gplx.registers.errors import Never, TryLater
from gplx.registers.faults import NotReached
from gplx.registers.scanner.port import ScanFile, ScannedFile

_FOUND, _OK = "FOUND", "OK"
_FAILURES_BEFORE_REST = 5
_LONGEST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class ScannerAddress:
    """Where the scanner is (``tcp://host:port``; empty: there is none). ``timeout`` and ``rest`` are in seconds."""

    url: str
    timeout: float = 30.0
    rest: float = 10.0

    def place(self) -> tuple[str, int]:
        """Host and port; ``ValueError`` for anything but an address of TCP with both."""
        parts = urlsplit(self.url)
        if parts.scheme != "tcp" or not parts.hostname or not parts.port:
            raise ValueError("GPLX_SCANNER_URL must be tcp://host:port")
        return parts.hostname, parts.port


class Clamd:
    """One clamd. Safe to share between threads: each file has a connection of its own, and a whole call its time."""

    def __init__(self, address: ScannerAddress) -> None:
        self._breaker = Breaker("scanner", failures=_FAILURES_BEFORE_REST, rest=address.rest)
        self._client: ClamdAsyncClient | None = None
        if address.url:
            host, port = address.place()
            self._client = ClamdAsyncClient(host=host, port=port, timeout=address.timeout)

    def scan(self, ask: ScanFile) -> ScannedFile:
        """Stream the file, and read the verdict."""
        client = self._client
        if client is None:
            raise NotReached("no scanner is set")
        with self._breaker.watching(), _opened(ask.path) as file:
            return _verdict(_streamed(client, file))

    def version(self) -> str:
        """What the scanner calls itself, with its definitions of viruses."""
        if self._client is None:
            raise NotReached("no scanner is set")
        with self._breaker.watching():
            return str(_asked(self._client.version()))[:_LONGEST_NAME]


def _opened(path: str) -> Any:
    try:
        return default_storage.open(path)
    except FileNotFoundError:
        raise Never("the file is no longer there") from None


def _streamed(client: ClamdAsyncClient, file: BinaryIO) -> dict[str, tuple[str, str | None]] | None:
    try:
        answer: dict[str, tuple[str, str | None]] | None = _asked(client.instream(file))
    except BufferTooLongError:
        raise Never("the file is larger than the scanner takes") from None
    return answer


def _asked(call: Coroutine[Any, Any, Any]) -> Any:
    """The answer to one call, in its time; what goes wrong in our terms."""
    try:
        return asyncio.run(call)
    except BufferTooLongError:
        raise
    except ConnectionTimeoutError:
        raise TryLater("the scanner did not answer in time") from None
    except (ClamdError, OSError, UnicodeDecodeError):
        raise TryLater("the scanner cannot be reached, broke off, or answered what cannot be read") from None


def _verdict(answer: dict[str, tuple[str, str | None]] | None) -> ScannedFile:
    status, name = (answer or {}).get("stream", ("", None))
    if status == _FOUND:
        return ScannedFile(verdict="infected", name=(name or "")[:_LONGEST_NAME])
    if status == _OK:
        return ScannedFile(verdict="clean")
    raise TryLater("the scanner could not look through the file")
