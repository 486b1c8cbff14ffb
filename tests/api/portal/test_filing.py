"""A portal files a citizen's dossier: taken once, into the department that it names, or refused with the sentence that says why."""

import base64
from datetime import date
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from gplx.applicants.models import Applicant
from gplx.casework.withdraw import withdraw
from gplx.dossiers.models import Act, Dossier
from gplx.fees.questions import amount_due
from gplx.ledger.models import Entry
from gplx.licences.models import Licence
from gplx.offices.models import Department
from gplx.portals.models import Filing
from gplx.registers.models import Exchange
from tests import builders
from tests.api.conftest import Post
from tests.api.portal.conftest import File
from tests.api.portal.filings import FILED, TOKEN, file, message

BEFORE = {"error_code": 1, "message": "Hồ sơ này đã được tiếp nhận trước đó."}
PHOTO_AT = "https://cong.example.vn/tep/1"


def nothing_was_kept() -> bool:
    return not (
        Dossier.objects.exists() or Filing.objects.exists() or Exchange.objects.exists() or Entry.objects.exists()
    )


def jobs(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pgqueuer WHERE entrypoint = %s", [name])
        return int(cursor.fetchone()[0])


def test_it_becomes_a_submitted_dossier_under_its_own_code(file_it: File) -> None:
    sent = message()

    assert file_it(sent) == {"error_code": 0, "message": f"Đã tiếp nhận hồ sơ {sent['MaHoSo']}"}

    dossier = Dossier.objects.get(code=sent["MaHoSo"])
    assert (dossier.state, dossier.channel, dossier.department_id) == ("submitted", "portal", "H26")
    assert (dossier.phone, dossier.email) == ("0900000003", "cong@example.vn")
    assert (dossier.delivery, dossier.delivery_address) == ("post", "3 phố Thử, Hà Nội")
    assert dossier.submitted_at is not None
    assert dossier.decision["outcome"] == "exchange"
    person = dossier.applicant
    assert (person.tech_id, person.name, person.born, person.sex) == (
        sent["MaDoiTuong"],
        "Nguyễn Thử Cổng",
        date(1985, 4, 12),
        "male",
    )
    assert [(one.number, one.source) for one in person.numbers.all()] == [
        (sent["DinhDanhCHS"][0]["SoDinhDanh"], "portal")
    ]
    licence = dossier.licence
    assert (licence.number, licence.licence_class, licence.match) == (sent["SoGPLX"], "B2", "unknown")
    assert (licence.issued, licence.expires) == (date(2012, 3, 1), date(2022, 3, 1))
    filing = Filing.objects.get()
    assert (filing.code, filing.portal, filing.dossier_id, filing.body) == (dossier.code, "sync", dossier.id, sent)


def test_it_is_the_citizens_own_act_and_the_portal_is_told_of_it(file_it: File) -> None:
    file_it(message())
    act = Act.objects.get()
    assert (act.act, act.by_kind, act.by_id, act.portal_code) == ("submit", "citizen", str(act.dossier.applicant_id), 1)
    assert act.details["portal"] is True
    assert jobs("acted") == 1
    assert list(Entry.objects.filter(kind="act").values_list("act", flat=True)) == ["submit"]


def test_the_agencies_are_asked_as_for_anybody(file_it: File) -> None:
    sent = message()
    file_it(sent)
    asked = {(one.register, one.operation): one.ask for one in Exchange.objects.all()}
    assert set(asked) == {("licences", "find"), ("health", "find"), ("police", "find"), ("inspectorate", "find")}
    number = sent["DinhDanhCHS"][0]["SoDinhDanh"]
    assert asked["licences", "find"]["numbers"] == [number, sent["SoGPLX"]]
    assert asked["police", "find"]["numbers"] == [number, sent["SoGPLX"]]


def test_the_law_takes_it_for_one_that_came_online(file_it: File) -> None:
    file_it(message())
    dossier = Dossier.objects.get()
    assert dossier.channel_of_law == "online"
    assert amount_due(dossier).amount == 135_000
    assert dossier.due_on is not None


def test_the_same_code_is_taken_once_whatever_else_it_says(file_it: File) -> None:
    sent = message()
    assert file_it(sent)["error_code"] == 0
    assert file_it(sent) == BEFORE
    assert file_it(message(MaHoSo=sent["MaHoSo"])) == BEFORE
    assert (Dossier.objects.count(), Filing.objects.count(), Applicant.objects.count()) == (1, 1, 1)


def test_a_code_of_ours_is_nobody_elses(file_it: File) -> None:
    ours = builders.submitted()
    assert file_it(message(MaHoSo=ours.code)) == BEFORE
    assert not Filing.objects.exists()


def test_a_known_account_keeps_what_it_says_and_learns_the_number(file_it: File) -> None:
    known = builders.applicant(name="Nguyễn Thử Nghiệm")
    sent = message(MaDoiTuong=known.tech_id, ChuHoSo="Nguyễn Thử Khác")
    assert file_it(sent)["error_code"] == 0
    dossier = Dossier.objects.get()
    assert dossier.applicant_id == known.id
    known.refresh_from_db()
    assert (known.name, known.assurance) == ("Nguyễn Thử Nghiệm", "2")
    assert sent["DinhDanhCHS"][0]["SoDinhDanh"] in set(known.numbers.values_list("number", flat=True))


def test_a_draft_left_here_for_the_same_licence_becomes_it(file_it: File) -> None:
    draft = builders.draft(department_id="H25")
    sent = message(MaDoiTuong=draft.applicant.tech_id, SoGPLX=draft.licence.number, HinhThuc="0", DiaChiNhanKetQua=None)
    assert file_it(sent)["error_code"] == 0
    dossier = Dossier.objects.get()
    assert (dossier.id, dossier.code, dossier.department_id) == (draft.id, sent["MaHoSo"], "H26")
    assert (dossier.delivery, dossier.delivery_address, dossier.channel) == ("desk", "", "portal")
    assert Licence.objects.count() == 1


def test_a_licence_with_a_dossier_under_way_is_refused_and_after_its_end_taken(file_it: File) -> None:
    first = builders.submitted(green=False)
    sent = message(MaDoiTuong=first.applicant.tech_id, SoGPLX=first.licence.number)
    refused = "Giấy phép lái xe này đang có một hồ sơ khác chưa giải quyết xong."
    assert file_it(sent) == {"error_code": -1, "message": refused}
    assert (Dossier.objects.count(), Filing.objects.count()) == (1, 0)

    withdraw(dossier_id=first.id, by=first.applicant, request_id=builders.fresh(), seen=None)
    assert file_it(sent)["error_code"] == 0


@pytest.mark.parametrize("agency", ["H26", "000.00.99.H26", "000.00.00.H26"])
def test_a_department_goes_by_its_three_names(file_it: File, agency: str) -> None:
    assert file_it(message(MaCoQuanThucHien=agency))["error_code"] == 0
    assert Dossier.objects.get().department_id == "H26"


@pytest.mark.parametrize(("said", "sex"), [("0", "male"), ("1", "female"), ("Nữ", "female"), ("M", "male")])
def test_the_sex_is_read_however_it_is_written(file_it: File, said: str, sex: str) -> None:
    file_it(message(GioiTinh=said))
    assert Applicant.objects.get().sex == sex


def test_a_licence_without_an_end_has_none(file_it: File) -> None:
    file_it(message(NgayHetHanGPLX="", HangGPLX="A1"))
    assert Licence.objects.get().expires is None


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"MaHoSo": None}, "Thiếu trường MaHoSo."),
    ({"SoGPLX": None}, "Thiếu trường SoGPLX."),
    ({"MaHoSo": "HS-1"}, "MaHoSo không đúng cấu trúc."),
    ({"MaHoSo": "000.00.00.H26-210927-1"}, "MaHoSo không đúng cấu trúc."),
    ({"MaHoSo": 7}, "MaHoSo không đúng kiểu dữ liệu."),
    ({"MaTTHC": "1.002835"}, "MaTTHC: ở đây chỉ tiếp nhận thủ tục 1.002809."),
    ({"MaTTHC": "1x002809"}, "MaTTHC: ở đây chỉ tiếp nhận thủ tục 1.002809."),
    ({"MaCoQuanThucHien": "H22"}, "MaCoQuanThucHien: không có Sở này, hoặc Sở chưa tiếp nhận trực tuyến."),
    ({"MaCoQuanThucHien": ""}, "MaCoQuanThucHien: không có Sở này, hoặc Sở chưa tiếp nhận trực tuyến."),
    ({"MaDoiTuong": ""}, "MaDoiTuong: cần mã tài khoản của công dân tại Cổng (TechID)."),
    ({"ChuHoSo": " "}, "ChuHoSo: cần họ tên, dài tối đa 80 ký tự."),
    ({"ChuHoSo": "x" * 81}, "ChuHoSo: cần họ tên, dài tối đa 80 ký tự."),
    ({"NgaySinh": "12/04/1985"}, "NgaySinh phải viết yyyyMMdd."),
    ({"NgaySinh": ""}, "NgaySinh phải trước hôm nay."),
    ({"NgaySinh": "20300101"}, "NgaySinh phải trước hôm nay."),
    ({"GioiTinh": "2"}, "GioiTinh phải là 0 (nam) hoặc 1 (nữ)."),
    ({"DinhDanhCHS": []}, "DinhDanhCHS: cần số CCCD 12 số, CMND 9 số hoặc hộ chiếu."),
    ({"DinhDanhCHS": [{"SoDinhDanh": "123"}]}, "DinhDanhCHS: cần số CCCD 12 số, CMND 9 số hoặc hộ chiếu."),
    ({"DinhDanhCHS": "001"}, "DinhDanhCHS không đúng kiểu dữ liệu."),
    ({"SoDienThoai": ""}, "SoDienThoai: cần số điện thoại, chỉ gồm chữ số."),
    ({"Email": "x" * 121}, "Email dài tối đa 120 ký tự."),
    ({"HinhThuc": "2"}, "HinhThuc phải là 0 hoặc 1."),
    ({"DiaChi": "", "DiaChiNhanKetQua": ""}, "DiaChiNhanKetQua: trả kết quả qua bưu điện thì cần địa chỉ nhận."),
    ({"DiaChi": "x" * 201}, "DiaChi và DiaChiNhanKetQua dài tối đa 200 ký tự."),
    ({"SoGPLX": "?"}, "SoGPLX chỉ có chữ và số."),
    ({"HangGPLX": "Z"}, "HangGPLX: không có hạng này."),
    ({"NgayCapGPLX": "2012-03-01"}, "NgayCapGPLX phải viết yyyyMMdd."),
    ({"NgayCapGPLX": "20300101"}, "NgayCapGPLX: cần ngày cấp, không sau hôm nay."),
    ({"NgayHetHanGPLX": "20110101"}, "NgayHetHanGPLX phải sau ngày cấp."),
    ({"TaiLieuNop": [file("M.9", DuongDanTaiTepTin=PHOTO_AT)]},
     "TaiLieuNop: MaThanhPhanHoSo phải là một trong: M.2, M.4, health, number_paper, photo."),
    ({"TaiLieuNop": [file("M.4", DuongDanTaiTepTin=PHOTO_AT)] * 2}, "TaiLieuNop: có hai tệp cho thành phần M.4."),
    ({"TaiLieuNop": [file()]}, "TaiLieuNop: DuongDanTaiTepTin phải là địa chỉ tại Cổng."),
    ({"TaiLieuNop": [file(DuongDanTaiTepTin="https://other.example.vn/1")]},
     "TaiLieuNop: DuongDanTaiTepTin phải là địa chỉ tại Cổng."),
    ({"TaiLieuNop": [file(DuongDanTaiTepTin="file:///etc/passwd")]},
     "TaiLieuNop: DuongDanTaiTepTin phải là địa chỉ tại Cổng."),
    ({"TaiLieuNop": [file(DuongDanTaiTepTin=PHOTO_AT + "x" * 500)]},
     "TaiLieuNop: DuongDanTaiTepTin dài tối đa 500 ký tự."),
    ({"TaiLieuNop": [file(Base64="???")]}, "TaiLieuNop: Base64 không đọc được."),
    ({"TaiLieuNop": [file(Base64="")]}, "TaiLieuNop: Tệp đang trống. Vui lòng chọn lại tệp."),
    ({"TaiLieuNop": [file(Base64=base64.b64encode(b"<html>").decode())]},
     "TaiLieuNop: Tệp này không đúng loại. Vui lòng chọn tệp JPEG hoặc PNG."),
    ({"TaiLieuNop": [{"TenTepDinhKem": "a"}]}, "Thiếu trường MaThanhPhanHoSo."),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), WRONG, ids=[str(number) for number in range(len(WRONG))])
def test_what_is_wrong_is_told_and_nothing_is_kept(file_it: File, change: dict[str, Any], sentence: str) -> None:
    assert file_it(message(**change)) == {"error_code": -1, "message": sentence}
    assert nothing_was_kept()


def test_what_was_refused_is_taken_once_it_is_right(file_it: File) -> None:
    sent = message()
    assert file_it(sent | {"SoGPLX": "?"})["error_code"] == -1
    assert file_it(sent)["error_code"] == 0


def test_no_sentence_says_what_stood_in_the_message(file_it: File) -> None:
    said = file_it(message(DinhDanhCHS={"SoDinhDanh": "001085999999"}, ChuHoSo="Trần Bí Mật"))
    assert "001085999999" not in said["message"]
    assert "Bí Mật" not in said["message"]


@pytest.mark.parametrize("body", ["[]", "null", "{", '"x"'])
def test_what_is_no_message_is_answered_400(file_it: File, body: str) -> None:
    said = file_it(body, status=400)
    assert said == {"error_code": -1, "message": "Nội dung gửi đến không phải JSON đúng cấu trúc."}


def test_what_is_too_long_is_answered_413(file_it: File) -> None:
    assert file_it(message(GhiChu="x" * 6_000_001), status=413)["error_code"] == -1


@pytest.mark.parametrize("token", ["", "other", TOKEN + "x"])
def test_a_stranger_files_nothing(file_it: File, token: str) -> None:
    said = file_it(message(), token=token, status=401)
    assert said == {"error_code": -1, "message": "Không được phép gửi hồ sơ."}
    assert nothing_was_kept()


def test_where_no_token_is_set_nobody_may(post: Post, db: None) -> None:
    builders.department()
    for token in ("", "Bearer ", "Bearer"):
        assert post(FILED, message(), Authorization=token).status_code == 401
    assert nothing_was_kept()


@pytest.mark.parametrize("address", ["/api/portal/nhanhsdvcqg", "/XrdAdapter/RestService/forward/nhanhsdvcqg", FILED])
def test_it_is_reached_directly_and_as_either_adapter_forwards(file_it: File, address: str) -> None:
    assert file_it(message(), to=address)["error_code"] == 0


def test_a_provincial_portal_files_for_its_own_department_alone(file_it: File) -> None:
    Department.objects.filter(id="H25").update(online=True)
    own = message()
    assert file_it(own, token="token-of-hanoi")["error_code"] == 0
    assert Filing.objects.get().portal == "sync_h26"
    said = file_it(message(MaCoQuanThucHien="H25"), token="token-of-hanoi")
    assert said["message"].startswith("MaCoQuanThucHien: không có Sở này")
    assert Filing.objects.count() == 1


def test_a_file_by_address_is_fetched_by_the_queue(file_it: File) -> None:
    sent = message(TaiLieuNop=[file("M.4", DuongDanTaiTepTin=PHOTO_AT)])
    assert file_it(sent)["error_code"] == 0
    filing = Filing.objects.get()
    wanted = Exchange.objects.get(operation="fetch")
    assert (wanted.register, wanted.key) == ("sync", f"fetch:{filing.id}:photo")
    assert wanted.ask == {"url": PHOTO_AT, "path": f"incoming/{filing.id}/photo"}
    assert wanted.about == f"dossier:{filing.dossier_id}"
    assert jobs("register.sync") == 1
    assert not filing.dossier.documents.exists()


def test_a_file_within_the_message_waits_for_the_queue_and_stands_in_no_record(file_it: File) -> None:
    content = builders.picture()
    sent = message(TaiLieuNop=[file(Base64=base64.b64encode(content).decode())])
    assert file_it(sent)["error_code"] == 0
    filing = Filing.objects.get()
    with default_storage.open(filing.path_of("photo")) as kept:
        assert kept.read() == content
    assert filing.body["TaiLieuNop"] == [file()]
    assert jobs("portal_file_came") == 1
    assert not Exchange.objects.filter(operation="fetch").exists()
