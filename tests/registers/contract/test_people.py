"""Licence register, health database and violations against the practice world."""

import base64
import unicodedata
from datetime import date

import msgspec
import pytest

from gplx.registers.errors import AlreadyDone, Never, TryLater
from gplx.registers.health.http import HttpHealthDatabase
from gplx.registers.health.port import FindCertificates
from gplx.registers.http_client import Address
from gplx.registers.licences.http import HttpLicenceRegister
from gplx.registers.licences.port import FetchPhoto, FindPersons, IssuedLicence, IssueLicence, RegisteredPerson
from gplx.registers.violations_http import HttpViolationsRegister
from gplx.registers.violations_record import FindViolations, FoundViolations
from tests.registers.contract.conftest import World

pytestmark = pytest.mark.stack


def licences(world: World, **options: float) -> HttpLicenceRegister:
    return HttpLicenceRegister(Address(url=f"{world.url}/licences", **options))


def the_one(world: World, *numbers: str) -> RegisteredPerson:
    [person] = licences(world).find(FindPersons(numbers=numbers)).persons
    return person


def violations(world: World, register: str, person: dict[str, str]) -> FoundViolations:
    ask = FindViolations(numbers=(person["cccd"], person["cmnd"]), born=date.fromisoformat(person["born"]))
    return HttpViolationsRegister(register, Address(url=f"{world.url}/{register}")).find(ask)


@pytest.mark.parametrize("dirty", [False, True])
def test_a_person_is_found_with_licence_and_photo_whatever_the_form_of_the_text(world: World, dirty: bool):
    world.faults("licences", dirty=dirty)
    known = world.person("all_green")

    person = the_one(world, known["cccd"])

    assert (person.identity_number, person.name) == (known["cccd"], known["name"])
    assert person.born == date.fromisoformat(known["born"])
    assert person.sex == {"M": "male", "F": "female"}[known["sex"]]
    assert [licence.number for licence in person.licences] == known["licences"]
    assert [(licence.card, licence.issuer, licence.state) for licence in person.licences] == [
        ("pet", "transport", "valid")
    ]
    assert licences(world).photo(FetchPhoto(id=person.photo.id)).jpeg[:2] == b"\xff\xd8"


def test_a_licence_that_stands_under_the_old_number_is_found_by_it_alone(world: World):
    known = world.person("old_cmnd")
    register = licences(world)

    assert register.find(FindPersons(numbers=(known["cccd"],))).persons == ()
    assert the_one(world, known["cccd"], known["cmnd"]).licences[0].number == known["licences"][0]


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [("paper_card", "card", "paper"), ("police", "issuer", "police"), ("military", "issuer", "military")],
)
def test_cards_and_issuers(world: World, kind: str, field: str, value: str):
    known = world.person(kind)

    assert getattr(the_one(world, known["cccd"], known["cmnd"]).licences[0], field) == value


def test_nobody_is_an_answer_and_an_unknown_photo_a_refusal(world: World):
    known = world.person("not_in_register")

    assert licences(world).find(FindPersons(numbers=(known["cccd"], known["cmnd"]))).persons == ()
    with pytest.raises(Never):
        licences(world).photo(FetchPhoto(id="none"))


def test_a_new_licence_is_written_once_however_often_it_is_asked(world: World):
    known = world.person("all_green", 1)
    register, person = licences(world), the_one(world, known["cccd"])
    [old] = person.licences
    ask = IssueLicence(
        request="contract-1",
        dossier="000.00.99.H26-210927-0001",
        old_number=old.number,
        licence_class=old.licence_class,
        issued=date(2021, 9, 27),
        expires=date(2031, 9, 27),
        serial="ZZ000001",
        name=person.name,
        born=person.born,
        identity_number=person.identity_number,
    )

    answer = register.issue(ask)
    with pytest.raises(AlreadyDone) as again:
        register.issue(ask)
    with pytest.raises(Never):
        register.issue(msgspec.structs.replace(ask, request="contract-2", old_number="000000000000"))

    assert isinstance(answer, IssuedLicence)
    assert again.value.answer == answer
    valid = [licence for licence in the_one(world, known["cccd"]).licences if licence.state == "valid"]
    assert [(licence.number, licence.serial, licence.expires) for licence in valid] == [
        (answer.number, "ZZ000001", date(2031, 9, 27))
    ]


def test_certificates(world: World):
    database = HttpHealthDatabase(Address(url=f"{world.url}/health"))
    fit, without = world.person("all_green", 2), world.person("no_exam")

    [certificate] = database.find(FindCertificates(numbers=(fit["cccd"],))).certificates

    assert (certificate.name, certificate.conclusion, certificate.drugs) == (fit["name"], "A0-1", False)
    assert certificate.concluded <= date(2021, 9, 27)
    assert database.find(FindCertificates(numbers=(without["cccd"],))).certificates == ()
    world.put(f"/_sandbox/health/{fit['cccd']}", {"KETLUAN": "A0-2", "MATUY": "1", "HANGBANGLAI": "B2,C"})
    [edited] = database.find(FindCertificates(numbers=(fit["cccd"],))).certificates
    assert (edited.conclusion, edited.drugs, edited.classes) == ("A0-2", True, ("B2", "C"))


@pytest.mark.parametrize("kind", ["seized", "stripped", "unpaid_fine", "unresolved"])
def test_each_measure_is_held_by_one_agency_and_clear_is_its_own_answer(world: World, kind: str):
    held, free = world.person(kind), world.person("all_green", 3)

    records = [
        record
        for name in ("police", "inspectorate")
        for record in violations(world, name, held).records
        if record.active
    ]

    assert {record.kind for record in records} == {kind}
    assert violations(world, "police", free).records == ()
    assert violations(world, "inspectorate", free).records == ()


@pytest.mark.parametrize("fault", ["500", "timeout", "garbage", "refuse", "drip", "half"])
def test_every_fault_is_a_reason_to_try_later_and_the_next_call_is_well(world: World, fault: str):
    register, known = licences(world, timeout=0.6), world.person("all_green")
    world.faults("licences", fault=fault, count=1)

    with pytest.raises(TryLater) as caught:
        register.find(FindPersons(numbers=(known["cccd"],)))

    assert known["cccd"] not in str(caught.value)
    assert len(register.find(FindPersons(numbers=(known["cccd"],))).persons) == 1


def test_thirty_seconds_are_too_long_and_the_next_call_is_well(world: World):
    register, known = licences(world, timeout=0.6), world.person("all_green")
    world.faults("licences", delay=30)

    with pytest.raises(TryLater, match="did not answer in time"):
        register.find(FindPersons(numbers=(known["cccd"],)))

    world.faults("licences", delay=0)
    assert len(register.find(FindPersons(numbers=(known["cccd"],))).persons) == 1


@pytest.mark.parametrize("dirty", [False, True])
def test_certificates_and_measures_are_read_whatever_the_form_of_the_text(world: World, dirty: bool):
    world.faults("*", dirty=dirty)
    fit, held = world.person("all_green", 4), world.person("seized", 1)

    database = HttpHealthDatabase(Address(url=f"{world.url}/health"))
    [certificate] = database.find(FindCertificates(numbers=(fit["cccd"],))).certificates
    records = [one for name in ("police", "inspectorate") for one in violations(world, name, held).records]

    assert (certificate.name, certificate.conclusion) == (fit["name"], "A0-1")
    assert [record.kind for record in records if record.active] == ["seized"]
    texts = [certificate.facility, *(record.agency + record.behaviour for record in records)]
    assert all(text == unicodedata.normalize("NFC", text) for text in texts)


def test_a_photo_survives_being_stored(world: World):
    known = world.person("all_green")
    photo = licences(world).photo(FetchPhoto(id=the_one(world, known["cccd"]).photo.id))

    stored = msgspec.to_builtins(photo)

    assert base64.b64decode(stored["jpeg"]) == photo.jpeg
    assert msgspec.convert(stored, type(photo)) == photo
