"""``TraCuuHoSo`` and ``LayTaiLieuHoSo``: one dossier, one file, and never another department's."""

import hashlib
from base64 import b64decode

import pytest
from django.core.files.storage import default_storage

from gplx.documents.models import PHOTO, Document
from gplx.ground.clock import HANOI
from gplx.ledger.questions import history
from tests import builders
from tests.api.software import HANOI_OFFICE, NOT_HERE, Ask, accepted

pytestmark = pytest.mark.django_db


def test_a_dossier_is_looked_up(ask: Ask) -> None:
    dossier = accepted()
    submitted = dossier.submitted_at.astimezone(HANOI)

    assert ask("TraCuuHoSo", mahoso=dossier.code) == {
        "error_code": 0,
        "data": [
            {
                "MaTTHC": "1.002809",
                "MaDVC": "1.002809.01",
                "TenDVC": "Đổi giấy phép lái xe do ngành Giao thông vận tải cấp",
                "MaHoSo": dossier.code,
                "HoTenNguoiNop": "Nguyễn Thử Nghiệm",
                "MaTrangThai": "2",
                "TrangThaiHoSo": "Được tiếp nhận",
                "DonViXuLy": "Sở Giao thông vận tải Hà Nội",
                "MaDonViXuLy": HANOI_OFFICE,
                "NgayNop": f"{submitted:%d/%m/%Y %H:%M:%S}",
                "NgayTiepNhan": "27/09/2021 09:30:00",
                "NgayHenTra": "04/10/2021 17:00:00",
                "HinhThucNhanKQ": "1",
            }
        ],
    }


def test_a_dossier_not_yet_received_has_no_days(ask: Ask) -> None:
    dossier = builders.submitted(delivery="desk")

    (told,) = ask("TraCuuHoSo", mahoso=dossier.code)["data"]
    assert (told["MaTrangThai"], told["NgayTiepNhan"], told["NgayHenTra"], told["HinhThucNhanKQ"]) == ("6", "", "", "0")


def test_a_file_is_fetched_under_the_path_of_the_list(ask: Ask) -> None:
    accepted()
    (told,) = ask("DanhSachHoSo", ngayNhan1="2021-09-27", ngayNhan2="2021-09-27")["data"]

    said = ask("LayTaiLieuHoSo", duongdanteptin=told["anhChanDung"])
    (file,) = said.pop("TepTinDinhKem")
    kept = Document.objects.get(kind=PHOTO)
    assert said == {"error_code": 0}
    assert (file["DuongDan"], file["TenTaiLieu"]) == (told["anhChanDung"], f"{kept.id}.jpg")
    assert hashlib.sha256(b64decode(file["Base64"])).hexdigest() == kept.digest


@pytest.mark.parametrize(
    "path",
    [
        "",
        "../../etc/passwd",
        "documents/00/00000000-0000-0000-0000-000000000000",
        "000.00.99.H26-210927-0001/00000000-0000-0000-0000-000000000000.jpg",
        "000.00.99.H26-210927-0001/../00000000-0000-0000-0000-000000000000.jpg",
        "000.00.99.H26-210927-9999/00000000-0000-0000-0000-000000000000.jpg",
    ],
)
def test_a_path_that_is_none_of_ours_finds_nothing(ask: Ask, path: str) -> None:
    accepted()
    assert ask("LayTaiLieuHoSo", duongdanteptin=path) == NOT_HERE


def test_another_department_sees_nothing_and_is_told_nothing(ask: Ask) -> None:
    dossier = accepted()
    file = Document.objects.get(kind=PHOTO)
    path = f"{dossier.code}/{file.id}.jpg"

    assert ask("DanhSachHoSo", of="H44", ngayNhan1="2021-09-01", ngayNhan2="2021-09-30")["data"] == []
    assert ask("TraCuuHoSo", of="H44", mahoso=dossier.code) == NOT_HERE
    assert ask("TraCuuHoSo", of="H44", mahoso="000.00.99.H44-210927-0001") == NOT_HERE
    assert ask("LayTaiLieuHoSo", of="H44", duongdanteptin=path) == NOT_HERE
    for service in ("DanhSachHoSo", "TraCuuHoSo", "LayTaiLieuHoSo"):
        told = ask(service, of="H44", office=HANOI_OFFICE, mahoso=dossier.code, duongdanteptin=path)
        assert told == NOT_HERE
    assert not history(subject=f"dossier:{dossier.id}", kind="read").exists()


def test_a_file_of_another_dossier_is_not_found_under_this_one(ask: Ask) -> None:
    mine, theirs = accepted(), accepted(department_id="H44")
    file = Document.objects.get(dossier=theirs, kind=PHOTO)

    assert ask("LayTaiLieuHoSo", duongdanteptin=f"{mine.code}/{file.id}.jpg") == NOT_HERE
    assert default_storage.exists(file.path)


def test_what_was_read_stands_in_the_ledger(ask: Ask) -> None:
    dossier = accepted()
    ask("DanhSachHoSo", ngayNhan1="2021-09-27", ngayNhan2="2021-09-27")
    ask("TraCuuHoSo", mahoso=dossier.code)

    (read,) = history(subject=f"dossier:{dossier.id}", kind="read")
    (listed,) = history(subject="department:H26", kind="read")
    assert (read.act, read.actor) == ("Phần mềm của Sở tra cứu hồ sơ", "system:department:H26")
    assert (listed.act, listed.details) == ("DanhSachHoSo", {"dossiers": [dossier.code]})
