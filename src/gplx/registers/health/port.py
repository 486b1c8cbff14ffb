"""The national database of drivers' health certificates (*giấy khám sức khoẻ lái xe*)."""

from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from msgspec import Struct


class FindCertificates(Struct, frozen=True):
    """All certificates that stand under one of these identity numbers."""

    numbers: tuple[str, ...]


class Certificate(Struct, frozen=True):
    """One certificate as a facility wrote it.

    ``conclusion`` is its code, verbatim (what A0-1 to A0-3 mean is for ``rules``); ``state`` is ADD or EDIT.
    ``alcohol`` is in ``alcohol_unit``; ``classes`` are those that the examination covers.
    """

    uuid: str
    number: str
    name: str
    sex: Literal["male", "female"]
    born: date
    identity_number: str
    facility_code: str
    facility: str
    alcohol: Decimal | None
    alcohol_unit: Literal["mg_per_100ml_blood", "mg_per_litre_breath"] | None
    drugs: bool
    concluded: date
    conclusion: str
    classes: tuple[str, ...]
    reexamine_on: date | None
    reason: str | None
    state: str


class FoundCertificates(Struct, frozen=True):
    """The certificates, in the order in which the database gave them."""

    certificates: tuple[Certificate, ...]


class HealthDatabase(Protocol):
    """What GPLX asks of the health database."""

    def find(self, ask: FindCertificates) -> FoundCertificates:
        """Certificates; none found is an answer."""
        ...
