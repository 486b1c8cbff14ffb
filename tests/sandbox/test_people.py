"""The population: the same people every time, well-formed, and in the way of the pilot's own failures."""

import re
import unicodedata
from collections import Counter
from datetime import date, timedelta

import pytest

from sandbox.people.kinds import KINDS, POPULATION_DAY, SLOTS
from sandbox.people.population import MAX_PEOPLE, Population
from sandbox.people.provinces import provinces
from sandbox.people.scramble import Scramble

SIZE = 50_000
SAMPLE = range(0, SIZE, 7)


@pytest.fixture(scope="module")
def people():
    return Population(seed=2021, size=SIZE)


@pytest.fixture(scope="module")
def sample(people):
    return [people.person(index) for index in SAMPLE]


def firsts(people, kind, count=30):
    return people.examples(kind=kind, limit=count, pilot_only=False)


def test_the_shares_are_those_that_made_the_pilot_fail(people):
    kinds = Counter(people.kind_of(index).name for index in range(SIZE))
    assert sum(kinds.values()) == SIZE and kinds["all_green"] == 10_400
    by = {kind.name: kind for kind in KINDS}
    under_old = sum(count for name, count in kinds.items() if by[name].registered_under == "CMND")
    without_exam = sum(count for name, count in kinds.items() if by[name].exam == "none")
    paper = sum(count for name, count in kinds.items() if by[name].card == "GIAY")
    assert (under_old / SIZE, without_exam / SIZE, paper / SIZE) == (0.39, 0.35, 0.06)


def test_every_kind_of_trouble_lives_here():
    assert len(SLOTS) == 1000 and all(kind.share >= 3 for kind in KINDS)
    needed = (
        "all_green old_cmnd no_exam expired_2m expired_6m expired_2y seized stripped unpaid_fine paper_card misspelt "
        "not_in_register lost military motorbike class_e decomposed"
    )
    assert set(needed.split(" ")) <= {kind.name for kind in KINDS}


@pytest.mark.parametrize("seed", [2021, 7])
def test_the_same_seed_makes_the_same_people(seed):
    one, other = Population(seed=seed, size=500), Population(seed=seed, size=SIZE)
    assert [one.person(index) for index in range(500)] == [other.person(index) for index in range(500)]


def test_one_person_never_changes(people):
    person = people.person(0)
    assert (person.name, person.cccd, person.cmnd, person.born) == (
        "Lý Mẫu Hùng",
        "094078004299",
        "011657309",
        date(1978, 11, 28),
    )


def test_another_seed_makes_other_people(people):
    other = Population(seed=2022, size=100)
    assert not {other.person(index).cccd for index in range(100)} & {people.person(index).cccd for index in range(100)}


def test_every_number_leads_back_to_its_bearer(people, sample):
    for person in sample:
        for number in (person.cccd, person.cmnd, person.photo_id, *(each.number for each in person.licences)):
            assert people.find(number) == person


@pytest.mark.parametrize("number", ["", "1", "abc", "09407800429", "094078004298", "٠٩٤٠٧٨٠٠٤٢٩٩", "0" * 5000])
def test_other_numbers_lead_to_nobody(people, number):
    assert people.find(number) is None


def test_nobody_beyond_the_size_is_found(people):
    small = Population(seed=2021, size=10)
    assert small.find(people.person(9).cccd) is not None
    assert small.find(people.person(10).cccd) is None


@pytest.mark.parametrize("size", [0, -1, MAX_PEOPLE + 1])
def test_a_population_has_a_sensible_size(size):
    with pytest.raises(ValueError, match="from 1 to 1000000"):
        Population(seed=1, size=size)


def test_identity_numbers_agree_with_sex_birth_and_province(sample):
    codes = {province.code for province in provinces()}
    for person in sample:
        assert re.fullmatch(r"0[0-9]{11}", person.cccd) and person.cccd[1:3] in codes
        century = {("M", 19): "0", ("F", 19): "1", ("M", 20): "2", ("F", 20): "3"}
        assert person.cccd[3] == century[person.sex, person.born.year // 100]
        assert person.cccd[4:6] == f"{person.born:%y}"
        assert re.fullmatch(r"[0-9]{9}", person.cmnd) and person.cmnd.startswith(person.home.cmnd_prefix)
        assert date(2021, 1, 1) <= person.cccd_issued < POPULATION_DAY


def test_licence_numbers_agree_with_issuer_sex_and_year(sample):
    for person in sample:
        for licence in person.licences:
            assert re.fullmatch(r"[A-Z]{2}[0-9]{6}", licence.serial)
            assert licence.passed <= licence.issued < (licence.expires or date.max)
            if licence.card == "PET":
                digit = "0" if person.sex == "M" else "1"
                assert licence.number[:5] == f"{licence.issuer.code}{digit}{licence.passed:%y}"
                assert len(licence.number) == 12
            else:
                assert re.fullmatch(r"[A-Z][0-9]{7}", licence.number)


def test_everybody_was_of_age_at_the_test(sample):
    for person in sample:
        first = min(licence.passed for licence in person.licences)
        assert (first - person.born).days >= 17.8 * 365


def test_all_people_are_plainly_synthetic(sample):
    for person in sample:
        assert {"Mẫu", "Thử"} & set(person.name.split())
        assert person.phone.startswith("0900") and len(person.phone) == 10
        assert person.email.endswith("@example.vn")


def test_all_green_is_green(people):
    for person in firsts(people, "all_green", 200):
        (licence,) = person.licences
        assert licence.licence_class == "B2" and 0 < (licence.expires - POPULATION_DAY).days <= 90
        assert (person.exam.licence_class, person.exam.conclusion) == ("B2", "A0-1")
        assert 0 < (POPULATION_DAY - person.exam.concluded).days <= 60
        assert (POPULATION_DAY - person.photo_taken).days < 180
        assert person.registered_number == person.cccd and person.measures == ()


@pytest.mark.parametrize(
    ("kind", "days"), [("expired_2m", (45, 80)), ("expired_6m", (150, 220)), ("expired_2y", (600, 900))]
)
def test_the_three_bands_of_the_overdue(people, kind, days):
    for person in firsts(people, kind):
        assert days[0] <= (POPULATION_DAY - person.licences[0].expires).days <= days[1]


@pytest.mark.parametrize(
    ("kind", "measure"),
    [("seized", "TAM_GIU"), ("stripped", "TUOC"), ("unpaid_fine", "PHAT"), ("unresolved", "CHUA_XU_LY")],
)
def test_measures(people, kind, measure):
    for person in firsts(people, kind):
        (found,) = person.measures
        assert found.measure == measure and not found.done and found.day < POPULATION_DAY
        assert found.until is None or found.until > POPULATION_DAY + timedelta(days=30)


def test_some_settled_fines_stand_in_nobodys_way(people):
    settled = [person for person in firsts(people, "no_exam", 200) if person.measures]
    assert 5 <= len(settled) <= 40
    assert all(measure.done and measure.paid for person in settled for measure in person.measures)


def test_names_slip_in_the_register(people):
    for person in firsts(people, "misspelt"):
        assert person.registered_name != person.name
        assert person.registered_name.split()[:-1] == person.name.split()[:-1]
    for person in firsts(people, "decomposed"):
        assert person.registered_name == unicodedata.normalize("NFD", person.name) != person.name


def test_the_qr_of_the_card_carries_the_old_number(people):
    person = people.person(0)
    assert person.qr == (
        "094078004299|011657309|Lý Mẫu Hùng|28111978|Nam|Số 160 đường Thử Nghiệm 18, phường Mẫu 13, quận Mẫu 11, "
        "thành phố Hà Nội|11012021"
    )


def test_people_of_a_kind_are_listed_in_order_and_from_the_pilot_where_asked(people):
    listed = people.examples(kind="old_cmnd", limit=200)
    assert len({person.cccd for person in listed}) == 200
    assert [person.index for person in listed] == sorted(person.index for person in listed)
    assert all(person.home.pilot and person.kind.name == "old_cmnd" for person in listed)


def test_a_scramble_is_one_to_one():
    scramble = Scramble(1000, 617, 21)
    assert sorted(map(scramble.hide, range(1000))) == list(range(1000))
    assert [scramble.reveal(scramble.hide(index)) for index in range(1000)] == list(range(1000))
