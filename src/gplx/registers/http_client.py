"""The one way out of the house: every call bounded in time and size, and the other side's failures named once for
all registers.
"""

import re
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx
import msgspec

from gplx.registers.breaker import Breaker
from gplx.registers.deadline import DeadlineTransport, within
from gplx.registers.errors import OutsideError, TooFast, TryLater
from gplx.registers.faults import NotReached, Rejected

MIB = 1024 * 1024
_JSON = {"Content-Type": "application/json"}
_USUAL_PAUSE, _LONGEST_PAUSE = 30.0, 3600.0

Shape = TypeVar("Shape")
Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a register is and how long we bear with it.

    Times are in seconds; ``token`` is the bearer token of its gateway, if any. ``public_only``: somebody outside named the address, so
    it must not lead into a private network.
    """

    url: str
    token: str = field(default="", repr=False)
    timeout: float = 10.0
    connect_timeout: float = 3.0
    connections: int = 10
    failures_before_rest: int = 5
    rest: float = 10.0
    public_only: bool = False


def as_is(answer: Answer) -> Answer:
    """For answers that need no reading beyond their shape."""
    return answer


class HttpClient:
    """Calls one register. Safe to share between threads.

    Raises ``TryLater`` where it is down, slow, or answers what cannot be read (``NotReached`` where it surely did
    nothing), ``TooFast`` on 429 and ``Rejected`` on any other 4xx. No message holds anything of what was asked or
    answered.
    """

    def __init__(self, register: str, address: Address) -> None:
        self._register = register
        self._timeout = address.timeout
        self._breaker = Breaker(register, failures=address.failures_before_rest, rest=address.rest)
        self._client = httpx.Client(
            base_url=address.url,
            headers=_standing_headers(address),
            timeout=httpx.Timeout(address.timeout, connect=address.connect_timeout, pool=address.connect_timeout),
            transport=DeadlineTransport(connections=address.connections, public_only=address.public_only),
            follow_redirects=False,
            trust_env=False,
        )
        weakref.finalize(self, self._client.close)

    def ask(
        self,
        path: str,
        body: object,
        *,
        shape: type[Shape],
        read: Callable[[Shape], Answer],
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """POST ``body`` as JSON; the JSON that comes back must have ``shape`` and is turned into our terms by
        ``read``.
        """
        return self.call(
            "POST",
            path,
            lambda raw: read(msgspec.json.decode(raw, type=shape)),
            content=msgspec.json.encode(body),
            headers=_JSON | dict(headers or {}),
        )

    def call(
        self, method: str, path: str, read: Callable[[bytes], Answer], *, most: int = MIB, **request: Any
    ) -> Answer:
        """Any call: ``read`` turns the bytes of the answer (``most`` of them) into our terms, ``ValueError`` where
        it cannot.
        """
        with self._breaker.watching(), within(self._timeout), self._faults_named():
            with self._client.stream(method, path, **request) as response:
                self._judge(response)
                raw = self._bounded(response, most)
            return read(raw)

    def _judge(self, response: httpx.Response) -> None:
        if not response.is_success:
            fault = self._fault(response)
            fault.status = response.status_code
            raise fault

    def _fault(self, response: httpx.Response) -> OutsideError:
        status = response.status_code
        if status == httpx.codes.TOO_MANY_REQUESTS:
            return TooFast(f"{self._register} asks us to slow down", retry_after=_retry_after(response))
        if response.is_client_error and status != httpx.codes.REQUEST_TIMEOUT:
            return Rejected(f"{self._register} refused the call (HTTP {status})", status=status)
        if status == httpx.codes.SERVICE_UNAVAILABLE:
            return NotReached(f"{self._register} is closed (HTTP {status})")
        return TryLater(f"{self._register} is not well (HTTP {status})")

    def _bounded(self, response: httpx.Response, most: int) -> bytes:
        raw = bytearray()
        for chunk in response.iter_bytes():
            raw += chunk
            if len(raw) > most:
                raise TryLater(f"{self._register} answered more than {most} bytes")
        return bytes(raw)

    @contextmanager
    def _faults_named(self) -> Iterator[None]:
        try:
            yield
        except OutsideError:
            raise
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise NotReached(f"{self._register} cannot be reached") from None
        except httpx.TimeoutException:
            raise TryLater(f"{self._register} did not answer in time") from None
        except httpx.HTTPError:
            raise TryLater(f"{self._register} broke off in the middle") from None
        except (ValueError, KeyError) as error:
            raise TryLater(f"{self._register} answered what cannot be read{_place(error)}") from None


def _standing_headers(address: Address) -> dict[str, str]:
    # Uncompressed, so that the bound on the size of an answer is a bound on what is read.
    plain = {"Accept": "application/json", "Accept-Encoding": "identity"}
    return plain | ({"Authorization": f"Bearer {address.token}"} if address.token else {})


def _place(error: Exception) -> str:
    """Where in the JSON the shape broke (` at $.persons[0].SoCMT`), never what stood there."""
    found = re.search(r"`(\$[\w.\[\]]*)`", str(error)) if isinstance(error, msgspec.ValidationError) else None
    return f" at {found[1]}" if found else ""


def _retry_after(response: httpx.Response) -> float:
    said = response.headers.get("Retry-After", "")
    return min(float(said), _LONGEST_PAUSE) if said.isdecimal() else _USUAL_PAUSE
