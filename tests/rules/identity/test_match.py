"""A licence record and a person: a set of numbers with their proof, name and birth date."""

from datetime import date

import pytest

from gplx.rules.identity import KnownNumber, RegisterPerson, match_person, proven_numbers

NEW, OLD, OTHER = "001085000001", "010000001", "010000009"
BORN = date(1985, 4, 12)
NAME = "Nguyễn Văn Thử"
PORTAL = KnownNumber(NEW, "portal")


def record(number: str = OLD, old_number: str | None = None, name: str = NAME, born: date = BORN) -> RegisterPerson:
    return RegisterPerson(number=number, old_number=old_number, name=name, born=born)


@pytest.mark.parametrize(
    ("numbers", "held", "strength", "evidence"),
    [
        ((PORTAL,), record(NEW), "strong", ("portal:number", "born", "name:same")),
        ((PORTAL,), record(OTHER, NEW), "strong", ("portal:old_number", "born", "name:same")),
        ((PORTAL,), record(OLD), "middling", ("born", "name:same")),
        (
            (PORTAL, KnownNumber(OLD, "chip_qr", card=NEW)),
            record(OLD),
            "strong",
            ("chip_qr:number", "born", "name:same"),
        ),
        ((PORTAL, KnownNumber(OLD, "chip_qr", card="001085000002")), record(OLD), "middling", ("born", "name:same")),
        ((PORTAL, KnownNumber(OLD, "chip_qr")), record(OLD), "middling", ("born", "name:same")),
        ((KnownNumber(OLD, "chip_qr", card=NEW),), record(OLD), "middling", ("born", "name:same")),
        ((PORTAL, KnownNumber(OLD, "register")), record(OLD), "strong", ("register:number", "born", "name:same")),
        ((PORTAL, KnownNumber(OLD, "officer")), record(OLD), "strong", ("officer:number", "born", "name:same")),
        ((PORTAL, KnownNumber(OLD, "typed")), record(OLD), "middling", ("born", "name:same")),
        ((PORTAL, KnownNumber(OLD, "paper")), record(OLD), "middling", ("born", "name:same")),
        (
            (KnownNumber("010 000 001", "portal"),),
            record("010000001"),
            "strong",
            ("portal:number", "born", "name:same"),
        ),
        ((), record(OLD), "middling", ("born", "name:same")),
        ((PORTAL,), record(NEW, name="NGUYEN VAN THU"), "strong", ("portal:number", "born", "name:near")),
        ((PORTAL,), record(NEW, name="Trần Thị Khác"), "none", ("portal:number", "born")),
        ((PORTAL,), record(NEW, born=date(1985, 12, 4)), "none", ("portal:number", "name:same")),
        ((PORTAL,), record(OLD, name="Trần Thị Khác"), "none", ("born",)),
        ((PORTAL,), record(OLD, name="Trần Thị Khác", born=date(1990, 1, 1)), "none", ()),
    ],
)
def test_strength_and_evidence(
    numbers: tuple[KnownNumber, ...], held: RegisterPerson, strength: str, evidence: tuple[str, ...]
) -> None:
    match = match_person(person_numbers=numbers, name=NAME, born=BORN, record=held)
    assert (match.strength, match.evidence) == (strength, evidence)


def test_two_numbers_are_two_pieces_of_evidence() -> None:
    numbers = (PORTAL, KnownNumber(OLD, "chip_qr", card=NEW))
    match = match_person(person_numbers=numbers, name=NAME, born=BORN, record=record(NEW, OLD))
    assert match.evidence == ("portal:number", "chip_qr:old_number", "born", "name:same")


def test_middling_asks_for_proof() -> None:
    match = match_person(person_numbers=(PORTAL,), name=NAME, born=BORN, record=record())
    assert "cần thêm giấy tờ chứng minh" in match.reasons[0]


def test_the_reasons_say_what_does_not_agree() -> None:
    other = record(NEW, name="Nguyễn Văn Thứ", born=date(1990, 1, 1))
    match = match_person(person_numbers=(PORTAL,), name=NAME, born=BORN, record=other)
    assert match.reasons == (
        "Số giấy tờ đã được chứng minh trùng với số trong dữ liệu giấy phép lái xe.",
        "Ngày sinh khác với dữ liệu giấy phép lái xe.",
        "Cùng chữ cái nhưng khác dấu.",
    )


def test_a_chain_of_cards_proves_nothing_beyond_the_proven_one() -> None:
    """A second card read from a photo does not become proof through numbers that a first card linked."""
    numbers = (
        PORTAL,
        KnownNumber(OTHER, "chip_qr", card="001085000002"),
        KnownNumber(OLD, "chip_qr", card=NEW),
        KnownNumber("010000005", "chip_qr", card=OLD),
    )
    assert proven_numbers(numbers=numbers) == {NEW: "portal", OLD: "chip_qr"}
    assert proven_numbers(numbers=tuple(reversed(numbers))) == {NEW: "portal", OLD: "chip_qr"}


def test_the_first_source_of_a_number_is_kept() -> None:
    assert proven_numbers(numbers=(KnownNumber(NEW, "officer"), PORTAL)) == {NEW: "officer"}


def test_an_empty_number_links_nobody() -> None:
    match = match_person(person_numbers=(KnownNumber("", "portal"),), name=NAME, born=BORN, record=record("", ""))
    assert match.strength == "middling"
