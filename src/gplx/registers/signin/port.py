"""Sign-in of citizens through the national portal (OpenID Connect)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, Protocol

from msgspec import Struct


class CitizenClaims(Struct, frozen=True, kw_only=True):
    """Who the portal says has signed in.

    What it leaves out is none. ``level`` is its level of assurance (*LoA*), verbatim; ``proof`` its signed word, which it
    wants to see again when the visitor leaves.
    """

    subject: str
    tech_id: str
    name: str
    number12: str | None
    number9: str | None
    passport: str | None
    born: date | None
    sex: Literal["male", "female"] | None
    email: str | None
    phone: str | None
    address: str | None
    nationality: str | None
    level: str | None
    proof: str = ""


class Transaction(Struct, frozen=True):
    """What stays in the visitor's session between leaving for the portal and coming back from it."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str
    next: str


class UnableToSignIn(Exception):
    """Nobody has signed in. ``reason`` is a code that pages turn into a sentence.

    *cancelled*: the visitor said no. *stale*: the answer belongs to another visit or is too old. *untrusted*: the
    portal's word does not prove who it is. *not_a_citizen*: a business or organisation. *unavailable*: the portal is
    down or answers what cannot be read.
    """

    def __init__(
        self, reason: Literal["cancelled", "stale", "untrusted", "not_a_citizen", "unavailable"], why: str
    ) -> None:
        super().__init__(f"{reason}: {why}")
        self.reason = reason


class SignIn(Protocol):
    """Sign-in in two halves, with the visitor at the portal in between."""

    def begin(self, *, redirect_uri: str, next: str) -> tuple[str, Transaction]:
        """The portal's address to send the visitor to, and what to keep in the session meanwhile."""
        ...

    def finish(self, *, transaction: Transaction, answer: Mapping[str, Any]) -> CitizenClaims:
        """Who came back; ``answer`` is the query of the address that they came back to."""
        ...

    def leave(self, *, proof: str, back: str) -> str:
        """The portal's address where the visitor signs out there as well, and is then led ``back`` to us."""
        ...
