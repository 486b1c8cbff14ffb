"""*Clear*, *hold* and *no answer* are three different things."""

from datetime import date

import pytest

from gplx.registers.errors import Never, TryLater
from gplx.registers.http_client import Address
from gplx.registers.violations_http import HttpViolationsRegister
from gplx.registers.violations_record import FindViolations, FoundViolations, Violation
from tests.registers.outside import Outside

SEIZED = {
    "SoBienBan": "BB-THU-0001",
    "Ngay": "20210901",
    "CoQuan": "Đội CSGT số 0",
    "HanhVi": "Vượt đèn đỏ",
    "BienPhap": "TAM_GIU",
    "TuNgay": "20210901",
    "DenNgay": None,
    "SoTien": 4000000,
    "NgayNop": None,
    "TrangThai": "DANG_AP_DUNG",
    "SoGPLX": "010120000001",
    "HangGPLX": "B2",
}


@pytest.fixture
def police(outside: Outside) -> HttpViolationsRegister:
    return HttpViolationsRegister("police", Address(url=outside.url))


def find(register: HttpViolationsRegister) -> FoundViolations:
    return register.find(FindViolations(numbers=("001085000001", "010000001"), born=date(1985, 4, 12)))


def test_a_seized_licence(outside: Outside, police: HttpViolationsRegister):
    outside.will_answer({"records": [SEIZED]})

    assert find(police).records == (
        Violation(
            minutes_number="BB-THU-0001",
            noted=date(2021, 9, 1),
            agency="Đội CSGT số 0",
            behaviour="Vượt đèn đỏ",
            kind="seized",
            since=date(2021, 9, 1),
            until=None,
            fine=4_000_000,
            paid=None,
            active=True,
            licence_number="010120000001",
            licence_class="B2",
        ),
    )
    assert outside.bodies() == [{"numbers": ["001085000001", "010000001"], "born": "19850412"}]


@pytest.mark.parametrize(
    ("wire", "kind", "active"),
    [
        ({}, "seized", True),
        ({"TrangThai": "DA_XONG"}, "seized", False),
        ({"BienPhap": "TUOC", "DenNgay": "20211130"}, "stripped", True),
        ({"BienPhap": "PHAT"}, "unpaid_fine", True),
        ({"BienPhap": "PHAT", "NgayNop": "20210910"}, "unpaid_fine", False),
        ({"BienPhap": "TAM_GIU", "NgayNop": "20210910"}, "seized", True),
        ({"BienPhap": "CHUA_XU_LY"}, "unresolved", True),
    ],
)
def test_measures_and_whether_they_hold(outside: Outside, police: HttpViolationsRegister, wire, kind, active):
    outside.will_answer({"records": [SEIZED | wire]})

    [record] = find(police).records

    assert (record.kind, record.active) == (kind, active)


def test_no_record_means_clear(outside: Outside, police: HttpViolationsRegister):
    outside.will_answer({"records": []})

    assert find(police) == FoundViolations(records=())


@pytest.mark.parametrize("wire", [{"BienPhap": "CAM_XUAT_CANH"}, {"BienPhap": ""}, {"TrangThai": "TAM_DINH_CHI"}])
def test_an_unknown_measure_or_state_is_never_read_as_clear(outside: Outside, police: HttpViolationsRegister, wire):
    outside.will_answer({"records": [SEIZED | wire]})

    with pytest.raises(Never, match="not known here: ask the agency in writing"):
        find(police)


@pytest.mark.parametrize("reply", [{}, [], {"records": None}, {"records": {}}, {"records": [{}]}, {"error": "…"}])
def test_no_readable_answer_is_never_read_as_clear(outside: Outside, police: HttpViolationsRegister, reply):
    outside.will_answer(reply)

    with pytest.raises(TryLater):
        find(police)


def test_the_inspectorate_is_named_by_its_own_name(outside: Outside):
    outside.will_answer({})

    with pytest.raises(TryLater, match=r"^inspectorate answered"):
        find(HttpViolationsRegister("inspectorate", Address(url=outside.url)))
