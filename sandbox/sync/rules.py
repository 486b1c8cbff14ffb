"""What the portal demands of a dossier and of a progress step; each check answers with the reason for a refusal."""

import re
from typing import Any

from sandbox.wire import is_moment, web_host

Record = dict[str, Any]

AGENCY = re.compile(r"([0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.)?[GH][0-9]{2}(\.[0-9]{1,3}){0,2}")
DOSSIER = re.compile(
    r"(?:[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[GH][0-9]{2}|[GH][0-9]{2}(?:\.[0-9]{1,3}){0,2})-([0-9]{6})-[0-9]{4,6}"
)
PROCEDURE = re.compile(r"1\.0028(09|35|20)(\.[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2})?(\.[GH][0-9]{2})?")
DOMAIN = re.compile(r"[GH][0-9]{2}-[A-Z0-9]{2,10}")

FIRST = (
    "MaHoSo", "MaTTHC", "TenTTHC", "MaLinhVuc", "TenLinhVuc", "LoaiDoiTuong", "Email", "SoDienThoai",
    "TrichYeuHoSo", "NgayTiepNhan", "NgayHenTra", "TrangThaiHoSo", "HinhThuc", "DonViXuLy",
)  # fmt: skip
SECOND = (
    "KenhThucHien", "SoGiayToChuHoSo", "DinhDanhCHS", "NgayNopHoSo", "NoiNopHoSo", "HoSoCoThanhPhanSoHoa",
    "TaiKhoanDuocXacThucVoiVNeID", "DuocThanhToanTrucTuyen",
)  # fmt: skip
MAY_BE_EMPTY = ("Email", "NgayTiepNhan", "NgayHenTra")
DAYS = ("NgayNopHoSo", "NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayTuChoi", "NgayKetThucXuLy")
CODES = {
    "LoaiDoiTuong": ("1", "2", "3", "4"),
    "TrangThaiHoSo": tuple(str(code) for code in range(1, 11)),
    "HinhThuc": ("0", "1"),
    "KenhThucHien": ("1", "2", "3"),
    "NoiNopHoSo": ("1", "2"),
    "HoSoCoThanhPhanSoHoa": ("0", "1"),
    "TaiKhoanDuocXacThucVoiVNeID": ("0", "1"),
    "DuocThanhToanTrucTuyen": ("0", "1", "3"),
}
LISTS = {
    "TaiLieuNop": ("TepDinhKemId", "TenTepDinhKem", "IsDeleted", "MaThanhPhanHoSo", "DuongDanTaiTepTin"),
    "DanhSachLePhi": ("TenPhiLePhi", "MaPhiLePhi", "HinhThucThu", "Gia", "LoaiPhiLePhi"),
    "DanhSachGiayToKetQua": ("TenGiayTo", "MaThanhPhanHoSo", "GiayToId", "DuongDanTepTinKetQua"),
    "DanhSachHoSoBoSung": ("HoSoBoSungId", "NguoiYeuCauBoSung", "NoiDungBoSung", "NgayBoSung"),
    "DanhSachTepDinhKemKhac": ("TenGiayTo", "SoLuong", "LoaiGiayTo"),
    "DSKetNoiCSDL": ("MaCSDL",),
    "DinhDanhCHS": ("LoaiDinhDanh", "SoDinhDanh"),
}
COUNTS = ("SoLuong", "LoaiGiayTo")
ACCEPTED = ("2", "4", "5", "8", "9", "10")
LONGEST = {"TrichYeuHoSo": 1000, "NguoiXuLy": 50, "TenTepDinhKem": 4000, "TenGiayTo": 2000}
STEP = ("MaHoSo", "NguoiXuLy", "ThoiDiemXuLy", "NoiDungXuLy", "TrangThai")
STEP_TEXTS = ("ChucDanh", "PhongBanXuLy", "NgayBatDau", "NgayKetThucTheoQuyDinh")


def agency_fault(*, code: object) -> str | None:
    known = isinstance(code, str) and AGENCY.fullmatch(code)
    return None if known else f"madonvi không đúng cấu trúc mã định danh cơ quan: {code}"


def dossier_fault(*, dossier: object) -> str | None:
    """A dossier with KenhThucHien is of the second generation and owes that generation's fields too."""
    if not isinstance(dossier, dict):
        return "Mỗi hồ sơ phải là một đối tượng"
    names = FIRST + SECOND if "KenhThucHien" in dossier else FIRST
    return (
        _absent(dossier, names)
        or _not_text(dossier)
        or _malformed_codes(dossier)
        or _wrong_code(dossier)
        or _wrong_days(dossier, DAYS)
        or _not_received(dossier)
        or _too_long(dossier)
        or _wrong_lists(dossier)
        or _wrong_addresses(dossier)
        or _wrong_identity(dossier)
    )


def step_fault(*, step: object) -> str | None:
    if not isinstance(step, dict):
        return "Mỗi bước xử lý phải là một đối tượng"
    texts = {name: step.get(name, "") for name in STEP + STEP_TEXTS}
    if fault := _absent(step, STEP) or _not_text(texts) or _too_long(step):
        return fault
    if not _is_dossier_code(step["MaHoSo"]):
        return f"MaHoSo không đúng cấu trúc: {step['MaHoSo']}"
    if step["TrangThai"] not in CODES["TrangThaiHoSo"]:
        return f"TrangThai không hợp lệ: {step['TrangThai']}"
    return _wrong_days(step, ("ThoiDiemXuLy", "NgayBatDau", "NgayKetThucTheoQuyDinh"))


def _is_dossier_code(code: str) -> bool:
    shape = DOSSIER.fullmatch(code)
    return shape is not None and is_moment(shape[1], "%y%m%d")


def _absent(record: Record, names: tuple[str, ...]) -> str | None:
    absent = [name for name in names if name not in record or (not record[name] and name not in MAY_BE_EMPTY)]
    return f"Thiếu trường bắt buộc: {', '.join(absent)}" if absent else None


def _not_text(record: Record) -> str | None:
    wrong = [name for name, value in record.items() if name not in LISTS and not isinstance(value, str)]
    return f"Giá trị phải là chuỗi: {', '.join(wrong)}" if wrong else None


def _malformed_codes(dossier: Record) -> str | None:
    if not _is_dossier_code(dossier["MaHoSo"]):
        return f"MaHoSo không đúng cấu trúc: {dossier['MaHoSo']}"
    if not PROCEDURE.fullmatch(dossier["MaTTHC"]):
        return f"Không có thủ tục {dossier['MaTTHC']}"
    return None if DOMAIN.fullmatch(dossier["MaLinhVuc"]) else f"MaLinhVuc không đúng cấu trúc: {dossier['MaLinhVuc']}"


def _wrong_code(dossier: Record) -> str | None:
    wrong = [name for name, codes in CODES.items() if name in dossier and dossier[name] not in codes]
    return f"Mã không có trong danh mục: {', '.join(wrong)}" if wrong else None


def _wrong_days(record: Record, names: tuple[str, ...]) -> str | None:
    wrong = [name for name in names if record.get(name) and not is_moment(record[name])]
    return f"Ngày phải viết yyyyMMddHHmmss: {', '.join(wrong)}" if wrong else None


def _not_received(dossier: Record) -> str | None:
    unreceived = dossier["TrangThaiHoSo"] in ACCEPTED and not dossier["NgayTiepNhan"]
    return "Hồ sơ đã được tiếp nhận phải có NgayTiepNhan" if unreceived else None


def _too_long(record: Record) -> str | None:
    wrong = [name for name, most in LONGEST.items() if len(record.get(name, "")) > most]
    return f"Quá dài: {', '.join(wrong)}" if wrong else None


def _wrong_lists(dossier: Record) -> str | None:
    for name, needed in LISTS.items():
        items = dossier.get(name, [])
        if not isinstance(items, list) or not all(
            isinstance(item, dict) and item.keys() >= set(needed) for item in items
        ):
            return f"{name} phải là danh sách, mỗi phần tử có: {', '.join(needed)}"
        for item in items:
            texts = {field: item[field] for field in needed if field not in COUNTS}
            if fault := _not_text(texts) or _too_long(texts):
                return fault
    return None


def _wrong_addresses(dossier: Record) -> str | None:
    """Whatever is not deleted can be fetched."""
    for name, field in (("TaiLieuNop", "DuongDanTaiTepTin"), ("DanhSachGiayToKetQua", "DuongDanTepTinKetQua")):
        for item in dossier.get(name, []):
            if item.get("IsDeleted") != "True" and web_host(address=item[field]) is None:
                return f"{name}: {field} phải là địa chỉ http(s)"
    return None


def _wrong_identity(dossier: Record) -> str | None:
    """1 = CCCD of 12 digits, 2 = CMND of 9."""
    digits = {"1": r"[0-9]{12}", "2": r"[0-9]{9}"}
    for each in dossier.get("DinhDanhCHS", []):
        if not re.fullmatch(digits.get(each["LoaiDinhDanh"], "!"), each["SoDinhDanh"]):
            return "DinhDanhCHS: LoaiDinhDanh 1 cần 12 chữ số, 2 cần 9 chữ số"
    return None
