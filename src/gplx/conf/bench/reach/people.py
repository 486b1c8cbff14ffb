"""The people of the practice world, as the systems around answer about them: the adapters' own readings of the wire."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import msgspec

from gplx.registers.health.port import Certificate
from gplx.registers.health.wire import CertificateRecord, certificate
from gplx.registers.licences import wire as licences
from gplx.registers.licences.port import RegisteredPerson
from gplx.registers.signin.claims import citizen
from gplx.registers.signin.port import CitizenClaims
from gplx.registers.violations_http import FindReply, ViolationRecord, found
from gplx.registers.violations_record import Violation
from gplx.rules.case import Sex

PAGE = 1_000


class Someone(msgspec.Struct, frozen=True, kw_only=True):
    """What the outside world knows of one person.

    ``phone_number``: the identity number under which the phone is registered, None for another's. ``record``: None where the
    licence register has nobody. ``violations`` by agency, None where the agency has no data.
    """

    claims: CitizenClaims
    born: date
    sex: Sex
    phone_number: str | None
    qr: str
    lost: bool
    record: RegisteredPerson | None
    certificates: tuple[Certificate, ...]
    violations: dict[str, tuple[Violation, ...] | None]


class Row(msgspec.Struct, frozen=True, rename="camel"):
    """One person on the wire."""

    claims: dict[str, Any]
    phone_registered_under: str | None
    qr: str
    lost: bool
    register: licences.Entry | None
    certificates: tuple[CertificateRecord, ...]
    violations: dict[str, tuple[ViolationRecord, ...] | None]


class Page(msgspec.Struct, frozen=True, rename="camel"):
    """A page of the population; ``next`` is where the following one starts, None after the last."""

    size: int
    next: int | None
    connected_facilities: frozenset[str]
    people: tuple[Row, ...]


def pages(client: httpx.Client, *, people: int) -> Iterator[Page]:
    """The first ``people`` of the population, page by page; fewer where it is smaller."""
    start: int | None = 0
    while start is not None and start < people:
        asked = {"start": start, "limit": min(PAGE, people - start)}
        page = msgspec.json.decode(
            client.get("/_sandbox/population", params=asked).raise_for_status().content, type=Page
        )
        yield page
        start = page.next


def someone(row: Row) -> Someone:
    """A row in our terms; ``ValueError`` for what the adapters cannot read either."""
    claims = citizen(row.claims)
    if claims.born is None or claims.sex is None:
        raise ValueError("a person of the practice world without birth date or sex")
    return Someone(
        claims=claims,
        born=claims.born,
        sex=claims.sex,
        phone_number=row.phone_registered_under,
        qr=row.qr,
        lost=row.lost,
        record=licences.found(licences.FindReply(persons=(row.register,))).persons[0] if row.register else None,
        certificates=tuple(certificate(record) for record in row.certificates),
        violations={
            agency: None if records is None else found(FindReply(records=records)).records
            for agency, records in row.violations.items()
        },
    )
