from datetime import date
from decimal import Decimal

import pytest

from gplx.registers.errors import TryLater
from gplx.registers.health.http import HttpHealthDatabase
from gplx.registers.health.port import Certificate, FindCertificates
from gplx.registers.http_client import Address
from tests.registers.outside import Outside

RECORD = {
    "UUID": "u-1",
    "STATE": "ADD",
    "SO": "00001/GKSKLX/01001/21",
    "HOTEN": "TRẦN THỬ NGHIỆM",
    "GIOITINHVAL": "0",
    "NGAYSINH": "12/04/1985",
    "DIACHITHUONGTRU": "1 Phố Thử Nghiệm",
    "MATINH_THUONGTRU": "01",
    "MAHUYEN_THUONGTRU": "001",
    "MAXA_THUONGTRU": "00001",
    "SOCMND_PASSPORT": "001085000001",
    "NGAYTHANGNAMCAPCMND": "01/01/2020",
    "NOICAP": "Hà Nội",
    "IDBENHVIEN": "01001",
    "BENHVIEN": "Bệnh viện Thử Nghiệm",
    "NONGDOCON": "0",
    "DVINONGDOCON": "0",
    "MATUY": "0",
    "NGAYKETLUAN": "20/09/2021",
    "BACSYKETLUAN": "BS. Thử",
    "KETLUAN": "A0-1",
    "HANGBANGLAI": "B2",
    "NGAYKHAMLAI": "",
    "LYDO": "",
    "TINHTRANGBENH": "",
    "SIGNDATA": "dGVzdA==",
}


@pytest.fixture
def database(outside: Outside) -> HttpHealthDatabase:
    return HttpHealthDatabase(Address(url=outside.url))


def find(database: HttpHealthDatabase) -> tuple[Certificate, ...]:
    return database.find(FindCertificates(numbers=("001085000001",))).certificates


def test_a_certificate_as_the_facility_wrote_it(outside: Outside, database: HttpHealthDatabase):
    outside.will_answer({"certificates": [RECORD]})

    assert find(database) == (
        Certificate(
            uuid="u-1",
            number="00001/GKSKLX/01001/21",
            name="TRẦN THỬ NGHIỆM",
            sex="male",
            born=date(1985, 4, 12),
            identity_number="001085000001",
            facility_code="01001",
            facility="Bệnh viện Thử Nghiệm",
            alcohol=Decimal(0),
            alcohol_unit="mg_per_100ml_blood",
            drugs=False,
            concluded=date(2021, 9, 20),
            conclusion="A0-1",
            classes=("B2",),
            reexamine_on=None,
            reason=None,
            state="ADD",
        ),
    )
    assert outside.bodies() == [{"numbers": ["001085000001"]}]


@pytest.mark.parametrize(
    ("wire", "field", "value"),
    [
        ({"GIOITINHVAL": 1}, "sex", "female"),
        ({"GIOITINHVAL": "1"}, "sex", "female"),
        ({"MATUY": 1}, "drugs", True),
        ({"MATUY": "1"}, "drugs", True),
        ({"NONGDOCON": "0,25"}, "alcohol", Decimal("0.25")),
        ({"NONGDOCON": 0.25}, "alcohol", Decimal("0.25")),
        ({"NONGDOCON": ""}, "alcohol", None),
        ({"NONGDOCON": None}, "alcohol", None),
        ({"DVINONGDOCON": 1}, "alcohol_unit", "mg_per_litre_breath"),
        ({"DVINONGDOCON": ""}, "alcohol_unit", None),
        ({"HANGBANGLAI": "A1,B2"}, "classes", ("A1", "B2")),
        ({"HANGBANGLAI": "A1; B2 | C"}, "classes", ("A1", "B2", "C")),
        ({"KETLUAN": "A1-0"}, "conclusion", "A1-0"),
        ({"NGAYKHAMLAI": "20/03/2022"}, "reexamine_on", date(2022, 3, 20)),
        ({"LYDO": "Thị lực"}, "reason", "Thị lực"),
        ({"STATE": "EDIT"}, "state", "EDIT"),
        ({"HOTEN": "TRA\u0302\u0300N THU\u031b\u0309"}, "name", "TRẦN THỬ"),
    ],
)
def test_codes_come_as_text_and_as_numbers(outside: Outside, database: HttpHealthDatabase, wire, field, value):
    outside.will_answer({"certificates": [RECORD | wire]})

    assert getattr(find(database)[0], field) == value


@pytest.mark.parametrize(
    "wire",
    [
        {"MATUY": "2"},
        {"MATUY": ""},
        {"GIOITINHVAL": "M"},
        {"DVINONGDOCON": "9"},
        {"NONGDOCON": "some"},
        {"NGAYKETLUAN": "2021-09-20"},
        {"NGAYKETLUAN": ""},
        {"HANGBANGLAI": " , "},
        {"KETLUAN": None},
    ],
)
def test_what_cannot_be_read_is_never_taken_for_healthy(outside: Outside, database: HttpHealthDatabase, wire):
    outside.will_answer({"certificates": [RECORD | wire]})

    with pytest.raises(TryLater, match="health answered what cannot be read"):
        find(database)


def test_no_certificate_is_an_answer_but_no_list_is_not(outside: Outside, database: HttpHealthDatabase):
    outside.will_answer({"certificates": []}, {})

    assert find(database) == ()
    with pytest.raises(TryLater):
        find(database)


@pytest.mark.parametrize("joined", ["B1,B2", "B1; B2", "B1|B2", "B1/B2", "b1 b2", " B1 , B2 ,"])
def test_an_examination_for_several_classes(outside: Outside, database: HttpHealthDatabase, joined: str):
    outside.will_answer({"certificates": [RECORD | {"HANGBANGLAI": joined}]})

    assert find(database)[0].classes == ("B1", "B2")


def test_areas_without_districts_and_a_record_without_our_own_signs_are_read(
    outside: Outside, database: HttpHealthDatabase
):
    left_out = ("MAHUYEN_THUONGTRU", "UUID", "STATE")
    outside.will_answer({"certificates": [{name: said for name, said in RECORD.items() if name not in left_out}]})

    (certificate,) = find(database)
    assert (certificate.number, certificate.uuid, certificate.state) == ("00001/GKSKLX/01001/21", "", "ADD")
