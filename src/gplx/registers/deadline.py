"""An HTTP transport on which a whole call ends by one moment, however slowly its bytes drip.

The time-outs of the HTTP library hold between two bytes; a system that sends one byte a second would keep a worker
for hours.
"""

import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

import httpcore
import httpx

from gplx.ground.public_network import public_address

_DEADLINE: ContextVar[float] = ContextVar("deadline")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Every read and write of the calls made inside ends ``seconds`` from now; later ones raise
    ``httpx.TimeoutException``.
    """
    token = _DEADLINE.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _DEADLINE.reset(token)


def _left(timeout: float | None, error: type[httpcore.TimeoutException]) -> float:
    left = _DEADLINE.get() - time.monotonic()
    if left <= 0:
        raise error("the whole call took too long")
    return left if timeout is None else min(left, timeout)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.SyncBackend):
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(super().connect_tcp(host, port, left, local_address, socket_options))


class _PublicBackend(_Backend):
    """Connects to the public network alone, wherever a name may lead."""

    def connect_tcp(self, host: str, port: int, *more: Any, **other: Any) -> httpcore.NetworkStream:
        try:
            numeric = public_address(host, port)
        except OSError:
            raise httpcore.ConnectError("no public address") from None
        return super().connect_tcp(numeric, port, *more, **other)


@cache
def _tls() -> ssl.SSLContext:
    # Reading the world's root certificates takes longer than all the rest of a start.
    return httpx.create_ssl_context(trust_env=False)


class DeadlineTransport(httpx.HTTPTransport):
    """The library's own transport, with the clock of ``within`` on each of its connections."""

    def __init__(self, *, connections: int, public_only: bool = False) -> None:
        super().__init__(verify=_tls(), trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=_tls(),
            max_connections=connections,
            keepalive_expiry=5.0,
            network_backend=_PublicBackend() if public_only else _Backend(),
        )
