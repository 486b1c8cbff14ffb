"""A dossier as a portal sends it, for tests of what becomes of it."""

from itertools import count
from typing import Any

_numbers = count(1)
TOKEN = "token-of-the-portal"
FILED = "/VXPAdapter/RestService/forward/nhanhsdvcqg"


def message(**changed: Any) -> dict[str, Any]:
    """A good one, of a person and licence of its own, without files; ``None`` leaves a field out."""
    number = next(_numbers)
    told = {
        "MaHoSo": f"000.00.00.H26-210927-{number:05d}",
        "MaTTHC": "1.002809.000.00.00.H26",
        "MaCoQuanThucHien": "H26",
        "MaDoiTuong": f"cong-{number}",
        "ChuHoSo": "Nguyễn Thử Cổng",
        "NgaySinh": "19850412",
        "GioiTinh": "0",
        "DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": f"001085{number:06d}"}],
        "DiaChi": "3 phố Thử, Hà Nội",
        "SoDienThoai": "0900000003",
        "Email": "cong@example.vn",
        "NgayNopHoSo": "20210927080000",
        "HinhThuc": "1",
        "DiaChiNhanKetQua": "3 phố Thử, Hà Nội",
        "SoGPLX": f"01085{number:07d}",
        "HangGPLX": "B2",
        "NgayCapGPLX": "20120301",
        "NgayHetHanGPLX": "20220301",
        "TaiLieuNop": [],
    }
    return {name: said for name, said in (told | changed).items() if said is not None}


def file(component: str = "photo", **said: str) -> dict[str, str]:
    """A file of a message."""
    return {"TepDinhKemId": "t-1", "TenTepDinhKem": "tep.jpg", "MaThanhPhanHoSo": component, **said}
