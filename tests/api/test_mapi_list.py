"""``DanhSachHoSo``: field for field, the right days, one query whatever the length."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gplx.applicants.changes import link
from gplx.applicants.models import CHIP_QR
from gplx.casework.refuse import refuse
from gplx.documents.changes import keep
from gplx.documents.models import HEALTH_PAPER, PHOTO, Document
from gplx.dossiers.models import Act, Dossier
from gplx.ground.clock import HANOI, now
from gplx.offices.models import CLERK
from tests import builders
from tests.api.software import HANOI_OFFICE, Ask, accepted

pytestmark = pytest.mark.django_db


def test_the_list_tells_a_dossier_field_for_field(ask: Ask) -> None:
    dossier = accepted()
    photo = Document.objects.get(dossier=dossier, kind=PHOTO)
    number, card = dossier.applicant.numbers.earliest("id").number, dossier.licence.number

    said = ask("DanhSachHoSo", ngayNhan1="2021-09-27", ngayNhan2="2021-09-27")

    assert said == {
        "error_code": 0,
        "data": [
            {
                "maDangKyCu": "",
                "maDangKyDvc": dossier.code,
                "maHoSo": dossier.code,
                "hoTen": "Nguyễn Thử Nghiệm",
                "hoTenIn": "NGUYỄN THỬ NGHIỆM",
                "hoDem": "Nguyễn Thử",
                "ten": "Nghiệm",
                "gioiTinh": "M",
                "ngaySinh": "1985-04-12",
                "quocTich": "VNM",
                "soCmndCu": "",
                "soCmnd": number,
                "noiCapCmnd": "",
                "ngayCapCmnd": "",
                "noiCuTru": "",
                "dvhcNoiCuTru": "",
                "noiThuongTru": "1 phố Thử, Hà Nội",
                "dvhcNoiThuongTru": "",
                "anhChanDung": f"{dossier.code}/{photo.id}.jpg",
                "maDonVi": HANOI_OFFICE,
                "ngayNhanHoSo": "2021-09-27",
                "nguoiNhanHoSo": "Cán bộ Thử",
                "ngayHenTraGplx": "2021-10-04",
                "loaiHoSo": "DoiGPLXOto",
                "noiHocLaiXe": "",
                "namHocLaiXe": "",
                "hangDaoTao": "",
                "soNamLaiXe": "",
                "soKmLxAnToan": "",
                "lyDoDoiGplx": "Giấy phép lái xe sắp hết hạn",
                "mucDichDoiGplx": "",
                "maDonViVpdk": "",
                "gplxDaCap": [
                    {
                        "sogplx": card,
                        "soserigplx": "AA000001",
                        "noicapgplx": "Sở Giao thông vận tải Hà Nội",
                        "ngaycapgplx": "2012-03-01",
                        "ngayhethangplx": "2022-03-01",
                        "hanggplxgplx": "B2",
                        "ngaytrungtuyen": "2012-02-01",
                    }
                ],
                "hoSoDinhKem": [],
            }
        ],
    }


def test_the_newest_paper_of_a_kind_is_attached(ask: Ask) -> None:
    dossier = accepted()
    keep(dossier=dossier, kind=HEALTH_PAPER, data=builders.picture(), at=now())
    last = keep(dossier=dossier, kind=HEALTH_PAPER, data=builders.picture(side=80), at=now() + timedelta(seconds=1))

    (told,) = ask("DanhSachHoSo", ngayNhan1="2021-09-27", ngayNhan2="2021-09-27")["data"]
    assert told["hoSoDinhKem"] == [
        {
            "magiayto": "health_paper",
            "tengiayto": "Giấy khám sức khỏe của người lái xe",
            "filedinhkem": f"{dossier.code}/{last.id}.jpg",
        }
    ]


def test_a_file_of_a_kind_that_was_not_agreed_is_not_attached(ask: Ask) -> None:
    dossier = accepted()
    Document.objects.create(dossier=dossier, kind="inside_note", content_type="image/jpeg", size=1, digest="", at=now())

    (told,) = ask("DanhSachHoSo", ngayNhan1="2021-09-27", ngayNhan2="2021-09-27")["data"]
    assert told["hoSoDinhKem"] == []


def test_an_old_number_stands_beside_the_new_one(ask: Ask) -> None:
    dossier = accepted()
    link(applicant=dossier.applicant, number="012345678", source=CHIP_QR, evidence={}, at=now())

    (told,) = ask("DanhSachHoSo", ngayNhan1="2021-09-27", ngayNhan2="2021-09-27")["data"]
    assert (told["soCmnd"][:6], told["soCmndCu"]) == ("001085", "012345678")


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2021-09-27", "2021-09-27", True),
        ("2021-09-25", "2021-09-27", True),
        ("2021-09-27", "2021-12-31", True),
        ("2021-09-28", "2021-09-30", False),
        ("2021-09-20", "2021-09-26", False),
    ],
)
def test_the_list_takes_both_days_in(ask: Ask, first: str, last: str, found: bool) -> None:
    accepted(datetime(2021, 9, 27, 23, 59, 59, tzinfo=HANOI))

    assert len(ask("DanhSachHoSo", ngayNhan1=first, ngayNhan2=last)["data"]) == found


def test_a_dossier_that_nobody_received_is_not_listed(ask: Ask) -> None:
    builders.draft()
    builders.paid()

    assert ask("DanhSachHoSo", ngayNhan1="2021-01-01", ngayNhan2="2021-12-31") == {"error_code": 0, "data": []}


def test_a_refused_dossier_has_no_day_of_result(ask: Ask) -> None:
    dossier = builders.submitted()
    clerk = builders.officer(CLERK)
    refuse(dossier_id=dossier.id, by=clerk, request_id="tu-choi", seen=None, reason="Ảnh mờ", article="NĐ 61 Điều 17")

    (told,) = ask("DanhSachHoSo", ngayNhan1=f"{now():%Y-%m-%d}", ngayNhan2=f"{now():%Y-%m-%d}")["data"]
    assert (told["maHoSo"], told["ngayNhanHoSo"], told["ngayHenTraGplx"]) == (dossier.code, "", "")


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("27/09/2021", "2021-09-27", "ngayNhan1, ngayNhan2 phải có dạng yyyy-MM-dd."),
        ("2021-09-27", "", "ngayNhan1, ngayNhan2 phải có dạng yyyy-MM-dd."),
        ("2021-02-30", "2021-09-27", "ngayNhan1, ngayNhan2 phải có dạng yyyy-MM-dd."),
        ("20210927", "20210928", "ngayNhan1, ngayNhan2 phải có dạng yyyy-MM-dd."),
        ("9999-12-31", "9999-12-31", "ngayNhan1, ngayNhan2 phải có dạng yyyy-MM-dd."),
        ("2021-09-28", "2021-09-27", "ngayNhan1 phải không sau ngayNhan2."),
    ],
)
def test_days_that_are_none_are_refused(ask: Ask, first: str, last: str, says: str) -> None:
    assert ask("DanhSachHoSo", ngayNhan1=first, ngayNhan2=last) == {"error_code": -1, "message": says}


def test_the_list_takes_as_many_queries_for_two_hundred_as_for_ten(ask: Ask) -> None:
    first = accepted()
    ask("DanhSachHoSo", ngayNhan1="2021-09-27", ngayNhan2="2021-09-27")

    def queries_for(length: int) -> tuple[int, int]:
        _multiply(first, to=length)
        with CaptureQueriesContext(connection) as made:
            said = ask("DanhSachHoSo", ngayNhan1="2021-09-27", ngayNhan2="2021-09-27")
        assert len(said["data"]) == length
        return len(made), len([one for one in made.captured_queries if "dossiers_dossier" in one["sql"]])

    at_ten, at_two_hundred = queries_for(10), queries_for(200)
    assert at_ten == at_two_hundred
    assert at_ten[1] == 1


def _multiply(first: Dossier, *, to: int) -> None:
    """Rows like the first one, each with a licence, a file and an act of its own."""
    acts = Act.objects.filter(dossier=first)
    for number in range(Dossier.objects.count(), to):
        card = first.licence
        card.pk, card.number = None, f"{number:012d}"
        card.id = builders.uuid4()
        card.save(force_insert=True)
        copy = Dossier.objects.get(id=first.id)
        copy.id, copy.code, copy.licence = builders.uuid4(), f"000.00.99.H26-210927-{number + 1000}", card
        copy.save(force_insert=True)
        for act in acts:
            act.pk, act.dossier = None, copy
            act.save(force_insert=True)
        Document.objects.create(dossier=copy, kind=PHOTO, content_type="image/jpeg", size=1, digest="", at=now())
