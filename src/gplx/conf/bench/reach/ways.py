"""Two sets of rules about the same person: those of the pilot of 2020, and those of this house."""

from datetime import date
from typing import Literal

import msgspec

from gplx.conf.bench.reach.lawful import exam_owed
from gplx.conf.bench.reach.people import Someone
from gplx.registers.licences.port import RegisteredPerson
from gplx.rules.identity import KnownNumber, Match, RegisterPerson, compare_names, match_person, parse_qr

Need = Literal["qr", "paper", "exam"]
Stop = Literal["number_in_register", "number_of_phone", "province", "no_data", "another_name", "another_birth"]
# The provinces that took part from July 2020 to April 2021.
PILOT = ("Hà Nội", "Hà Nam")


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """What stops a person, in the order in which they would meet it (nothing: they can finish), and what they have yet to do."""

    stops: tuple[Stop, ...] = ()
    needs: tuple[Need, ...] = ()


def pilot(person: Someone, *, on: date, connected: frozenset[str]) -> Way:
    """As the pilot had it: one number at the portal, at the telephone company and in the register; the exam from one of the
    ``connected`` facilities; the departments of two provinces; nothing without the agencies' data on violations.

    Who lives there and has no such exam could have gone to one of these facilities, and counts as able after it.
    """
    stops: list[Stop] = []
    own = {person.claims.number12, person.claims.number9} - {None}
    in_register = own & {person.record.identity_number if person.record else None}
    if not in_register:
        stops.append("number_in_register")
    if person.phone_number not in (in_register or own):
        stops.append("number_of_phone")
    if not (person.claims.address or "").endswith(PILOT):
        stops.append("province")
    if any(records is None for records in person.violations.values()):
        stops.append("no_data")
    seen = tuple(one for one in person.certificates if one.facility_code in connected)
    return Way(stops=tuple(stops), needs=("exam",) if exam_owed(person, on=on, certificates=seen) else ())


def house(person: Someone, *, on: date) -> Way:
    """As this house has it: any proven number of the person, by the portal, by the register or by the card's QR code, else a
    paper that an officer confirms; an exam at any connected clinic, or a certified copy; an agency's silence stops nobody.
    """
    if person.record is None:
        return Way(stops=("number_in_register",))
    needs: list[Need] = []
    match = _match(person, person.record, _of_portal(person))
    if match.strength != "strong":
        match = _match(person, person.record, _of_portal(person) + _of_card(person))
        needs.append("qr" if match.strength == "strong" else "paper")
    if match.strength == "none":
        return Way(stops=("another_birth" if "born" not in match.evidence else "another_name",))
    if exam_owed(person, on=on, certificates=person.certificates):
        needs.append("exam")
    return Way(needs=tuple(needs))


def _of_portal(person: Someone) -> tuple[KnownNumber, ...]:
    given = (person.claims.number12, person.claims.number9, person.claims.passport)
    return tuple(KnownNumber(number=number, source="portal") for number in given if number)


def _of_card(person: Someone) -> tuple[KnownNumber, ...]:
    """The numbers on the chip card, if the card is the person's own."""
    card = parse_qr(person.qr)
    if card.born != person.born or compare_names(card.name, person.claims.name).verdict == "different":
        return ()
    numbers = filter(None, (card.number, card.old_number))
    return tuple(KnownNumber(number=number, source="chip_qr", card=card.number) for number in numbers)


def _match(person: Someone, record: RegisteredPerson, numbers: tuple[KnownNumber, ...]) -> Match:
    held = RegisterPerson(
        number=record.identity_number, old_number=record.old_identity_number, name=record.name, born=record.born
    )
    return match_person(person_numbers=numbers, name=person.claims.name, born=person.born, record=held)
