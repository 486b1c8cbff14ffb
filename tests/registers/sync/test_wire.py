from datetime import datetime

import msgspec
import pytest

from gplx.ground.clock import HANOI
from gplx.registers.sync.port import (
    Correction,
    FeeLine,
    OtherPaper,
    Paper,
    ProgressStep,
    ResultPaper,
    SyncDossier,
)
from gplx.registers.sync.wire import Manner, dossier_fields, step_fields


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2021, 9, 27, hour, minute, tzinfo=HANOI)


FEE = FeeLine(name="Lệ phí", code="1", collected="1", amount=135_000, kind="1")
DOSSIER = SyncDossier(
    code="000.00.99.H26-210927-0001",
    procedure_code="1.002809.000.00.00.H26",
    procedure_name="Đổi giấy phép lái xe",
    field_code="G04-DB01",
    field_name="Đường bộ",
    owner="Trần Thử",
    owner_numbers=("001085000001", "010000001"),
    email="thu@example.vn",
    phone="0900000001",
    summary="Đổi giấy phép lái xe " + "x" * 1000,
    submitted_at=at(9),
    received_at=at(14, 30),
    due_at=None,
    status=2,
    agency="Sở GTVT Thử",
    by_post=True,
    tech_id="t-1",
    fee="paid",
    databases=("7",),
    papers=(Paper(id="p-1", name="ảnh.jpg", component="photo"),),
    fees=(FEE,),
    other_papers=(OtherPaper(name="Giấy khác", count=1, kind=2),),
    corrections=(
        Correction(id="c-1", asked_by="Nguyễn Thử", asked="Ảnh mờ", asked_at=at(15), papers=("Ảnh",), fees=(FEE,)),
    ),
    results=(ResultPaper(id="r-1", name="GPLX", component="card", result_code="KQ.1"),),
)
FEE_FIELDS = {"TenPhiLePhi": "Lệ phí", "MaPhiLePhi": "1", "HinhThucThu": "1", "Gia": "135000", "LoaiPhiLePhi": "1"}
FIRST = {
    "MaHoSo": "000.00.99.H26-210927-0001",
    "MaTTHC": "1.002809.000.00.00.H26",
    "TenTTHC": "Đổi giấy phép lái xe",
    "MaLinhVuc": "G04-DB01",
    "TenLinhVuc": "Đường bộ",
    "SoBienNhan": "",
    "ChuHoSo": "Trần Thử",
    "LoaiDoiTuong": "1",
    "MaDoiTuong": "t-1",
    "ThongTinKhac": "",
    "Email": "thu@example.vn",
    "Fax": "",
    "SoDienThoai": "0900000001",
    "TrichYeuHoSo": ("Đổi giấy phép lái xe " + "x" * 1000)[:1000],
    "NgayTiepNhan": "20210927143000",
    "NgayHenTra": "",
    "TrangThaiHoSo": "2",
    "NgayTra": "",
    "ThongTinTra": "",
    "HinhThuc": "1",
    "NgayKetThucXuLy": "",
    "DonViXuLy": "Sở GTVT Thử",
    "GhiChu": "",
    "TaiLieuNop": [
        {
            "TepDinhKemId": "p-1",
            "TenTepDinhKem": "ảnh.jpg",
            "IsDeleted": "False",
            "MaThanhPhanHoSo": "TP01",
            "DuongDanTaiTepTin": "https://gplx.example.vn/f/p-1",
        }
    ],
    "DanhSachLePhi": [FEE_FIELDS],
    "DanhSachTepDinhKemKhac": [{"TenGiayTo": "Giấy khác", "SoLuong": 1, "LoaiGiayTo": 2}],
    "DanhSachHoSoBoSung": [
        {
            "HoSoBoSungId": "c-1",
            "NguoiYeuCauBoSung": "Nguyễn Thử",
            "NoiDungBoSung": "Ảnh mờ",
            "NgayBoSung": "20210927150000",
            "NguoiTiepNhanBoSung": "",
            "ThongTinTiepNhan": "",
            "NgayTiepNhanBoSung": "",
            "TrangThaiBoSung": False,
            "DanhSachGiayToBoSung": [{"TenGiayTo": "Ảnh"}],
            "DanhSachLePhiBoSung": [FEE_FIELDS],
            "NgayHenTraTruoc": "",
            "NgayHenTraMoi": "",
        }
    ],
    "DanhSachGiayToKetQua": [
        {
            "TenGiayTo": "GPLX",
            "MaThanhPhanHoSo": "KQ",
            "GiayToId": "r-1",
            "DuongDanTepTinKetQua": "https://gplx.example.vn/f/r-1",
        }
    ],
}
SECOND = {
    "KenhThucHien": "2",
    "SoGiayToChuHoSo": "001085000001",
    "DinhDanhCHS": [
        {"LoaiDinhDanh": "1", "SoDinhDanh": "001085000001"},
        {"LoaiDinhDanh": "2", "SoDinhDanh": "010000001"},
    ],
    "NgayNopHoSo": "20210927090000",
    "NgayTuChoi": "",
    "NoiNopHoSo": "2",
    "HoSoCoThanhPhanSoHoa": "1",
    "TaiKhoanDuocXacThucVoiVNeID": "0",
    "DuocThanhToanTrucTuyen": "1",
    "DSKetNoiCSDL": [{"MaCSDL": "7"}],
}


def manner(generation: int) -> Manner:
    return Manner(
        generation=generation,
        components={"photo": "TP01", "card": "KQ"},
        address=lambda file: f"https://gplx.example.vn/f/{file}",
    )


def test_generation_one_is_exactly_the_fields_of_2020():
    assert dossier_fields(DOSSIER, manner=manner(1)) == FIRST


def test_generation_two_adds_to_them():
    fields = dossier_fields(DOSSIER, manner=manner(2))

    [paper], [result] = fields["TaiLieuNop"], fields["DanhSachGiayToKetQua"]
    added = {"DuocSoHoa": "1", "DuocTaiSuDung": "0", "DuocLayTuKhoDMQG": "0", "MaKetQuaThayThe": ""}
    assert paper == FIRST["TaiLieuNop"][0] | added
    assert result == FIRST["DanhSachGiayToKetQua"][0] | {"MaGiayToKetQua": "KQ.1"}
    lists = {"TaiLieuNop": [paper], "DanhSachGiayToKetQua": [result]}
    assert fields == FIRST | SECOND | lists


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"fee": "none"}, "DuocThanhToanTrucTuyen", "0"),
        ({"fee": "owed"}, "DuocThanhToanTrucTuyen", "3"),
        ({"by_post": False}, "HinhThuc", "0"),
        ({"filed_on_portal": True}, "NoiNopHoSo", "1"),
        ({"papers": ()}, "HoSoCoThanhPhanSoHoa", "0"),
        ({"channel": 1}, "MaDoiTuong", ""),
        ({"status": 10, "returned_at": at(16)}, "NgayTra", "20210927160000"),
        ({"refused_at": at(16)}, "NgayTuChoi", "20210927160000"),
        ({"owner_numbers": ("B1234567",)}, "DinhDanhCHS", [{"LoaiDinhDanh": "2", "SoDinhDanh": "000000001"}]),
        ({"owner_numbers": ()}, "SoGiayToChuHoSo", ""),
    ],
)
def test_what_depends_on_the_dossier(change: dict[str, object], field: str, value: object):
    assert dossier_fields(msgspec.structs.replace(DOSSIER, **change), manner=manner(2))[field] == value


def test_a_deleted_paper_has_no_address_and_counts_as_none():
    [paper] = DOSSIER.papers
    gone = msgspec.structs.replace(DOSSIER, papers=(msgspec.structs.replace(paper, deleted=True),))

    fields = dossier_fields(gone, manner=manner(2))

    [told] = fields["TaiLieuNop"]
    assert (told["TepDinhKemId"], told["IsDeleted"], told["DuongDanTaiTepTin"]) == ("p-1", "True", "")
    assert fields["HoSoCoThanhPhanSoHoa"] == "0"


def test_a_component_that_the_portal_has_no_code_for_is_sent_without_one():
    odd = msgspec.structs.replace(DOSSIER, papers=(Paper(id="p-2", name="khác.pdf", component="other"),))

    assert dossier_fields(odd, manner=manner(2))["TaiLieuNop"][0]["MaThanhPhanHoSo"] == ""


def test_generation_one_always_names_the_account_of_the_portal():
    direct = msgspec.structs.replace(DOSSIER, channel=1)

    assert dossier_fields(direct, manner=manner(1))["MaDoiTuong"] == "t-1"


def test_a_step():
    step = ProgressStep(
        handler="Nguyễn " + "x" * 60, done_at=at(16, 5), what="Đã duyệt", status=9, title="Lãnh đạo", due_at=at(17)
    )

    assert step_fields("c", step) == {
        "MaHoSo": "c",
        "NguoiXuLy": ("Nguyễn " + "x" * 60)[:50],
        "ChucDanh": "Lãnh đạo",
        "ThoiDiemXuLy": "20210927160500",
        "PhongBanXuLy": "",
        "NoiDungXuLy": "Đã duyệt",
        "TrangThai": "9",
        "NgayBatDau": "",
        "NgayKetThucTheoQuyDinh": "20210927170000",
    }
