"""The INIT message: its hash, its receipt block, and the order made from it."""

import hmac
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sandbox.wire import is_moment

Message = dict[str, Any]

SIGNED_INIT = (
    "LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "SoTien", "LoaiHinhThanhToan", "MaKenhThanhToan",
    "MaThietBi", "NgonNgu", "MaTienTe", "MaNganHang", "ThongTinGiaoDich", "ThoiGianGD", "Ip",
)  # fmt: skip
SIGNED_QUERY = ("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD")
SIGNED_CALLBACK = (
    "LoaiBanTin", "MaLoi", "MaDoiTac", "MaThamChieu", "SoTien", "MaTienTe", "MaGiaoDich",
    "MaNganHang", "ThoiGianGD", "ThongTinGiaoDich",
)  # fmt: skip
SIGNED_REPLY = ("MaLoi", "MoTaLoi", "MaDoiTac", "MaThamChieu", "ThoiGianGD")
FIXED = {"PhienBan": "1.0.6", "LoaiHinhThanhToan": "PAY", "MaKenhThanhToan": "1", "MaThietBi": "1", "MaTienTe": "VND"}
RECEIPT = (
    "MaDichVu", "MaTTHC", "TenTTHC", "MaDonVi", "TenDonVi", "MaHoSo", "TKThuHuong", "MaNHThuHuong",
    "TenTKThuHuong", "NoiDungThanhToan", "HoTenNguoiNop", "SoCMNDNguoiNop",
)  # fmt: skip
FOR_FINES = (
    "MaLoaiHinhThuPhat", "TenLoaiHinhThuPhat", "MaCoQuanQD", "TenCoQuanQD", "KhoBac", "NgayQD", "SoQD",
    "ThoiGianViPham", "DiaDiemViPham", "TenNguoiViPham", "TaiKhoanThuNSNN",
)  # fmt: skip
SUCCESS, PENDING, FAILED = "1", "3", "4"


@dataclass
class Order:
    """A payment asked for. `asks_left`: how many QUERYs are still answered "not known yet"."""

    id: str
    asked: Message
    bank_number: str
    error: str = ""
    paid: int = 0
    paid_at: str = ""
    asks_left: int = 0
    choice: str | None = None
    callbacks: list[Message] = field(default_factory=list)

    @property
    def reference(self) -> str:
        return str(self.asked["MaThamChieu"])

    @property
    def state(self) -> str:
        if self.choice is None or self.asks_left:
            return PENDING
        return SUCCESS if self.error == "00" else FAILED


def digest(*, message: Message, names: tuple[str, ...], secret: str) -> str:
    """Lower hex SHA-256 of the named values and the secret, joined by pipes."""
    return sha256("|".join([*(str(message.get(name, "")) for name in names), secret]).encode()).hexdigest()


def signed(*, message: Message, names: tuple[str, ...], secret: str) -> bool:
    """Whether MaXacThuc is right."""
    given = str(message.get("MaXacThuc", ""))
    return hmac.compare_digest(given.encode(), digest(message=message, names=names, secret=secret).encode())


def init_fault(*, message: Message) -> tuple[str, str] | None:
    """Error code and text of an INIT that cannot be taken, or None; the hash is checked apart."""
    missing = [name for name in SIGNED_INIT if not isinstance(message.get(name), str) or not message[name]]
    if missing:
        return "03", f"Thiếu hoặc sai kiểu: {', '.join(missing)}"
    wrong = [name for name, value in FIXED.items() if message[name] != value]
    if wrong or message["LoaiBanTin"] != "INIT":
        return "03", f"Giá trị không được hỗ trợ: {', '.join(wrong) or 'LoaiBanTin'}"
    if not re.fullmatch(r"[A-Za-z0-9]{1,255}", message["MaThamChieu"]):
        return "03", "MaThamChieu chỉ gồm chữ và số, tối đa 255 ký tự"
    if not re.fullmatch(r"[1-9][0-9]{0,11}", message["SoTien"]):
        return "14", "SoTien phải là số nguyên dương"
    if not is_moment(message["ThoiGianGD"]):
        return "03", "ThoiGianGD phải viết yyyyMMddHHmmss"
    return _receipt_fault(message.get("ThongTinBienLai"), int(message["SoTien"]))


def _receipt_fault(receipt: object, amount: int) -> tuple[str, str] | None:
    if not isinstance(receipt, dict):
        return "03", "Thiếu ThongTinBienLai"
    missing = [name for name in RECEIPT if not isinstance(receipt.get(name), str) or not receipt[name]]
    if missing:
        return "03", f"ThongTinBienLai thiếu: {', '.join(missing)}"
    if fines := [name for name in FOR_FINES if receipt.get(name)]:
        return "03", f"Lệ phí không có trường của tiền phạt: {', '.join(fines)}"
    if len(receipt["TenTTHC"]) > 250:
        return "03", "TenTTHC dài quá 250 ký tự"
    if _sum(receipt.get("PhiLePhi")) != amount:
        return "14", "Tổng PhiLePhi không bằng SoTien"
    return None


def _sum(lines: object) -> int | None:
    """The sum of the fee lines; None where a line is not one."""
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        return None
    amounts = [str(line.get("SoTien", "")) for line in lines]
    return sum(map(int, amounts)) if all(re.fullmatch(r"[0-9]+", amount) for amount in amounts) else None
