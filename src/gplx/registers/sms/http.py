"""A provider of text messages over HTTP."""

from typing import Literal

from msgspec import Struct

from gplx.registers.errors import AlreadyDone
from gplx.registers.http_client import Address, HttpClient
from gplx.registers.sms.port import SendText, SentText


class _Reply(Struct, frozen=True):
    status: Literal["sent", "already"]


class HttpTextMessages:
    """The port ``TextMessages`` over HTTP; ``provider`` is its number among ours."""

    def __init__(self, address: Address, *, provider: int = 1) -> None:
        self._http = HttpClient(f"sms provider {provider}", address)
        self._sent = SentText(provider=provider)

    def send(self, ask: SendText) -> SentText:
        """``POST /send``."""
        return self._http.ask("send", ask, shape=_Reply, read=self._read)

    def _read(self, reply: _Reply) -> SentText:
        if reply.status == "already":
            raise AlreadyDone("the provider took this message before", answer=self._sent)
        return self._sent
