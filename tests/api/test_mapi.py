"""What departments' own software asks over ``mapi/login`` and ``mapi/g``: field for field, and its own department only."""

import hashlib
from base64 import b64decode
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gplx.applicants.changes import link
from gplx.applicants.models import CHIP_QR
from gplx.casework.refuse import refuse
from gplx.documents.changes import keep
from gplx.documents.models import HEALTH_PAPER, PHOTO, Document
from gplx.dossiers.models import Act, Dossier
from gplx.ground.clock import HANOI, now
from gplx.ledger.questions import history
from gplx.offices.api_keys import give_api_key
from gplx.offices.models import CLERK
from tests import builders
from tests.api.conftest import Post

pytestmark = pytest.mark.django_db

MAPI = "/apiDVC-GPLX/tcdbdvcdata/mapi"
HANOI_OFFICE, PHU_THO_OFFICE = "000.00.99.H26", "000.00.99.H44"
NOT_HERE = {"error_code": -1, "message": "Không tìm thấy dữ liệu này ở đơn vị của ông/bà."}
NO_SESSION = {"error_code": -2, "message": "Phiên làm việc đã hết hạn. Vui lòng đăng nhập lại."}

Ask = Callable[..., Any]


@pytest.fixture
def ask(post: Post) -> Ask:
    """A department's software: signs in and asks. ``of`` names another department, ``office`` what it says it is."""

    def send(service: str, *, of: str = "H26", office: str = "", **more: Any) -> Any:
        department = builders.department(of)
        if not department.api_user:
            key = give_api_key(department_id=of, user=f"so-{of}")
            session = post(f"{MAPI}/login", {"username": f"so-{of}", "password": key}).json()["session"]
            sessions[of] = session
        body = {"session": sessions[of], "service": service, "donViXuLy": office or department.agency_code, **more}
        return post(f"{MAPI}/g", body).json()

    sessions: dict[str, str] = {}
    return send


def at(moment: datetime) -> Any:
    """The clock stands within this second."""
    within = moment.replace(microsecond=500_000)
    return patch("gplx.ground.clock._shift", lambda: within - datetime.now(HANOI))


def accepted(moment: datetime = datetime(2021, 9, 27, 9, 30, tzinfo=HANOI), **more: Any) -> Dossier:
    with at(moment):
        return builders.examining(**more)


def test_a_department_signs_in_with_its_key(post: Post) -> None:
    builders.department("H26")
    key = give_api_key(department_id="H26", user="so-hn")

    said = post(f"{MAPI}/login", {"username": "so-hn", "password": key}).json()
    assert (said["error_code"], said["result"], len(said["session"]) > 40) == (0, "Đăng nhập thành công", True)
    assert builders.department("H26").api_key_hash == hashlib.sha256(key.encode()).hexdigest()


@pytest.mark.parametrize(
    "wrong",
    [
        {"username": "so-hn", "password": "sai"},
        {"username": "so-hn", "password": ""},
        {"username": "khong-co", "password": "sai"},
        {"username": "", "password": ""},
        {},
    ],
)
def test_a_wrong_sign_in_gets_minus_one_whatever_was_wrong(post: Post, wrong: dict[str, str]) -> None:
    builders.department("H26")
    give_api_key(department_id="H26", user="so-hn")

    answer = post(f"{MAPI}/login", wrong)
    assert (answer.status_code, answer.json()) == (
        200,
        {"error_code": -1, "message": "Sai tên đăng nhập hoặc mật khẩu."},
    )


def test_a_session_lives_ten_minutes(ask: Ask) -> None:
    dossier = accepted()
    assert ask("TraCuuHoSo", mahoso=dossier.code)["error_code"] == 0

    real = datetime.now(HANOI).timestamp()
    with patch("django.core.signing.time.time", lambda: real + 590):
        assert ask("TraCuuHoSo", mahoso=dossier.code)["error_code"] == 0
    with patch("django.core.signing.time.time", lambda: real + 611):
        assert ask("TraCuuHoSo", mahoso=dossier.code) == NO_SESSION


def test_a_new_key_ends_sessions_at_once(ask: Ask, post: Post) -> None:
    dossier = accepted()
    assert ask("TraCuuHoSo", mahoso=dossier.code)["error_code"] == 0

    give_api_key(department_id="H26", user="so-hn")
    assert ask("TraCuuHoSo", mahoso=dossier.code) == NO_SESSION


@pytest.mark.parametrize("session", ["", "H26", "H26:x:1abc:xyz", "x" * 500])
def test_a_made_up_session_is_none(post: Post, session: str) -> None:
    builders.department("H26")
    body = {"session": session, "service": "TraCuuHoSo", "donViXuLy": HANOI_OFFICE, "mahoso": "x"}
    assert post(f"{MAPI}/g", body).json() == NO_SESSION


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


def test_an_unknown_service_names_the_known_ones(ask: Ask) -> None:
    assert ask("XoaHoSo") == {
        "error_code": -1,
        "message": "Không có dịch vụ này. Các dịch vụ: DanhSachHoSo, TraCuuHoSo, LayTaiLieuHoSo.",
    }


@pytest.mark.parametrize(
    "address",
    [
        "/apiDVC-GPLX/tcdbdvcdata/mapi/{}",
        "/XrdAdapter/RestService/forward/apiDVC-GPLX/tcdbdvcdata/mapi/{}",
        "/VXPAdapter/RestService/forward/apiDVC-GPLX/tcdbdvcdata/mapi/{}",
        "/XrdAdapter/RestService/forward/mapi/{}",
        "/VXPAdapter/RestService/forward/mapi/{}?dstcode=VN:GOV:000.00.00.G04:gplx&providerurl=http://gplx.example.vn",
    ],
)
def test_the_same_answers_behind_an_adapter(post: Post, address: str) -> None:
    builders.department("H26")
    key = give_api_key(department_id="H26", user="so-hn")

    session = post(address.format("login"), {"username": "so-hn", "password": key}).json()["session"]
    body = {"session": session, "service": "TraCuuHoSo", "donViXuLy": HANOI_OFFICE, "mahoso": "khong-co"}
    assert post(address.format("g"), body).json() == NOT_HERE


@pytest.mark.parametrize("address", [f"{MAPI}/login", f"{MAPI}/g"])
@pytest.mark.parametrize(
    ("body", "status"), [(b"", 400), (b"[1]", 400), (b'{"session": 1, "username": 1}', 400), (b"x" * 70_000, 413)]
)
def test_what_is_no_question_is_refused(post: Post, address: str, body: bytes, status: int) -> None:
    answer = post(address, body)
    assert (answer.status_code, answer.json()["error_code"]) == (status, -1)


def test_the_list_takes_as_many_queries_for_two_hundred_as_for_ten(ask: Ask) -> None:
    first = accepted()
    ask("DanhSachHoSo", ngayNhan1="2021-09-27", ngayNhan2="2021-09-27")

    def queries_for(length: int) -> int:
        _multiply(first, to=length)
        with CaptureQueriesContext(connection) as made:
            said = ask("DanhSachHoSo", ngayNhan1="2021-09-27", ngayNhan2="2021-09-27")
        assert len(said["data"]) == length
        return len([one for one in made.captured_queries if "dossiers_dossier" in one["sql"]])

    assert (queries_for(10), queries_for(200)) == (1, 1)


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
