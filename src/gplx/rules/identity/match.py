"""Is this licence record this person's? A set of numbers with their proof, the name and the birth date decide."""

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal

import msgspec

from gplx.rules.identity.names import compare_names
from gplx.rules.identity.numbers import tidy

Source = Literal["portal", "chip_qr", "register", "officer", "paper", "typed"]
Strength = Literal["strong", "middling", "none"]
NEAR_NAME: Final = "name:near"
PROVING: Final = frozenset({"portal", "register", "officer"})


class KnownNumber(msgspec.Struct, frozen=True):
    """A number and where we have it from.

    *portal*: claim of the sign-in; *register*: old number held by a register for a number already proven; *officer*:
    paper confirmed by an officer; *paper*, *typed*: the person's word, no proof. *chip_qr* numbers share `card`, the card's
    own number: they are proof once that number is proven otherwise.
    """

    number: str
    source: Source
    card: str = ""


class RegisterPerson(msgspec.Struct, frozen=True, kw_only=True):
    """The person as the licence register has it; `old_number` is its SO_CMND_CU."""

    number: str
    old_number: str | None
    name: str
    born: date


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """`evidence`: what speaks for it, as `source:which` codes; `reasons`: Vietnamese sentences for and against."""

    strength: Strength
    evidence: tuple[str, ...]
    reasons: tuple[str, ...]


def proven_numbers(*, numbers: tuple[KnownNumber, ...]) -> dict[str, Source]:
    """The numbers that are proven the person's, each with its first source.

    A QR code counts only if its card's own number is proven by another source: a photo of someone else's card
    proves nothing.
    """
    proven: dict[str, Source] = {}
    for known in numbers:
        if known.source in PROVING:
            proven.setdefault(tidy(known.number), known.source)
    linked = [known for known in numbers if known.source == "chip_qr" and tidy(known.card) in proven]
    for known in linked:
        proven.setdefault(tidy(known.number), known.source)
    return proven


def match_person(*, person_numbers: tuple[KnownNumber, ...], name: str, born: date, record: RegisterPerson) -> Match:
    """How strongly a licence record belongs to a person.

    *strong*: a proven number equals a number of the record, the birth date is equal and the name same or near.
    *middling*: name and birth date agree but no proven number links them: ask for proof. Otherwise *none*.
    """
    proven = proven_numbers(numbers=person_numbers)
    held = {tidy(number) for number in (record.number, record.old_number) if number}
    shared = sorted(held & proven.keys())
    names = compare_names(name, record.name)
    evidence = [f"{proven[number]}:{_kind(number, record)}" for number in shared]
    if born == record.born:
        evidence.append("born")
    if names.verdict != "different":
        evidence.append(f"name:{names.verdict}")
    agrees = born == record.born and names.verdict != "different"
    strength: Strength = ("strong" if shared else "middling") if agrees else "none"
    reasons = (_number_reason(bool(shared)), _birth_reason(born == record.born), names.text)
    return Match(strength=strength, evidence=tuple(evidence), reasons=reasons)


def is_near_name(evidence: Iterable[str]) -> bool:
    """Whether a match (its `evidence`) rests on a name that is only near the person's, so that the card may bear another."""
    return NEAR_NAME in evidence


def _kind(number: str, record: RegisterPerson) -> str:
    return "number" if number == tidy(record.number) else "old_number"


def _number_reason(shared: bool) -> str:
    if shared:
        return _says("Số giấy tờ đã được chứng minh trùng với số trong dữ liệu giấy phép lái xe.")
    return _says(
        "Chưa có số giấy tờ nào đã được chứng minh trùng với dữ liệu giấy phép lái xe: cần thêm giấy tờ chứng minh."
    )


def _birth_reason(equal: bool) -> str:
    return _says("Ngày sinh trùng.") if equal else _says("Ngày sinh khác với dữ liệu giấy phép lái xe.")


def _says(sentence: str) -> str:
    """A sentence that people read, for the catalogue of translations."""
    return sentence
