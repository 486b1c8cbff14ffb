"""The national licence register (*CSDL giấy phép lái xe*): who holds which licence, and the writing back of a new
one.
"""

from datetime import date
from typing import Literal, Protocol

from msgspec import Struct


class FindPersons(Struct, frozen=True):
    """Everybody who stands in the register under one of these identity numbers, of 9 or 12 digits."""

    numbers: tuple[str, ...]


class Licence(Struct, frozen=True):
    """One licence (*giấy phép lái xe*).

    ``expires`` none: it never does. ``passed``: the day of the test, where known.
    """

    number: str
    serial: str | None
    licence_class: str
    issued: date
    expires: date | None
    passed: date | None
    issued_by: str
    kept_by: str
    card: Literal["pet", "paper"]
    issuer: Literal["transport", "police", "military", "foreign"]
    state: Literal["valid", "exchanged", "revoked"]


class PhotoOnFile(Struct, frozen=True):
    """A portrait that the register holds; ``id`` asks for it."""

    id: str
    taken: date


class RegisteredPerson(Struct, frozen=True):
    """A person as the licence register knows them. ``sex`` none: it does not know."""

    identity_number: str
    old_identity_number: str | None
    name: str
    born: date
    sex: Literal["male", "female"] | None
    address: str
    area_code: str
    nationality: str
    licences: tuple[Licence, ...]
    photo: PhotoOnFile | None


class FoundPersons(Struct, frozen=True):
    """Nobody, one person, or several: whether it is the right one is for the asker to judge."""

    persons: tuple[RegisteredPerson, ...]


class FetchPhoto(Struct, frozen=True):
    """Ask for a portrait by ``PhotoOnFile.id``."""

    id: str


class Photo(Struct, frozen=True):
    """A portrait as JPEG."""

    jpeg: bytes


class IssueLicence(Struct, frozen=True):
    """Write a new licence in place of an old one. ``request`` is the same each time that the same issue is tried."""

    request: str
    dossier: str
    old_number: str
    licence_class: str
    issued: date
    expires: date | None
    serial: str
    name: str
    born: date
    identity_number: str


class IssuedLicence(Struct, frozen=True):
    """The number under which the new licence stands."""

    number: str


class LicenceRegister(Protocol):
    """What GPLX asks of the licence register."""

    def find(self, ask: FindPersons) -> FoundPersons:
        """Persons with their licences; none found is an answer."""
        ...

    def photo(self, ask: FetchPhoto) -> Photo:
        """The portrait on file."""
        ...

    def issue(self, ask: IssueLicence) -> IssuedLicence:
        """Write the new licence; raises ``AlreadyDone`` with the answer where this request was carried out before."""
        ...
