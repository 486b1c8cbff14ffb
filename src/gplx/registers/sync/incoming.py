"""The files of a dossier that was filed at a portal, fetched from where the portal keeps them into our own store."""

from dataclasses import replace
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from gplx.registers.errors import Never
from gplx.registers.http_client import HttpClient, as_is
from gplx.registers.sync.port import FetchedFile, FetchFile
from gplx.registers.sync.session import SyncAddress

# A little more than is ever kept, so that one that is too large is told from one that broke off.
LARGEST = 5_100_000


class HttpPortalFiles:
    """Fetches files over HTTP, with a breaker of its own: where they lie is not where dossiers are told."""

    def __init__(self, address: SyncAddress, *, register: str = "sync") -> None:
        self._at = address
        # The gateway's token is for the gateway.
        self._http = HttpClient(f"{register} files", replace(address, token=""))

    def fetch(self, ask: FetchFile) -> FetchedFile:
        """``GET``, from the portal's own hosts alone."""
        if not is_of_portal(ask.url, self._at):
            raise Never("a file lies where no portal's files are fetched from")
        content = self._http.call("GET", ask.url, as_is, most=LARGEST)
        default_storage.delete(ask.path)
        default_storage.save(ask.path, ContentFile(content))
        return FetchedFile(size=len(content))


def is_of_portal(url: str, at: SyncAddress) -> bool:
    """Whether an address is of a host from which the portal's files are fetched: those of the setting, else that of its own address."""
    try:
        parts = urlsplit(url)
        own = urlsplit(at.url).hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.hostname in (at.inbound_hosts or (own,)) and bool(parts.hostname)
