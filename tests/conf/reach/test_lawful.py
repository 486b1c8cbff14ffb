"""What the law itself says, told from the law by what the service makes of it."""

from datetime import date

import pytest

from gplx.conf.bench.reach.lawful import elsewhere, exam_owed, licence_of
from tests.conf.reach.conftest import DAY, MINUTES, Told


def a_licence(**changed: object) -> dict:
    return {"licences": [changed]}


def test_the_law_lets_one_exchange_for_whom_all_is_well(person: Told) -> None:
    assert elsewhere(person(), on=DAY) is None
    assert not exam_owed(person(), on=DAY, certificates=person().certificates)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"lost": True}, "lost"),
        ({"register": None}, "card_not_in_register"),
        ({"register": a_licence(NguonCap="QD")}, "issued_by_military"),
        ({"register": a_licence(NguonCap="CA")}, "issued_by_police"),
        ({"register": a_licence(NguonCap="NN")}, "issued_abroad"),
        ({"register": a_licence(NgayHHGPLX="20210628")}, None),
        ({"register": a_licence(NgayHHGPLX="20210627")}, "overdue_theory"),
        ({"register": a_licence(NgayHHGPLX="20200927")}, "overdue_theory_practice"),
        ({"register": a_licence(TrangThai="DA_DOI")}, "card_not_in_register"),
        ({"register": a_licence(NgayCapGPLX="19840101")}, "card_not_in_register"),
        ({"violations": {"police": [MINUTES]}}, "hold_seized"),
        ({"violations": {"inspectorate": [MINUTES | {"BienPhap": "TUOC", "DenNgay": "20210927"}]}}, "hold_stripped"),
        ({"violations": {"police": [MINUTES | {"BienPhap": "TUOC", "DenNgay": "20210926"}]}}, None),
        ({"violations": {"police": [MINUTES | {"TrangThai": "DA_XONG"}]}}, None),
        ({"violations": {"police": [MINUTES | {"BienPhap": "PHAT", "SoTien": 4_000_000}]}}, None),
        ({"violations": {"police": None, "inspectorate": None}}, None),
        ({"certificates": [{"KETLUAN": "A0-2"}]}, "unfit"),
        ({"certificates": [{"KETLUAN": "A0-2", "HOTEN": "Trần Thử Bình"}]}, None),
        ({"certificates": []}, None),
    ],
)
def test_whom_the_law_sends_elsewhere(person: Told, changed: dict, code: str | None) -> None:
    assert elsewhere(person(**changed), on=DAY) == code


@pytest.mark.parametrize(
    ("changed", "owed"),
    [
        ({"certificates": [{}]}, False),
        ({"certificates": []}, True),
        ({"certificates": [{"NGAYKETLUAN": "27/03/2021"}]}, False),
        ({"certificates": [{"NGAYKETLUAN": "26/03/2021"}]}, True),
        ({"certificates": [{"HANGBANGLAI": "A1"}]}, True),
        ({"certificates": [{"HANGBANGLAI": "C"}]}, False),
        ({"certificates": [{"NGAYSINH": "13/04/1985"}]}, True),
        ({"certificates": [{"HOTEN": "Trần Thử Bình"}]}, True),
        ({"certificates": [], "register": a_licence(HangGPLX="A1", NgayHHGPLX=None)}, False),
        ({"certificates": [], "register": None}, False),
    ],
)
def test_who_owes_an_exam(person: Told, changed: dict, owed: bool) -> None:
    one = person(**changed)
    assert exam_owed(one, on=DAY, certificates=one.certificates) is owed


def test_a_good_certificate_counts_before_a_later_one_that_will_not_do(person: Told) -> None:
    good = person().certificates[0]
    later = person(certificates=[{"HANGBANGLAI": "A1", "NGAYKETLUAN": "20/09/2021"}]).certificates[0]
    assert not exam_owed(person(), on=DAY, certificates=(later, good))
    assert exam_owed(person(), on=DAY, certificates=(later,))


def test_of_two_licences_the_one_that_ends_first_is_exchanged(person: Told) -> None:
    one = person().record.licences[0]
    two = person(
        register={"licences": [{"SoGPLX": "010111000002", "HangGPLX": "A1", "NgayHHGPLX": None}]}
    ).record.licences[0]
    held = person()
    both = type(held)(
        **{name: getattr(held, name) for name in held.__struct_fields__ if name != "record"},
        record=type(held.record)(
            **{name: getattr(held.record, name) for name in held.record.__struct_fields__ if name != "licences"},
            licences=(two, one),
        ),
    )
    assert licence_of(both) == one
    assert licence_of(person(register=None)) is None
    assert one.expires == date(2021, 11, 1)
