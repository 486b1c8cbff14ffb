"""The pilot's rules and the house's about the same person."""

import pytest

from gplx.conf.bench.reach.ways import Way, house, pilot
from tests.conf.reach.conftest import CCCD, CMND, DAY, FACILITY, Told

CONNECTED = frozenset({FACILITY})
OLD_IN_REGISTER = {"register": {"person": {"SoCMT": CMND}}}


@pytest.mark.parametrize(
    ("changed", "stops"),
    [
        ({}, ()),
        ({"phoneRegisteredUnder": CMND}, ("number_of_phone",)),
        ({"phoneRegisteredUnder": None}, ("number_of_phone",)),
        (OLD_IN_REGISTER, ("number_in_register",)),
        (OLD_IN_REGISTER | {"phoneRegisteredUnder": CMND}, ("number_in_register", "number_of_phone")),
        (OLD_IN_REGISTER | {"phoneRegisteredUnder": CMND, "claims": {"SoCMND": CMND}}, ()),
        (OLD_IN_REGISTER | {"claims": {"SoCMND": CMND}}, ("number_of_phone",)),
        ({"register": {"person": {"SoCMT": CMND, "SO_CMND_CU": CCCD}}}, ("number_in_register",)),
        ({"register": None}, ("number_in_register",)),
        ({"claims": {"ThuongTru": "Số 1 đường Hà Nội, tỉnh Hà Nam"}}, ()),
        ({"claims": {"ThuongTru": "Số 1 đường Hà Nội, tỉnh Nghệ An"}}, ("province",)),
        ({"claims": {"ThuongTru": None}}, ("province",)),
        ({"violations": {"police": None}}, ("no_data",)),
        ({"phoneRegisteredUnder": None, "violations": {"police": None}}, ("number_of_phone", "no_data")),
    ],
)
def test_the_pilot_asked_for_one_number_everywhere(person: Told, changed: dict, stops: tuple[str, ...]) -> None:
    assert pilot(person(**changed), on=DAY, connected=CONNECTED).stops == stops


@pytest.mark.parametrize(
    ("changed", "needs"),
    [({}, ()), ({"certificates": [{"IDBENHVIEN": "01920"}]}, ("exam",)), ({"certificates": []}, ("exam",))],
)
def test_the_pilot_saw_ten_facilities_alone(person: Told, changed: dict, needs: tuple[str, ...]) -> None:
    assert pilot(person(**changed), on=DAY, connected=CONNECTED) == Way(needs=needs)


@pytest.mark.parametrize(
    ("changed", "way"),
    [
        ({}, Way()),
        ({"phoneRegisteredUnder": None}, Way()),
        ({"claims": {"ThuongTru": "tỉnh Nghệ An"}}, Way()),
        ({"violations": {"police": None, "inspectorate": None}}, Way()),
        ({"certificates": [{"IDBENHVIEN": "40920"}]}, Way()),
        ({"certificates": []}, Way(needs=("exam",))),
        (OLD_IN_REGISTER, Way(needs=("qr",))),
        (OLD_IN_REGISTER | {"claims": {"SoCMND": CMND}}, Way()),
        ({"register": {"person": {"SoCMT": "087654321", "SO_CMND_CU": CCCD}}}, Way()),
        ({"register": {"person": {"SoCMT": "087654321"}}}, Way(needs=("paper",))),
        (OLD_IN_REGISTER | {"certificates": []}, Way(needs=("qr", "exam"))),
        ({"register": None}, Way(stops=("number_in_register",))),
        ({"register": {"person": {"HoVaTen": "Nguyễn Mẫu Bình"}}}, Way(stops=("another_name",))),
        ({"register": {"person": {"HoVaTen": "NGUYEN MAU AN"}}}, Way()),
        ({"register": {"person": {"NgaySinh": "19850413"}}}, Way(stops=("another_birth",))),
    ],
)
def test_the_house_takes_any_number_that_is_proven(person: Told, changed: dict, way: Way) -> None:
    assert house(person(**changed), on=DAY) == way


@pytest.mark.parametrize(
    "qr",
    [
        f"{CCCD}|{CMND}|Trần Thử Bình|12041985|Nam|Hà Nội|11012021",
        f"{CCCD}|{CMND}|Nguyễn Mẫu An|13041985|Nam|Hà Nội|11012021",
        f"001085000009|{CMND}|Nguyễn Mẫu An|12041985|Nam|Hà Nội|11012021",
    ],
)
def test_the_card_of_somebody_else_proves_nothing(person: Told, qr: str) -> None:
    assert house(person(**OLD_IN_REGISTER, qr=qr), on=DAY) == Way(needs=("paper",))


def test_everybody_whom_the_pilot_took_finishes_here_unless_the_name_differs(person: Told) -> None:
    for changed in ({}, {"certificates": []}, OLD_IN_REGISTER | {"claims": {"SoCMND": CMND}}):
        assert not house(person(**changed), on=DAY).stops
