"""A sheet becomes the message that any clinic's software sends: every field, its twin in the XML, a signature that holds."""

import base64
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from lxml import etree
from pytest_django import Settings

from gplx.conf.settings import PRACTICE_CLINIC_KEY
from gplx.ground.clock import now
from gplx.health.exams.browser.message import fields_of, next_number, signed
from gplx.health.exams.browser.sheet import Sheet
from gplx.health.exams.fields import FIELDS
from gplx.health.exams.inspection import inspect
from gplx.health.exams.models import Exam
from gplx.health.exams.signature import UnableToTrust, verify
from gplx.offices.clinics.held_keys import ClinicKey, key_of
from gplx.offices.models import Clinic
from tests import builders
from tests.health.exams.browser.sheets import person, sheet

pytestmark = pytest.mark.django_db
NUMBER, DAY = "00001/GKSKLX/01901/21", date(2021, 9, 27)
ID = UUID("00000000-0000-4000-8000-000000000001")


@pytest.fixture
def clinic() -> Clinic:
    """A connected clinic."""
    return builders.clinic()


@pytest.fixture
def key(clinic: Clinic, settings: Settings) -> ClinicKey:
    """Its key."""
    settings.CLINIC_KEYS = [PRACTICE_CLINIC_KEY]
    return key_of(clinic, at=now())


def told(clinic: Clinic, said: Sheet | None = None, **other: Any) -> dict[str, str]:
    """The fields of a sheet."""
    named: dict[str, Any] = {"number": NUMBER, "doctor": "Nguyễn Bác Sĩ Thử", "state": "ADD", "on": DAY}
    return fields_of(said or sheet(), clinic=clinic, **named | other)


def test_every_field_of_the_format_is_there_and_no_other(clinic: Clinic) -> None:
    assert set(told(clinic)) == set(FIELDS)


def test_each_is_written_as_the_format_wants_it(clinic: Clinic) -> None:
    assert told(clinic) == {
        "SO": NUMBER,
        "HOTEN": "Nguyễn Thử Nghiệm",
        "GIOITINHVAL": "0",
        "NGAYSINH": "12/04/1985",
        "DIACHITHUONGTRU": "1 phố Thử, Hà Nội",
        "MATINH_THUONGTRU": "01",
        "MAHUYEN_THUONGTRU": "",
        "MAXA_THUONGTRU": "00000",
        "SOCMND_PASSPORT": "001085000001",
        "NGAYTHANGNAMCAPCMND": "01/03/2021",
        "NOICAP": "Cục Cảnh sát thử nghiệm",
        "IDBENHVIEN": "01901",
        "BENHVIEN": "Phòng khám Thử 01901",
        "NONGDOCON": "0",
        "DVINONGDOCON": "1",
        "MATUY": "0",
        "NGAYKETLUAN": "27/09/2021",
        "BACSYKETLUAN": "Nguyễn Bác Sĩ Thử",
        "KETLUAN": "A0-1",
        "HANGBANGLAI": "B2,C",
        "NGAYKHAMLAI": "",
        "LYDO": "",
        "TINHTRANGBENH": "",
        "STATE": "ADD",
    }


@pytest.mark.parametrize(
    ("said", "field", "written"),
    [
        (sheet(person(sex="female")), "GIOITINHVAL", "1"),
        (sheet(drugs=("opiates",)), "MATUY", "1"),
        (sheet(alcohol=Decimal("0.250")), "NONGDOCON", "0.25"),
        (sheet(alcohol=Decimal("100")), "NONGDOCON", "100"),
        (sheet(alcohol=None), "NONGDOCON", ""),
        (sheet(alcohol=None), "DVINONGDOCON", ""),
        (sheet(alcohol_unit="0"), "DVINONGDOCON", "0"),
        (sheet(conclusion="A0-3", reexamine_on=date(2021, 12, 1)), "NGAYKHAMLAI", "01/12/2021"),
        (sheet(conclusion="A0-2", reason="Thị lực kém"), "LYDO", "Thị lực kém"),
        (sheet(illness="Cận thị"), "TINHTRANGBENH", "Cận thị"),
        (sheet(person(number="B1234567")), "SOCMND_PASSPORT", "B1234567"),
    ],
)
def test_what_differs_is_written_too(clinic: Clinic, said: Sheet, field: str, written: str) -> None:
    assert told(clinic, said)[field] == written


def test_the_signed_text_has_the_order_of_the_format(clinic: Clinic, key: ClinicKey) -> None:
    message = signed(told(clinic), uuid=ID, key=key, by="bacsi.01901", at=now())
    root = etree.fromstring(base64.b64decode(message["SIGNDATA"]))
    names = [child.tag for child in root if not child.tag.startswith("{")]
    assert names == [
        "UUID",
        "CREATEDDATE",
        "USERCREATE",
        "STATUS",
        "IDBENHVIEN",
        "ACTION",
        "SO",
        "HOTEN",
        "NGAYSINH",
        "GIOITINHVAL",
        "SOCMND_PASSPORT",
        "NGAYTHANGNAMCAPCMD",
        "NOICAP",
        "ECITIZENCODE",
        "MOBILE",
        "EMAIL",
        "DIACHITHUONGTRU",
        "MATINH_THUONGTRU",
        "MAHUYEN_THUONGTRU",
        "MAXA_THUONGTRU",
        "NONGDOCON",
        "DVINONGDOCON",
        "MATUY",
        "KETLUAN",
        "HANGBANGLAI",
        "NGAYKETLUAN",
        "BACSYKETLUAN",
        "NGAYKHAMLAI",
        "LYDO",
        "TINHTRANGBENH",
    ]
    assert root[-1].tag == "{http://www.w3.org/2000/09/xmldsig#}Signature"
    assert (root.findtext("UUID"), root.findtext("USERCREATE"), root.findtext("ACTION")) == (
        str(ID),
        "bacsi.01901",
        "ADD",
    )


def test_the_gateway_finds_nothing_wrong_with_it(clinic: Clinic, key: ClinicKey) -> None:
    message = signed(told(clinic), uuid=ID, key=key, by="bacsi.01901", at=now())
    found = inspect(message, clinic=clinic, at=now())
    assert found.faults == ()
    assert found.said
    assert found.signed
    assert (found.said.classes, found.signed.algorithm, found.signed.weak) == (("B2", "C"), "RSA-SHA256", False)
    assert found.signed.fingerprint == key.certificate.fingerprint


@pytest.mark.parametrize("field", sorted(set(FIELDS) - {"STATE", "BENHVIEN", "MAHUYEN_THUONGTRU"}))
def test_no_field_can_be_changed_afterwards(clinic: Clinic, key: ClinicKey, field: str) -> None:
    message = signed(told(clinic), uuid=ID, key=key, by="bacsi.01901", at=now())
    assert inspect(message | {field: message[field] + "9"}, clinic=clinic, at=now()).faults


def test_a_changed_text_proves_nothing(clinic: Clinic, key: ClinicKey) -> None:
    message = signed(told(clinic), uuid=ID, key=key, by="bacsi.01901", at=now())
    text = base64.b64decode(message["SIGNDATA"]).replace(b"<KETLUAN>A0-1", b"<KETLUAN>A0-2")
    with pytest.raises(UnableToTrust):
        verify(base64.b64encode(text).decode())


@pytest.mark.parametrize("name", ['<Thử> & "Nghiệm"', "Nguyễn\u0303 Thử", "Nguyễn ]]> Thử"])
def test_letters_that_mean_something_in_xml_are_letters(clinic: Clinic, key: ClinicKey, name: str) -> None:
    fields = told(clinic, sheet(person(name=name)))
    message = signed(fields, uuid=ID, key=key, by="bacsi.01901", at=now())
    assert inspect(message, clinic=clinic, at=now()).of_twins == ()


# ---- numbers


def used(clinic: Clinic, number: str) -> None:
    """An exam with this number, as the clinic's software may have sent it."""
    Exam.objects.create(
        clinic=clinic,
        number=number,
        classes="B2",
        identity_number="001085000001",
        name="Nguyễn Thử",
        born=date(1985, 4, 12),
        sex="male",
        concluded=DAY,
        conclusion="A0-1",
        doctor="Bác Sĩ Thử",
        drugs=False,
        fields={},
        digest="0" * 64,
        received_at=now(),
    )


def test_the_first_of_a_year_is_one(clinic: Clinic) -> None:
    assert next_number(clinic_id=clinic.id, on=DAY) == NUMBER
    assert next_number(clinic_id=clinic.id, on=date(2022, 1, 1)) == "00001/GKSKLX/01901/22"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("00001/GKSKLX/01901/21",), "00002"),
        (("00009/GKSKLX/01901/21", "00010/GKSKLX/01901/21"), "00011"),
        (("00099/GKSKLX/01901/20",), "00001"),
        (("00099/GKSKLX/01902/21",), "00001"),
        (("AB/GKSKLX/01901/21", "00003/GKSKLX/01901/21"), "00004"),
    ],
)
def test_the_next_follows_the_last_of_the_same_clinic_and_year(
    clinic: Clinic, before: tuple[str, ...], after: str
) -> None:
    other = builders.clinic("01902")
    for number in before:
        used(other if "01902" in number else clinic, number)
    assert next_number(clinic_id=clinic.id, on=DAY) == f"{after}/GKSKLX/01901/21"
