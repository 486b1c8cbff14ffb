"""The messages of the payment platform 1.0.6 and their hashes: SHA-256 over the fields in order, joined by ``|``,
the secret last.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping

from gplx.registers.errors import Never
from gplx.registers.payments.port import InitiatePayment, Receipt

VERSION = "1.0.6"
SUCCESS = "00"
_REFERENCE = re.compile(r"[A-Za-z0-9]{1,255}", re.ASCII)

INIT_FIELDS = (
    "LoaiBanTin",
    "PhienBan",
    "MaDoiTac",
    "MaThamChieu",
    "SoTien",
    "LoaiHinhThanhToan",
    "MaKenhThanhToan",
    "MaThietBi",
    "NgonNgu",
    "MaTienTe",
    "MaNganHang",
    "ThongTinGiaoDich",
    "ThoiGianGD",
    "Ip",
)
CALLBACK_FIELDS = (
    "LoaiBanTin",
    "MaLoi",
    "MaDoiTac",
    "MaThamChieu",
    "SoTien",
    "MaTienTe",
    "MaGiaoDich",
    "MaNganHang",
    "ThoiGianGD",
    "ThongTinGiaoDich",
)
QUERY_FIELDS = ("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD")
REPLY_FIELDS = ("MaLoi", "MoTaLoi", "MaDoiTac", "MaThamChieu", "ThoiGianGD")
_FIELDS_FOR_FINES = (
    "MaLoaiHinhThuPhat",
    "TenLoaiHinhThuPhat",
    "MaCoQuanQD",
    "TenCoQuanQD",
    "KhoBac",
    "NgayQD",
    "SoQD",
    "ThoiGianViPham",
    "DiaDiemViPham",
    "TenNguoiViPham",
    "TaiKhoanThuNSNN",
)


def init_hash(message: Mapping[str, object], *, secret: str) -> str:
    """The hash of an INIT; the receipt block is not covered by it."""
    return _hash(message, INIT_FIELDS, secret)


def callback_hash(message: Mapping[str, object], *, secret: str) -> str:
    """The hash of a callback, and of what a QUERY is answered with."""
    return _hash(message, CALLBACK_FIELDS, secret)


def query_hash(message: Mapping[str, object], *, secret: str) -> str:
    """The hash of a QUERY and of a GET_BILL."""
    return _hash(message, QUERY_FIELDS, secret)


def reply_hash(message: Mapping[str, object], *, secret: str) -> str:
    """The hash of our reply to a callback."""
    return _hash(message, REPLY_FIELDS, secret)


def same_hash(said: object, computed: str) -> bool:
    """Compare in a time that tells nothing of where they differ."""
    return isinstance(said, str) and hmac.compare_digest(said.strip().lower().encode(), computed.encode())


def _hash(message: Mapping[str, object], fields: tuple[str, ...], secret: str) -> str:
    joined = "|".join([*(_text(message.get(name)) for name in fields), secret])
    return hashlib.sha256(joined.encode()).hexdigest()


def _text(value: object) -> str:
    return "" if value is None else str(value)


def init_message(ask: InitiatePayment, *, partner: str, secret: str, at: str, ip: str) -> dict[str, object]:
    """An INIT, hashed; ``at`` is the moment on the wire, ``ip`` the address of this house.

    Raises ``Never`` where the platform could only refuse it: the fees do not make up the amount, a reference of other
    letters, no address of the house.
    """
    if sum(fee.amount for fee in ask.receipt.fees) != ask.amount:
        raise Never("nothing was sent: the fees of the receipt do not make up the amount")
    if not _REFERENCE.fullmatch(ask.reference):
        raise Never("nothing was sent: a reference has letters and digits alone, at most 255")
    if not ip:
        raise Never("nothing was sent: the address of this house (GPLX_PAYMENTS_IP) is not set")
    message: dict[str, object] = {
        "LoaiBanTin": "INIT",
        "PhienBan": VERSION,
        "MaDoiTac": partner,
        "MaThamChieu": ask.reference,
        "SoTien": str(ask.amount),
        "LoaiHinhThanhToan": "PAY",
        "MaKenhThanhToan": "1",
        "MaThietBi": "1",
        "NgonNgu": "vi-VN",
        "MaTienTe": "VND",
        "MaNganHang": "PAYMENT",
        "ThongTinGiaoDich": f"THANH TOAN HO SO {ask.dossier}",
        "ThoiGianGD": at,
        "Ip": ip,
        "ThongTinBienLai": receipt_fields(ask.receipt),
    }
    return message | {"MaXacThuc": init_hash(message, secret=secret)}


def query_message(kind: str, reference: str, *, partner: str, secret: str, at: str) -> dict[str, object]:
    """A QUERY or a GET_BILL, hashed; ``at`` is the moment on the wire."""
    message: dict[str, object] = {
        "LoaiBanTin": kind,
        "PhienBan": VERSION,
        "MaDoiTac": partner,
        "MaThamChieu": reference,
        "ThoiGianGD": at,
    }
    return message | {"MaXacThuc": query_hash(message, secret=secret)}


def receipt_fields(receipt: Receipt) -> dict[str, object]:
    """*ThongTinBienLai*: the block for fees and charges; what serves fines only stays empty."""
    return {
        "MaDichVu": "2",
        "MaDVC": receipt.service_code,
        "TenDVC": receipt.service_name,
        "MaTTHC": receipt.procedure_code,
        "TenTTHC": receipt.procedure_name[:250],
        "MaDonVi": receipt.agency_code,
        "TenDonVi": receipt.agency_name,
        "MaHoSo": receipt.dossier,
        "TKThuHuong": receipt.account,
        "MaNHThuHuong": receipt.account_bank,
        "TenTKThuHuong": receipt.account_name,
        **dict.fromkeys(_FIELDS_FOR_FINES, ""),
        "NoiDungThanhToan": receipt.what_for,
        "HoTenNguoiNop": receipt.payer_name,
        "SoCMNDNguoiNop": receipt.payer_number or "000000000",
        "DiaChiNguoiNop": receipt.payer_address,
        "HuyenNguoiNop": receipt.payer_district,
        "TinhNguoiNop": receipt.payer_province,
        "PhiLePhi": [
            {"LoaiPhiLePhi": fee.kind, "MaPhiLePhi": fee.code, "TenPhiLePhi": fee.name, "SoTien": str(fee.amount)}
            for fee in receipt.fees
        ],
        "DSKhoanNop": [{"NoiDung": fee.name, "SoTien": str(fee.amount)} for fee in receipt.fees],
    }
