"""``DongBoHoSoMC`` and ``CapNhatTienDoHoSoMC`` field by field. All values are text; a moment that is none is ""."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gplx.registers.sync.port import (
    Correction,
    FeeLine,
    OtherPaper,
    Paper,
    ProgressStep,
    ResultPaper,
    SyncDossier,
)
from gplx.registers.wire_text import stamp

Wire = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How one portal is told: the ``generation`` of fields, its codes for ``components``, and the ``address`` of a file by its id."""

    generation: int
    components: Mapping[str, str]
    address: Callable[[str], str]


_FEE_STATES = {"none": "0", "paid": "1", "owed": "3"}
_UNKNOWN_OWNER = {"LoaiDinhDanh": "2", "SoDinhDanh": "000000001"}
_KINDS_OF_NUMBER = {12: "1", 9: "2"}


def dossier_fields(dossier: SyncDossier, *, manner: Manner) -> Wire:
    """The dossier for ``DongBoHoSoMC``: the fields of 2020 (generation 1), with those added in 2022 for generation
    2.
    """
    fields = _first_generation(dossier, manner)
    return fields | _second_generation(dossier) if manner.generation >= 2 else fields


def step_fields(code: str, step: ProgressStep) -> Wire:
    """One step for ``CapNhatTienDoHoSoMC``."""
    return {
        "MaHoSo": code,
        "NguoiXuLy": step.handler[:50],
        "ChucDanh": step.title,
        "ThoiDiemXuLy": stamp(step.done_at),
        "PhongBanXuLy": step.department,
        "NoiDungXuLy": step.what,
        "TrangThai": str(step.status),
        "NgayBatDau": stamp(step.started_at),
        "NgayKetThucTheoQuyDinh": stamp(step.due_at),
    }


def _first_generation(dossier: SyncDossier, manner: Manner) -> Wire:
    return {
        "MaHoSo": dossier.code,
        "MaTTHC": dossier.procedure_code,
        "TenTTHC": dossier.procedure_name,
        "MaLinhVuc": dossier.field_code,
        "TenLinhVuc": dossier.field_name,
        "SoBienNhan": dossier.receipt_number,
        "ChuHoSo": dossier.owner,
        "LoaiDoiTuong": str(dossier.owner_kind),
        "MaDoiTuong": dossier.tech_id if manner.generation == 1 or dossier.channel == 2 else "",
        "ThongTinKhac": dossier.other_information,
        "Email": dossier.email,
        "Fax": dossier.fax,
        "SoDienThoai": dossier.phone,
        "TrichYeuHoSo": dossier.summary[:1000],
        "NgayTiepNhan": stamp(dossier.received_at),
        "NgayHenTra": stamp(dossier.due_at),
        "TrangThaiHoSo": str(dossier.status),
        "NgayTra": stamp(dossier.returned_at),
        "ThongTinTra": dossier.return_information,
        "HinhThuc": "1" if dossier.by_post else "0",
        "NgayKetThucXuLy": stamp(dossier.finished_at),
        "DonViXuLy": dossier.agency,
        "GhiChu": dossier.note,
        "TaiLieuNop": [_paper(paper, manner) for paper in dossier.papers],
        "DanhSachLePhi": [_fee(fee) for fee in dossier.fees],
        "DanhSachTepDinhKemKhac": [_other_paper(paper) for paper in dossier.other_papers],
        "DanhSachHoSoBoSung": [_correction(correction) for correction in dossier.corrections],
        "DanhSachGiayToKetQua": [_result(result, manner) for result in dossier.results],
    }


def _second_generation(dossier: SyncDossier) -> Wire:
    return {
        "KenhThucHien": str(dossier.channel),
        "SoGiayToChuHoSo": dossier.owner_numbers[0] if dossier.owner_numbers else "",
        "DinhDanhCHS": _identity(dossier.owner_numbers),
        "NgayNopHoSo": stamp(dossier.submitted_at),
        "NgayTuChoi": stamp(dossier.refused_at),
        "NoiNopHoSo": "1" if dossier.filed_on_portal else "2",
        "HoSoCoThanhPhanSoHoa": _bit(any(paper.digitised for paper in dossier.papers if not paper.deleted)),
        "TaiKhoanDuocXacThucVoiVNeID": _bit(dossier.confirmed_by_vneid),
        "DuocThanhToanTrucTuyen": _FEE_STATES[dossier.fee],
        "DSKetNoiCSDL": [{"MaCSDL": code} for code in dossier.databases],
    }


def _identity(numbers: tuple[str, ...]) -> list[Mapping[str, str]]:
    known = [
        {"LoaiDinhDanh": _KINDS_OF_NUMBER[len(number)], "SoDinhDanh": number}
        for number in numbers
        if len(number) in _KINDS_OF_NUMBER and number.isdecimal()
    ]
    return [*known] or [_UNKNOWN_OWNER]


def _paper(paper: Paper, manner: Manner) -> Wire:
    fields: Wire = {
        "TepDinhKemId": paper.id,
        "TenTepDinhKem": paper.name[:4000],
        "IsDeleted": _truth(paper.deleted),
        "MaThanhPhanHoSo": manner.components.get(paper.component, ""),
        "DuongDanTaiTepTin": "" if paper.deleted else manner.address(paper.id),
    }
    if manner.generation == 1:
        return fields
    return fields | {
        "DuocSoHoa": _bit(paper.digitised),
        "DuocTaiSuDung": str(paper.reused),
        "DuocLayTuKhoDMQG": _bit(paper.from_personal_store),
        "MaKetQuaThayThe": paper.replaces_result,
    }


def _fee(fee: FeeLine) -> Wire:
    return {
        "TenPhiLePhi": fee.name,
        "MaPhiLePhi": fee.code,
        "HinhThucThu": fee.collected,
        "Gia": str(fee.amount),
        "LoaiPhiLePhi": fee.kind,
    }


def _other_paper(paper: OtherPaper) -> Wire:
    return {"TenGiayTo": paper.name, "SoLuong": paper.count, "LoaiGiayTo": paper.kind}


def _correction(correction: Correction) -> Wire:
    return {
        "HoSoBoSungId": correction.id,
        "NguoiYeuCauBoSung": correction.asked_by,
        "NoiDungBoSung": correction.asked,
        "NgayBoSung": stamp(correction.asked_at),
        "NguoiTiepNhanBoSung": correction.received_by,
        "ThongTinTiepNhan": correction.received,
        "NgayTiepNhanBoSung": stamp(correction.received_at),
        "TrangThaiBoSung": correction.done,
        "DanhSachGiayToBoSung": [{"TenGiayTo": name} for name in correction.papers],
        "DanhSachLePhiBoSung": [_fee(fee) for fee in correction.fees],
        "NgayHenTraTruoc": stamp(correction.due_before),
        "NgayHenTraMoi": stamp(correction.due_after),
    }


def _result(result: ResultPaper, manner: Manner) -> Wire:
    fields: Wire = {
        "TenGiayTo": result.name[:2000],
        "MaThanhPhanHoSo": manner.components.get(result.component, ""),
        "GiayToId": result.id,
        "DuongDanTepTinKetQua": manner.address(result.id),
    }
    return fields if manner.generation == 1 else fields | {"MaGiayToKetQua": result.result_code}


def _bit(true: bool) -> str:
    return "1" if true else "0"


def _truth(true: bool) -> str:
    return "True" if true else "False"
