"""The licence register's record in our terms, and the writing back of a new licence."""

from copy import deepcopy
from datetime import date

import pytest

from gplx.registers.errors import AlreadyDone, TryLater
from gplx.registers.http_client import Address
from gplx.registers.licences.http import HttpLicenceRegister
from gplx.registers.licences.port import (
    FetchPhoto,
    FindPersons,
    FoundPersons,
    IssuedLicence,
    IssueLicence,
    Licence,
    PhotoOnFile,
    RegisteredPerson,
)
from tests.registers.outside import Answer, Outside

CAR = {
    "SoGPLX": "010120000001",
    "SoSeri": "AA000001",
    "HangGPLX": "B2",
    "NgayCapGPLX": "20120301",
    "NgayHHGPLX": "20220301",
    "NgayTTGPLX": "20120215",
    "NoiCapGPLX": "Hà Nội",
    "CoQuanQLGPLX": "Sở GTVT Hà Nội",
    "LoaiThe": "PET",
    "NguonCap": "GTVT",
    "TrangThai": "HIEU_LUC",
}
ENTRY = {
    "person": {
        "SoCMT": "001085000001",
        "SO_CMND_CU": "010000001",
        "HoVaTen": "TRA\u0302\u0300N THU\u031b\u0309 NGHIE\u0323\u0302M",
        "NgaySinh": "19850412",
        "GioiTinh": "F",
        "NoiTT": "1 Phố Thử Nghiệm",
        "NoiTT_MaDVHC": "01001",
        "MaQuocTich": "VNM",
    },
    "licences": [CAR],
    "photo": {"taken": "20200102", "path": "/licences/photos/p-1"},
}
ISSUE = IssueLicence(
    request="r-1",
    dossier="000.00.99.H26-210927-0001",
    old_number="010120000001",
    licence_class="B2",
    issued=date(2021, 9, 30),
    expires=date(2031, 9, 30),
    serial="BB000002",
    name="TRẦN THỬ NGHIỆM",
    born=date(1985, 4, 12),
    identity_number="001085000001",
)


@pytest.fixture
def register(outside: Outside) -> HttpLicenceRegister:
    return HttpLicenceRegister(Address(url=outside.url))


def find(register: HttpLicenceRegister) -> FoundPersons:
    return register.find(FindPersons(numbers=("001085000001", "010000001")))


def with_licence(**changes: object) -> dict[str, object]:
    return {"persons": [ENTRY | {"licences": [CAR | changes]}]}


def test_a_person_with_a_licence_and_a_photo(outside: Outside, register: HttpLicenceRegister):
    outside.will_answer({"persons": [ENTRY]})

    found = find(register)

    assert outside.asked[0].path == "/base/find"
    assert outside.bodies() == [{"numbers": ["001085000001", "010000001"]}]
    assert found.persons == (
        RegisteredPerson(
            identity_number="001085000001",
            old_identity_number="010000001",
            name="TRẦN THỬ NGHIỆM",
            born=date(1985, 4, 12),
            sex="female",
            address="1 Phố Thử Nghiệm",
            area_code="01001",
            nationality="VNM",
            licences=(
                Licence(
                    number="010120000001",
                    serial="AA000001",
                    licence_class="B2",
                    issued=date(2012, 3, 1),
                    expires=date(2022, 3, 1),
                    passed=date(2012, 2, 15),
                    issued_by="Hà Nội",
                    kept_by="Sở GTVT Hà Nội",
                    card="pet",
                    issuer="transport",
                    state="valid",
                ),
            ),
            photo=PhotoOnFile(id="p-1", taken=date(2020, 1, 2)),
        ),
    )


@pytest.mark.parametrize(
    ("wire", "field", "value"),
    [
        ({"NgayHHGPLX": None}, "expires", None),
        ({"NgayHHGPLX": "99991231"}, "expires", None),
        ({"NgayTTGPLX": None}, "passed", None),
        ({"SoSeri": ""}, "serial", None),
        ({"LoaiThe": "GIAY"}, "card", "paper"),
        ({"NguonCap": "CA"}, "issuer", "police"),
        ({"NguonCap": "QD"}, "issuer", "military"),
        ({"NguonCap": "NN"}, "issuer", "foreign"),
        ({"TrangThai": "DA_DOI"}, "state", "exchanged"),
        ({"TrangThai": "THU_HOI"}, "state", "revoked"),
    ],
)
def test_codes_and_days_of_a_licence(outside: Outside, register: HttpLicenceRegister, wire, field, value):
    outside.will_answer(with_licence(**wire))

    assert getattr(find(register).persons[0].licences[0], field) == value


def test_nobody_and_a_person_without_anything_are_answers(outside: Outside, register: HttpLicenceRegister):
    bare = deepcopy(ENTRY) | {"licences": [], "photo": None}
    del bare["person"]["SO_CMND_CU"]
    outside.will_answer({"persons": []}, {"persons": [bare]})

    assert find(register).persons == ()
    [person] = find(register).persons
    assert (person.old_identity_number, person.licences, person.photo) == (None, (), None)


@pytest.mark.parametrize(
    "reply",
    [
        {},
        {"persons": None},
        {"persons": [{"person": ENTRY["person"]}]},
        with_licence(TrangThai="CHUA_RO"),
        with_licence(NgayCapGPLX="2012-03-01"),
        {"persons": [ENTRY | {"photo": {"taken": "20200102", "path": "/photos/.."}}]},
        {"persons": [ENTRY | {"photo": {"taken": "20200102", "path": "p?x=http:"}}]},
    ],
)
def test_what_cannot_be_read_is_no_answer(outside: Outside, register: HttpLicenceRegister, reply):
    outside.will_answer(reply)

    with pytest.raises(TryLater, match="cannot be read"):
        find(register)


def test_a_photo_is_fetched_by_its_id_and_must_be_a_jpeg(outside: Outside, register: HttpLicenceRegister):
    outside.will_answer(b"\xff\xd8\xff\xe0picture", b"<html>")

    assert register.photo(FetchPhoto(id="p-1")).jpeg == b"\xff\xd8\xff\xe0picture"
    assert (outside.asked[0].method, outside.asked[0].path) == ("GET", "/base/photos/p-1")
    with pytest.raises(TryLater):
        register.photo(FetchPhoto(id="p-1"))


def test_a_new_licence_is_written(outside: Outside, register: HttpLicenceRegister):
    outside.will_answer({"SoGPLX": "010120000001", "TrangThai": "DA_CAP"})

    assert register.issue(ISSUE) == IssuedLicence(number="010120000001")
    assert outside.asked[0].path == "/base/issue"
    assert outside.bodies() == [
        {
            "request": "r-1",
            "MaHoSo": "000.00.99.H26-210927-0001",
            "SoGPLXCu": "010120000001",
            "HangGPLX": "B2",
            "NgayCap": "20210930",
            "NgayHH": "20310930",
            "SoSeri": "BB000002",
            "HoVaTen": "TRẦN THỬ NGHIỆM",
            "NgaySinh": "19850412",
            "SoCMT": "001085000001",
        }
    ]


def test_a_licence_that_it_wrote_before_is_success(outside: Outside, register: HttpLicenceRegister):
    outside.will_answer({"SoGPLX": "010120000001", "TrangThai": "DA_CAP", "DaCo": True})

    with pytest.raises(AlreadyDone) as caught:
        register.issue(ISSUE)

    assert caught.value.answer == IssuedLicence(number="010120000001")


def test_a_licence_in_another_state_than_written_is_no_success(outside: Outside, register: HttpLicenceRegister):
    outside.will_answer(Answer({"SoGPLX": "010120000001", "TrangThai": "CHO"}))

    with pytest.raises(TryLater):
        register.issue(ISSUE)


def test_a_person_of_unknown_sex_is_a_person(outside: Outside, register: HttpLicenceRegister):
    outside.will_answer({"persons": [ENTRY | {"person": ENTRY["person"] | {"GioiTinh": "U"}}]})

    assert find(register).persons[0].sex is None
