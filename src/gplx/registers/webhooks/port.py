"""What a department's software is told, and how an address of it is tried."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from msgspec import Struct

# How an address is tried: rightly signed, the very same once more, signed by another key, rightly signed long ago.
Trial = Literal["signed", "again", "forged", "stale"]


class TellSoftware(Struct, frozen=True, kw_only=True):
    """Tell the software of ``department`` of one act; ``id`` is the same each time that this act is told.

    ``version`` is the dossier's right after the act: what comes with a lower one is older.
    """

    department: str
    id: str
    code: str
    act: str
    before: str
    after: str
    version: int
    at: datetime


class ToldSoftware(Struct, frozen=True):
    """It answered that it took the message; not ``taken`` where the department is told nothing any more, so that nobody was called."""

    taken: bool = True


class TrySoftware(Struct, frozen=True, kw_only=True):
    """Send a message about no dossier to ``address``, made as ``trial`` says."""

    department: str
    address: str
    id: str
    trial: Trial


class TriedSoftware(Struct, frozen=True):
    """What came back: the HTTP status (none: no answer), in how many milliseconds, and what was the matter where there was no answer."""

    status: int | None
    milliseconds: int
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class Destination:
    """Where a department's software listens, and the secrets that sign: the newest first, and one that is on its way out."""

    address: str
    secrets: tuple[bytes, ...] = field(repr=False)


# Where the software of a department listens at this moment; none where nothing is told to it any more.
FindDestination = Callable[[str], Destination | None]


class Software(Protocol):
    """What GPLX tells departments' software."""

    def tell(self, ask: TellSoftware) -> ToldSoftware:
        """Tell one act; whatever is not an answer of 2xx is tried again later."""
        ...

    def try_out(self, ask: TrySoftware) -> TriedSoftware:
        """Try an address once; every end of it is an answer."""
        ...
