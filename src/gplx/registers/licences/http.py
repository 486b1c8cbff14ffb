"""The licence register over HTTP."""

from gplx.registers.errors import AlreadyDone
from gplx.registers.http_client import MIB, Address, HttpClient
from gplx.registers.licences.port import (
    FetchPhoto,
    FindPersons,
    FoundPersons,
    IssuedLicence,
    IssueLicence,
    Photo,
)
from gplx.registers.licences.wire import FindReply, IssueReply, found, issue_body


class HttpLicenceRegister:
    """The port ``LicenceRegister`` over HTTP."""

    def __init__(self, address: Address) -> None:
        self._http = HttpClient("licences", address)

    def find(self, ask: FindPersons) -> FoundPersons:
        """``POST /find``."""
        return self._http.ask("find", {"numbers": ask.numbers}, shape=FindReply, read=found)

    def photo(self, ask: FetchPhoto) -> Photo:
        """``GET /photos/<id>``."""
        return self._http.call("GET", f"photos/{ask.id}", _jpeg, most=8 * MIB)

    def issue(self, ask: IssueLicence) -> IssuedLicence:
        """``POST /issue``."""
        return self._http.ask("issue", issue_body(ask), shape=IssueReply, read=_issued)


def _jpeg(raw: bytes) -> Photo:
    if not raw.startswith(b"\xff\xd8\xff"):
        raise ValueError("not a JPEG")
    return Photo(jpeg=raw)


def _issued(reply: IssueReply) -> IssuedLicence:
    answer = IssuedLicence(number=reply.number)
    if reply.before:
        raise AlreadyDone("licences issued this licence before", answer=answer)
    return answer
