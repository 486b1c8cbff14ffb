"""The portal's shared catalogues, as far as driving licences need them."""

from typing import Any

from sandbox.people.provinces import provinces

PROCEDURES = {
    "1.002809": "Đổi Giấy phép lái xe do ngành Giao thông vận tải cấp",
    "1.002820": "Cấp lại Giấy phép lái xe",
    "1.002835": "Cấp mới Giấy phép lái xe",
}
DOMAINS = [{"MALINHVUC": "G04-DB", "TENLINHVUC": "Đường bộ", "MANGANH": "G04"}]


def procedures() -> list[dict[str, str]]:
    return [{"MATTHC": code, "TENTTHC": name} for code, name in PROCEDURES.items()]


def agencies() -> list[dict[str, str]]:
    ministry = {"MADONVI": "000.00.00.G04", "TENDONVI": "Bộ Giao thông vận tải", "CAPDONVI": "1"}
    local = [
        {"MADONVI": each.agency_code, "TENDONVI": f"Ủy ban nhân dân {each.title}", "CAPDONVI": "1"}
        for each in provinces()
    ]
    return [ministry, *local]


def procedure(*, code: str) -> list[dict[str, Any]]:
    """One procedure with its papers, times and fee; an empty list where the code is unknown."""
    if code not in PROCEDURES:
        return []
    fee = [{"MAPHILEPHI": "1", "SOTIEN": "135000", "DONVI": "đồng", "MOTA": "Lệ phí cấp GPLX"}]
    time = [{"THOIGIANGIAIQUYET": "5", "DONVITINH": "Ngày làm việc", "MOTA": "", "PHILEPHI": fee}]
    papers = (
        ("M.1", "Đơn đề nghị đổi GPLX"),
        ("M.2", "Giấy khám sức khỏe của người lái xe"),
        ("M.3", "Bản sao GPLX"),
        ("M.4", "Ảnh chân dung"),
        ("M.5", "Giấy xác nhận số CMND"),
    )
    return [
        {
            "MATTHC": code,
            "TENTTHC": PROCEDURES[code],
            "MACOQUANCONGBO": "000.00.00.G04",
            "TRANGTHAI": "1",
            "YEUCAU": "",
            "LINHVUCTHUCHIEN": [{"MALINHVUC": "G04-DB", "TENLINHVUC": "Đường bộ"}],
            "TRINHTUTHUCHIEN": [{"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": "Nộp hồ sơ trực tuyến"}]}],
            "CACHTHUCTHUCHIEN": [{"KENH": kind, "THOIGIAN": time} for kind in ("1", "2", "3")],
            "DOITUONGTHUCHIEN": [{"TENDOITUONG": "Công dân Việt Nam"}],
            "KETQUATHUCHIEN": [{"MAKETQUA": "KQ.G04.000001", "TENKETQUA": "Giấy phép lái xe"}],
            "CANCUPHAPLY": [{"SOVANBAN": "12/2017/TT-BGTVT", "TENVANBAN": "Thông tư 12/2017/TT-BGTVT"}],
            "COQUANTHUCHIEN": [{"MADONVI": "000.00.00.G04", "TENDONVI": "Bộ Giao thông vận tải"}],
            "THANHPHANHOSO": [
                {"GIAYTO": [{"MAGIAYTO": c, "TENGIAYTO": n, "TENMAUDON": "", "URL": ""}]} for c, n in papers
            ],
        }
    ]
