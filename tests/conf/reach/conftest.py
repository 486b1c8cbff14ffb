"""One person for whom all is well, to be changed in one thing; and the practice world in this process."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import httpx
import msgspec
import pytest

from gplx.conf.bench.reach.people import Row, Someone, someone
from sandbox.app import create
from tests.sandbox.conftest import ENV, InProcess

DAY = date(2021, 9, 27)
CCCD, CMND = "001085000001", "012345678"
NAME = "Nguyễn Mẫu An"
FACILITY = "01901"
ROW: dict[str, Any] = {
    "claims": {
        "sub": "t-1",
        "TechID": "t-1",
        "LoaiTaiKhoan": "1",
        "SoDinhDanh": CCCD,
        "HoVaTen": NAME,
        "NgayThangNamSinh": "19850412",
        "GioiTinh": "Nam",
        "ThuongTru": "Số 1 đường Thử Nghiệm 1, phường Mẫu 1, quận Mẫu 1, thành phố Hà Nội",
    },
    "phoneRegisteredUnder": CCCD,
    "qr": f"{CCCD}|{CMND}|{NAME}|12041985|Nam|Hà Nội|11012021",
    "lost": False,
    "register": {
        "person": {
            "SoCMT": CCCD,
            "SO_CMND_CU": None,
            "HoVaTen": NAME,
            "NgaySinh": "19850412",
            "GioiTinh": "M",
            "NoiTT": "Hà Nội",
            "NoiTT_MaDVHC": "01901",
            "MaQuocTich": "VNM",
        },
        "licences": [
            {
                "SoGPLX": "010111000001",
                "SoSeri": "AB000001",
                "HangGPLX": "B2",
                "NgayCapGPLX": "20111101",
                "NgayHHGPLX": "20211101",
                "NgayTTGPLX": "20111001",
                "NoiCapGPLX": "01",
                "CoQuanQLGPLX": "01",
                "LoaiThe": "PET",
                "NguonCap": "GTVT",
                "TrangThai": "HIEU_LUC",
            }
        ],
        "photo": None,
    },
    "certificates": [
        {
            "SO": f"00001/GKSKLX/{FACILITY}/21",
            "HOTEN": NAME,
            "GIOITINHVAL": "0",
            "NGAYSINH": "12/04/1985",
            "SOCMND_PASSPORT": CCCD,
            "IDBENHVIEN": FACILITY,
            "BENHVIEN": "Bệnh viện Mẫu",
            "MATUY": "0",
            "NGAYKETLUAN": "01/09/2021",
            "KETLUAN": "A0-1",
            "HANGBANGLAI": "B2",
        }
    ],
    "violations": {"police": [], "inspectorate": []},
}
MINUTES = {
    "SoBienBan": "1/BB",
    "Ngay": "20210901",
    "CoQuan": "Phòng CSGT",
    "HanhVi": "Chạy quá tốc độ",
    "BienPhap": "TAM_GIU",
    "TrangThai": "DANG_AP_DUNG",
    "TuNgay": "20210902",
}

Told = Callable[..., Someone]


def laid_over(base: Any, change: Any) -> Any:
    """``change`` laid over ``base``: objects field by field, a list over a list item by item where both have one; else it replaces."""
    if isinstance(base, dict) and isinstance(change, dict):
        return base | {name: laid_over(base.get(name), value) for name, value in change.items()}
    if isinstance(base, list) and isinstance(change, list) and len(base) == len(change):
        return [laid_over(*pair) for pair in zip(base, change, strict=True)]
    return change


@pytest.fixture
def person() -> Told:
    """The person, with some of what is known of them told otherwise."""

    def told(**changes: Any) -> Someone:
        return someone(msgspec.convert(laid_over(ROW, changes), Row))

    return told


@pytest.fixture(scope="session")
def world() -> Iterator[httpx.Client]:
    """The first 3,000 people of the practice world: three blocks in which every kind has its share."""
    app = create(people=3000, env=ENV, tick=0)
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox.test") as client:
        yield client
