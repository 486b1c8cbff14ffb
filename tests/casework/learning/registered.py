"""What the licence register says of people, for tests: made from an applicant, with single words changed."""

from datetime import date
from typing import Any

import msgspec

from gplx.applicants.models import Applicant
from gplx.registers.licences.port import FoundPersons, Licence, RegisteredPerson

CARD = Licence(
    number="010850000001",
    serial="AA000001",
    licence_class="B2",
    issued=date(2012, 3, 1),
    expires=date(2022, 3, 1),
    passed=date(2012, 2, 1),
    issued_by="01",
    kept_by="Sở Giao thông vận tải Hà Nội",
    card="pet",
    issuer="transport",
    state="valid",
)


def card(number: str = CARD.number, **more: Any) -> Licence:
    """A licence of the register."""
    return msgspec.structs.replace(CARD, number=number, **more)


def person(known: Applicant, *cards: Licence, **more: Any) -> RegisteredPerson:
    """The register's record of an applicant, with these licences (none named: one of class B2)."""
    record = RegisteredPerson(
        identity_number=known.numbers.earliest("id").number,
        old_identity_number=None,
        name=known.name,
        born=known.born,
        sex="male",
        address=known.address,
        area_code="01",
        nationality="VN",
        licences=cards or (card(),),
        photo=None,
    )
    return msgspec.structs.replace(record, **more)


def found(*persons: RegisteredPerson) -> FoundPersons:
    """The register's answer."""
    return FoundPersons(persons=persons)
