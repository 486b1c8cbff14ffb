"""The health database over HTTP."""

from gplx.registers.health.port import FindCertificates, FoundCertificates
from gplx.registers.health.wire import FindReply, found
from gplx.registers.http_client import Address, HttpClient


class HttpHealthDatabase:
    """The port ``HealthDatabase`` over HTTP."""

    def __init__(self, address: Address) -> None:
        self._http = HttpClient("health", address)

    def find(self, ask: FindCertificates) -> FoundCertificates:
        """``POST /find``."""
        return self._http.ask("find", {"numbers": ask.numbers}, shape=FindReply, read=found)
