"""What the licence register says of a person: kept as far as it is theirs, however often and in whatever spelling it is said."""

import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest

from gplx.applicants.changes import link
from gplx.applicants.models import CHIP_QR, OFFICER, PORTAL, REGISTER, Applicant, KnownNumber
from gplx.casework.ask_registers import ask_licences
from gplx.casework.learn_licences import learn_licences
from gplx.dossiers.models import Dossier
from gplx.fees.models import Payment
from gplx.ground.clock import now
from gplx.licences.changes import keep_typed
from gplx.licences.models import Licence
from gplx.licences.questions import licences_of
from gplx.registers.licences.port import PhotoOnFile, RegisteredPerson
from gplx.registers.models import Exchange
from tests import builders
from tests.casework.learning.registered import card, found, person

pytestmark = pytest.mark.django_db
OLD = "012345678"
NEW = "001085999999"


@pytest.fixture
def who() -> Applicant:
    return builders.applicant(name="Nguyễn Thị Hoà")


def learn(who: Applicant, *persons: RegisteredPerson, asked: tuple[str, ...] = ()) -> None:
    learn_licences(applicant_id=who.id, found=found(*persons), asked=asked)


def match(who: Applicant) -> str:
    return Licence.objects.get(holder=who.id).match


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_all_that_the_register_says_of_a_licence_is_kept(who: Applicant) -> None:
    photo = PhotoOnFile(id="anh-1", taken=date(2021, 6, 1))
    learn(who, person(who, card(expires=None, card="paper", issuer="transport", serial=None), photo=photo))
    kept = Licence.objects.get()
    assert (kept.holder, kept.number, kept.licence_class) == (who.id, "010850000001", "B2")
    assert (kept.serial, kept.issued, kept.expires, kept.passed) == ("", date(2012, 3, 1), None, date(2012, 2, 1))
    assert (kept.issuer, kept.issued_by, kept.province) == ("transport", "Sở Giao thông vận tải Hà Nội", "01")
    assert (kept.card, kept.status, kept.in_register, kept.match) == ("paper", "valid", True, "strong")
    assert (kept.photo_path, kept.photo_taken) == ("anh-1", date(2021, 6, 1))
    assert kept.evidence == ["portal:number", "born", "name:same"]
    assert kept.record == {
        "name": who.name,
        "born": "1985-04-12",
        "number": who.numbers.get(source=PORTAL).number,
        "old_number": "",
    }


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "strong"),
        ({"name": "NGUYỄN THỊ HOÀ"}, "strong"),
        ({"name": "Nguyễn Thị Hòa"}, "strong"),
        ({"name": decomposed("Nguyễn Thị Hoà")}, "strong"),
        ({"name": "Nguyen Thi Hoa"}, "strong"),
        ({"identity_number": NEW}, "middling"),
        ({"identity_number": NEW, "name": "Nguyen Thi Hoa"}, "middling"),
        ({"name": "Nguyễn Thị Hoa"}, "strong"),  # a mark missing
        ({"name": "Nguyễn Thị Hoạ"}, None),  # another tone
        ({"name": "Trần Thị Hoà"}, None),
        ({"born": date(1985, 4, 13)}, None),
        ({"born": date(1985, 4, 13), "identity_number": NEW}, None),
    ],
)
def test_number_name_and_birth_date_together_say_how_surely_it_is_theirs(
    who: Applicant, more: dict[str, Any], expected: str | None
) -> None:
    learn(who, person(who, **more))
    assert list(Licence.objects.values_list("match", flat=True)) == ([expected] if expected else [])


def test_an_account_in_decomposed_letters_is_the_same_person() -> None:
    who = builders.applicant(name=decomposed("Đặng Thử Nghiệm"))
    learn(who, person(who, name="Đặng Thử Nghiệm"))
    assert match(who) == "strong"
    assert Licence.objects.get().evidence[-1] == "name:same"


@pytest.mark.parametrize(
    ("source", "evidence", "expected"),
    [
        (PORTAL, {}, "strong"),
        (REGISTER, {}, "strong"),
        (OFFICER, {}, "strong"),
        ("typed", {}, "middling"),
        ("paper", {}, "middling"),
        (CHIP_QR, {"card": "own"}, "strong"),
        (CHIP_QR, {"card": "099085000009"}, "middling"),  # another's card
        (CHIP_QR, {}, "middling"),
    ],
)
def test_an_old_number_counts_as_far_as_it_is_proven(
    who: Applicant, source: str, evidence: dict[str, str], expected: str
) -> None:
    own = who.numbers.get().number
    evidence = {key: own if value == "own" else value for key, value in evidence.items()}
    link(applicant=who, number=OLD, source=source, evidence=evidence, at=now())
    learn(who, person(who, identity_number=OLD))
    assert match(who) == expected


@pytest.mark.parametrize("number", ["012 345 678", "012.345.678", "012-345-678"])
def test_a_number_is_the_same_however_it_is_written(who: Applicant, number: str) -> None:
    link(applicant=who, number=OLD, source=PORTAL, evidence={}, at=now())
    learn(who, person(who, identity_number=number))
    assert match(who) == "strong"


def test_the_registers_old_number_of_a_sure_record_serves_the_next_question(who: Applicant) -> None:
    learn(who, person(who, old_identity_number=OLD))
    assert set(who.numbers.filter(source=REGISTER).values_list("number", flat=True)) == {
        OLD,
        who.numbers.get(source=PORTAL).number,
    }
    asked = ask_licences(applicant=who, occasion="again")
    assert list(asked.ask["numbers"]) == [who.numbers.get(source=PORTAL).number, OLD]
    learn(who, person(who, card("010850000002"), identity_number=OLD))
    assert sorted(Licence.objects.values_list("number", "match")) == [
        ("010850000001", "strong"),
        ("010850000002", "strong"),
    ]


def test_a_record_that_is_only_maybe_theirs_teaches_no_number(who: Applicant) -> None:
    learn(who, person(who, identity_number=NEW, old_identity_number=OLD))
    assert KnownNumber.objects.filter(applicant=who).count() == 1


def test_of_several_persons_each_is_judged_by_itself(who: Applicant) -> None:
    namesake = person(who, card("010850000002"), identity_number=NEW)
    stranger = person(who, card("010850000003"), identity_number="079085000001", born=date(1990, 1, 1))
    learn(who, stranger, namesake, person(who, card("010850000001"), card("010850000001", licence_class="A1")))
    kept = list(Licence.objects.order_by("number", "licence_class").values_list("number", "licence_class", "match"))
    assert kept == [
        ("010850000001", "A1", "strong"),
        ("010850000001", "B2", "strong"),
        ("010850000002", "B2", "middling"),
    ]
    shown = [(one.number, one.licence_class) for one in licences_of(who.id)]
    assert shown == [("010850000001", "A1"), ("010850000001", "B2"), ("010850000002", "B2")]


@pytest.mark.parametrize("state", ["exchanged", "revoked"])
def test_a_licence_that_is_no_longer_in_force_is_kept_but_not_offered(who: Applicant, state: str) -> None:
    learn(who, person(who, card(state=state)))
    assert Licence.objects.get().status == state
    assert not licences_of(who.id).exists()


def test_nobody_found_keeps_nothing(who: Applicant) -> None:
    learn(who)
    assert not Licence.objects.exists()


def test_the_same_answer_again_changes_nothing_and_a_later_one_takes_its_place(who: Applicant) -> None:
    for _ in range(3):
        learn(who, person(who, old_identity_number=OLD))
    assert Licence.objects.count() == 1
    assert KnownNumber.objects.filter(applicant=who).count() == 3
    learn(who, person(who, card(state="revoked", serial="BB000002", expires=date(2023, 1, 1))))
    told = Licence.objects.order_by("serial").values_list("status", "serial", "expires")
    assert list(told) == [
        ("exchanged", "AA000001", date(2022, 3, 1)),
        ("revoked", "BB000002", date(2023, 1, 1)),
    ]


def test_a_middling_record_becomes_strong_once_the_number_is_proven(who: Applicant) -> None:
    record = person(who, identity_number=OLD)
    learn(who, record)
    assert match(who) == "middling"
    link(applicant=who, number=OLD, source=OFFICER, evidence={"officer": 1}, at=now())
    learn(who, record)
    assert match(who) == "strong"
    assert Licence.objects.get().evidence[0] == "officer:number"


def typed(who: Applicant, number: str = "010850000001") -> Licence:
    return keep_typed(
        holder=who.id,
        number=number,
        licence_class="B2",
        issued=date(2013, 1, 1),
        expires=date(2023, 1, 1),
        at=now(),
    )


def test_a_typed_licence_waits_for_the_register_and_then_says_what_it_says(who: Applicant) -> None:
    mine = typed(who)
    assert (mine.match, mine.in_register) == ("unknown", None)
    learn(who, person(who), asked=("010850000001",))
    mine.refresh_from_db()
    assert (mine.match, mine.in_register, mine.issued) == ("strong", True, date(2012, 3, 1))


@pytest.mark.parametrize(
    ("asked", "expected"), [(("010850000001",), "none"), (("010850000009",), "unknown"), ((), "unknown")]
)
def test_a_typed_licence_is_not_found_only_if_it_was_asked_for(
    who: Applicant, asked: tuple[str, ...], expected: str
) -> None:
    mine = typed(who)
    learn(who, asked=asked)
    mine.refresh_from_db()
    assert (mine.match, mine.in_register) == (expected, None if expected == "unknown" else False)
    assert licences_of(who.id).exists() is (expected == "unknown")


def test_anothers_typed_licence_of_the_same_number_stays_as_it_was(who: Applicant) -> None:
    other = typed(builders.applicant())
    learn(who, asked=(other.number,))
    other.refresh_from_db()
    assert other.match == "unknown"


def test_what_was_typed_twice_is_kept_as_first_typed(who: Applicant) -> None:
    first = typed(who)
    second = keep_typed(
        holder=who.id, number=first.number, licence_class="B2", issued=date(2020, 1, 1), expires=None, at=now()
    )
    assert (second.id, second.issued) == (first.id, date(2013, 1, 1))


def test_a_licence_that_is_found_at_last_asks_for_the_fee_by_itself() -> None:
    dossier = builders.submitted(match="unknown")
    who, held = dossier.applicant, dossier.licence
    assert not Payment.objects.exists()
    learn(who, person(who, card(held.number)), asked=(held.number,))
    dossier = Dossier.objects.get(id=dossier.id)
    assert (dossier.licence.match, bool(dossier.payment_asked_at)) == ("strong", True)
    assert Payment.objects.get().dossier_id == dossier.id


def test_the_register_is_asked_once_an_occasion_for_every_number_once(who: Applicant) -> None:
    own = who.numbers.get().number
    link(applicant=who, number=own, source=REGISTER, evidence={}, at=now() + timedelta(seconds=1))
    link(applicant=who, number=OLD, source=OFFICER, evidence={}, at=now() + timedelta(seconds=2))
    first = ask_licences(applicant=who, occasion="sign-in", also=("010850000001", own))
    assert ask_licences(applicant=who, occasion="sign-in", also=("other",)).id == first.id
    assert list(first.ask["numbers"]) == [own, OLD, "010850000001"]
    assert (first.register, first.operation, first.about) == ("licences", "find", f"applicant:{who.id}")
    assert ask_licences(applicant=who, occasion="next day").id != first.id
    assert Exchange.objects.filter(register="licences").count() == 2
