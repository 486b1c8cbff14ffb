"""Licence register, health database and violation files, as a partner meets them."""

import base64
import hashlib
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

FIND = ("/licences/find", "/health/find", "/police/find", "/inspectorate/find")


def register(world, *numbers):
    return world.post("/licences/find", json={"numbers": list(numbers)}).json()["persons"]


@pytest.mark.parametrize("path", FIND)
@pytest.mark.parametrize("sent", [b"{", b"[]", b"{}", b'{"numbers":[]}', b'{"numbers":[1]}', b'{"numbers":"1"}'])
def test_a_malformed_look_up_is_refused_in_words(world, path, sent):
    answer = world.post(path, content=sent)
    assert answer.status_code == 400 and answer.json()["error"].endswith(".")


def test_the_register_answers_for_the_number_in_its_own_record(world, citizen):
    person = citizen("all_green")
    (found,) = register(world, person["cccd"])
    assert found["person"] | {"SO_CMND_CU": None} == {
        "SoCMT": person["cccd"],
        "SO_CMND_CU": None,
        "HoVaTen": person["name"],
        "NgaySinh": person["born"].replace("-", ""),
        "GioiTinh": person["sex"],
        "NoiTT": person["address"],
        "NoiTT_MaDVHC": found["person"]["NoiTT_MaDVHC"],
        "MaQuocTich": "VNM",
    }
    (licence,) = found["licences"]
    assert (licence["SoGPLX"], licence["HangGPLX"], licence["TrangThai"]) == (person["licences"][0], "B2", "HIEU_LUC")
    assert register(world, licence["SoGPLX"]) == [found] == register(world, licence["SoGPLX"], person["cccd"])


def test_a_record_under_the_old_number_is_not_found_by_the_new_one(world, citizen):
    person = citizen("old_cmnd")
    assert register(world, person["cccd"]) == []
    (found,) = register(world, person["cccd"], person["cmnd"])
    assert (found["person"]["SoCMT"], found["person"]["SO_CMND_CU"]) == (person["cmnd"], None)


def test_who_is_not_in_the_register_is_not_found_by_any_number(world, citizen):
    person = citizen("not_in_register")
    assert register(world, person["cccd"], person["cmnd"], *person["licences"]) == []


@pytest.mark.parametrize(("kind", "source"), [("military", "QD"), ("police", "CA"), ("foreign", "NN")])
def test_cards_of_other_issuers_say_so(world, citizen, kind, source):
    assert register(world, citizen(kind)["cccd"])[0]["licences"][0]["NguonCap"] == source


def test_a_motorcycle_licence_has_no_end(world, citizen):
    assert register(world, citizen("motorbike")["cccd"])[0]["licences"][0]["NgayHHGPLX"] is None


def test_the_photo_is_a_portrait_of_three_by_four(world, citizen):
    photo = citizen("all_green")["register"]["photo"]
    answer = world.get(photo["path"])
    assert answer.headers["content-type"] == "image/jpeg"
    assert Image.open(BytesIO(answer.content)).size == (600, 800)
    other = world.get(citizen("seized")["register"]["photo"]["path"])
    assert other.content != answer.content


@pytest.mark.parametrize("name", ["p0000000", "x", "094078004299"])
def test_a_photo_that_is_not_there(world, name):
    assert world.get(f"/licences/photos/{name}").status_code == 404


def issue(world, person, **changes):
    sent = {
        "request": "k-1",
        "MaHoSo": "000.00.99.H26-210927-0001",
        "SoGPLXCu": person["licences"][0],
        "HangGPLX": "B2",
        "NgayCap": "20211001",
        "NgayHH": "20311001",
        "SoSeri": "ZZ000001",
        "HoVaTen": person["name"],
        "NgaySinh": person["born"].replace("-", ""),
        "SoCMT": person["cccd"],
    }
    return world.post("/licences/issue", json=sent | changes)


def test_issuing_keeps_the_number_and_ends_the_old_card(world, citizen):
    person = citizen("old_cmnd")
    assert issue(world, person).json() == {"SoGPLX": person["licences"][0], "TrangThai": "DA_CAP", "DaCo": False}
    (found,) = register(world, person["cccd"])
    assert (found["person"]["SoCMT"], found["person"]["SO_CMND_CU"]) == (person["cccd"], person["cmnd"])
    cards = [(each["SoSeri"], each["NgayHHGPLX"], each["TrangThai"]) for each in found["licences"]]
    old = person["register"]["licences"][0]
    assert cards == [("ZZ000001", "20311001", "HIEU_LUC"), (old["SoSeri"], old["NgayHHGPLX"], "DA_DOI")]
    assert register(world, person["cmnd"]) == [found]


def test_the_same_key_issues_once(world, citizen):
    person = citizen("all_green")
    first = issue(world, person).json()
    assert issue(world, person).json() == first | {"DaCo": True}
    assert len(register(world, person["cccd"])[0]["licences"]) == 2


def test_a_paper_card_gets_a_number_for_life(world, citizen):
    person = citizen("paper_card")
    number = issue(world, person).json()["SoGPLX"]
    assert len(number) == 12 and number.endswith(person["licences"][0][1:])
    assert register(world, number)[0]["licences"][0]["LoaiThe"] == "PET"


@pytest.mark.parametrize(
    "change",
    [
        {"SoGPLXCu": "000000000000"},
        {"NgaySinh": "19000101"},
        {"NgayCap": "2021-10-01"},
        {"NgayHH": "20311301"},
        {"HangGPLX": "Z"},
        {"SoSeri": "Z1"},
        {"SoCMT": "12"},
        {"request": ""},
        {"HoVaTen": None},
    ],
)
def test_a_wrong_issue_is_refused_and_changes_nothing(world, citizen, change):
    person = citizen("all_green")
    answer = issue(world, person, **change)
    assert (answer.status_code, answer.json()["TrangThai"]) == (422, "TU_CHOI") and answer.json()["LyDo"]
    assert register(world, person["cccd"]) == [person["register"]]


def test_an_exchanged_card_is_not_exchanged_again(world, citizen):
    person = citizen("paper_card")
    issue(world, person)
    assert issue(world, person, request="k-2").status_code == 422


def exams(world, *numbers):
    return world.post("/health/find", json={"numbers": list(numbers)}).json()["certificates"]


def test_an_exam_is_found_under_the_number_that_the_clinic_took(world, citizen):
    person = citizen("all_green")
    (exam,) = exams(world, person["cccd"], person["cmnd"])
    born = date.fromisoformat(person["born"])
    assert (exam["HOTEN"], exam["NGAYSINH"], exam["GIOITINHVAL"]) == (person["name"], f"{born:%d/%m/%Y}", "0")
    assert (exam["HANGBANGLAI"], exam["KETLUAN"], exam["STATE"]) == ("B2", "A0-1", "ADD")
    assert exams(world, person["cmnd"]) == [] == exams(world, *citizen("no_exam")["licences"])


@pytest.mark.parametrize(
    ("kind", "expected"), [("exam_unfit", ("A0-2", "B2")), ("exam_other_class", ("A0-1", "A1")), ("no_exam", None)]
)
def test_exams_that_do_not_help(world, citizen, kind, expected):
    found = exams(world, citizen(kind)["cccd"])
    assert [(exam["KETLUAN"], exam["HANGBANGLAI"]) for exam in found] == ([expected] if expected else [])


def test_an_exam_is_added_edited_and_removed_for_a_test(world, citizen):
    number = citizen("no_exam")["cccd"]
    world.put(f"/_sandbox/health/{number}", json={})
    assert [(e["NGAYKETLUAN"], e["STATE"], e["SOCMND_PASSPORT"]) for e in exams(world, number)] == [
        ("27/09/2021", "ADD", number)
    ]
    world.put(f"/_sandbox/health/{number}", json={"KETLUAN": "A0-2"})
    assert [(exam["KETLUAN"], exam["STATE"]) for exam in exams(world, number)] == [("A0-2", "EDIT")]
    world.put(f"/_sandbox/health/{number}", json={"remove": True})
    assert exams(world, number) == []
    assert world.put("/_sandbox/health/000000000", json={}).status_code == 400


CERTIFICATE = {
    "SO": "00001/GKSKLX/34001/21",
    "HOTEN": "Nguyễn Mẫu An",
    "GIOITINHVAL": "0",
    "NGAYSINH": "12/04/1985",
    "DIACHITHUONGTRU": "Số 1 đường Thử Nghiệm",
    "MATINH_THUONGTRU": "01",
    "MAHUYEN_THUONGTRU": "901",
    "MAXA_THUONGTRU": "90010",
    "SOCMND_PASSPORT": "001085999999",
    "NGAYTHANGNAMCAPCMND": "01/03/2021",
    "NOICAP": "Cục mẫu",
    "IDBENHVIEN": "34001",
    "BENHVIEN": "Bệnh viện Mẫu",
    "NONGDOCON": "0",
    "DVINONGDOCON": "0",
    "MATUY": "0",
    "NGAYKETLUAN": "27/09/2021",
    "BACSYKETLUAN": "Bác sĩ Mẫu",
    "KETLUAN": "A0-1",
    "HANGBANGLAI": "B2",
    "STATE": "ADD",
    "SIGNDATA": base64.b64encode(b"<root/>").decode(),
}
FACILITY = {"Username": "gplx", "Password": hashlib.md5(b"gplx-practice", usedforsecurity=False).hexdigest()}


def submit(world, headers=FACILITY, **changes):
    return world.post("/health/api/hssk/gksk", json=CERTIFICATE | changes, headers=headers).json()


def test_a_facility_submits_edits_and_cannot_add_twice(world):
    answer = submit(world)
    assert (answer["MSG_STATE"], answer["SO"]) == ("1", CERTIFICATE["SO"]) and answer["UUID"]
    assert submit(world)["MSG_STATE"] == "0"
    assert submit(world, HANGBANGLAI="C")["MSG_STATE"] == "1"
    assert submit(world, STATE="EDIT", KETLUAN="A0-2")["MSG_STATE"] == "1"
    found = exams(world, CERTIFICATE["SOCMND_PASSPORT"])
    assert [(exam["HANGBANGLAI"], exam["KETLUAN"]) for exam in found] == [("B2", "A0-2"), ("C", "A0-1")]
    assert all("SIGNDATA" not in exam for exam in found)


@pytest.mark.parametrize(
    "change",
    [
        {"HOTEN": ""},
        {"GIOITINHVAL": "M"},
        {"NGAYSINH": "1985-04-12"},
        {"KETLUAN": "A1-0"},
        {"HANGBANGLAI": "B9"},
        {"SO": "1/GKSKLX/34001/21"},
        {"IDBENHVIEN": "34002"},
        {"SIGNDATA": "không phải base64"},
        {"STATE": "EDIT"},
        {"MATUY": 0},
    ],
)
def test_a_wrong_submission_is_refused_and_not_kept(world, change):
    answer = submit(world, **change)
    assert answer["MSG_STATE"] == "0" and answer["MSG_TEXT"]
    assert exams(world, CERTIFICATE["SOCMND_PASSPORT"]) == []


@pytest.mark.parametrize("headers", [{}, FACILITY | {"Password": "gplx-practice"}, FACILITY | {"Username": "x"}])
def test_a_facility_must_be_known(world, headers):
    assert submit(world, headers=headers)["MSG_TEXT"] == "Sai tên đăng nhập hoặc mật khẩu"


def records(world, person, *numbers, born=None):
    sent = {"numbers": list(numbers) or [person["cccd"]], "born": born or person["born"].replace("-", "")}
    return [r for s in ("police", "inspectorate") for r in world.post(f"/{s}/find", json=sent).json()["records"]]


@pytest.mark.parametrize(("kind", "measure"), [("seized", "TAM_GIU"), ("stripped", "TUOC"), ("unpaid_fine", "PHAT")])
def test_a_measure_is_found_by_every_number_of_the_person(world, citizen, kind, measure):
    person = citizen(kind)
    for number in (person["cccd"], person["cmnd"], person["licences"][0]):
        (record,) = records(world, person, number)
        assert (record["BienPhap"], record["TrangThai"], record["SoGPLX"]) == (
            measure,
            "DANG_AP_DUNG",
            person["licences"][0],
        )


def test_another_birth_date_finds_nothing(world, citizen):
    assert records(world, citizen("seized"), born="19000101") == []
    asked = {"numbers": ["094078004299"], "born": "1978-11-28"}
    assert world.post("/police/find", json=asked).status_code == 400


def test_the_clear_are_clear(world, citizen):
    assert records(world, citizen("all_green")) == []


@pytest.mark.parametrize("system", ["police", "inspectorate"])
def test_records_are_replaced_for_a_test(world, citizen, system):
    person = citizen("all_green")
    path = f"/_sandbox/violations/{system}/{person['cccd']}"
    put = world.put(path, json={"records": [{"BienPhap": "TUOC", "TuNgay": "20210901", "DenNgay": "20211101"}]})
    (record,) = records(world, person)
    assert put.json()["records"] == [record]
    assert (record["BienPhap"], record["TrangThai"], record["SoTien"]) == ("TUOC", "DANG_AP_DUNG", None)
    world.put(path, json={"records": []})
    assert records(world, person) == []


@pytest.mark.parametrize("body", [{}, {"records": [{}]}, {"records": [{"BienPhap": "PHAT", "x": 1}]}, {"records": 1}])
def test_a_malformed_record_is_refused(world, citizen, body):
    person = citizen("all_green")
    assert world.put(f"/_sandbox/violations/police/{person['cccd']}", json=body).status_code == 400
    assert records(world, person) == []
