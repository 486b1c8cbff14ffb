"""A virus scanner (*quét vi-rút*): is there anything known to be harmful in a file of the object store?"""

from typing import Literal, Protocol

from msgspec import Struct


class ScanFile(Struct, frozen=True):
    """The file to look through, by its path in the object store. The file itself goes over the wire, not into the exchange."""

    path: str


class ScannedFile(Struct, frozen=True):
    """What was found; ``name`` is the scanner's name for the harm, empty where it found none."""

    verdict: Literal["clean", "infected"]
    name: str = ""


class Scanner(Protocol):
    """Looks through files."""

    def scan(self, ask: ScanFile) -> ScannedFile:
        """What is in the file. Raises ``Never`` where it cannot be looked through at all (too large, or gone)."""
        ...
