"""A provider of e-mail over HTTP."""

from typing import Literal

from msgspec import Struct

from gplx.registers.email.port import SendMail, SentMail
from gplx.registers.errors import AlreadyDone
from gplx.registers.http_client import Address, HttpClient


class _Reply(Struct, frozen=True):
    status: Literal["sent", "already"]


class HttpMail:
    """The port ``Mail`` over HTTP; ``provider`` is its number among ours."""

    def __init__(self, address: Address, *, provider: int = 1) -> None:
        self._http = HttpClient(f"email provider {provider}", address)
        self._sent = SentMail(provider=provider)

    def send(self, ask: SendMail) -> SentMail:
        """``POST /send``."""
        return self._http.ask("send", ask, shape=_Reply, read=self._read)

    def _read(self, reply: _Reply) -> SentMail:
        if reply.status == "already":
            raise AlreadyDone("the provider took this mail before", answer=self._sent)
        return self._sent
