"""The exams of a clinic: found by what people know, shown with every version, never those of another clinic."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gplx.health.exams.models import Exam
from gplx.offices.models import SUSPENDED, Clinic
from tests import builders
from tests.pages.clinic.conftest import doctor_of
from tests.pages.clinic.exam import issue, send
from tests.pages.reading import links, main, rows, title

pytestmark = pytest.mark.django_db
HERE = "/co-so-kham/da-phat-hanh"


def found(desk: Client, sought: str) -> list[str]:
    """The numbers of the exams that a search finds."""
    return [name for name in links(desk.post(HERE, {"sought": sought})) if "/GKSKLX/" in name]


def test_before_the_first_it_says_so(desk: Client) -> None:
    page = desk.get(HERE)
    assert title(page) == "Phiếu đã phát hành"
    assert "Chưa có phiếu nào." in main(page)
    assert links(page)["Lập phiếu khám"] == "/co-so-kham/kham"


def test_the_newest_stands_first(desk: Client) -> None:
    for name in ("An Thử", "Bình Thử"):
        issue(desk, name=name)
    page = desk.get(HERE)
    numbers = [name for name in links(page) if "/GKSKLX/" in name]
    assert numbers == ["00002/GKSKLX/01901/21", "00001/GKSKLX/01901/21"]
    assert "Hôm nay đã phát hành 2 phiếu." in main(page)
    assert "Bình Thử B2, C 27/09/2021 Đủ sức khỏe lái xe" in main(page)


@pytest.mark.parametrize("sought", ["00002/", "bình thử", "001085000002", "  Bình   Thử "])
def test_one_is_found_by_number_name_or_paper(desk: Client, sought: str) -> None:
    issue(desk, name="An Thử")
    issue(desk, name="Bình Thử", number="001085000002")
    assert found(desk, sought) == ["00002/GKSKLX/01901/21"]


def test_what_is_sought_stands_in_no_address(desk: Client) -> None:
    issue(desk, name="An Thử")
    page = desk.post(HERE, {"sought": "An Thử"})
    assert "Tìm thấy 1 phiếu." in main(page)
    assert not [address for address in links(page).values() if "An" in address]
    assert len([one for one in links(desk.get(f"{HERE}?sought=Khong")) if "/GKSKLX/" in one]) == 1, (
        "an address finds nothing"
    )


def test_nothing_found_is_said(desk: Client) -> None:
    issue(desk)
    assert found(desk, "Không Ai") == []
    assert "Tìm thấy 0 phiếu." in main(desk.post(HERE, {"sought": "Không Ai"}))


def test_a_long_list_comes_in_pages(desk: Client) -> None:
    first = issue(desk)
    for number in range(2, 40):
        Exam.objects.create(**copy_of(first, number=f"{number:05d}/GKSKLX/01901/21"))
    assert "Trang 1 / 2" in main(desk.get(HERE))
    assert len([one for one in links(desk.get(f"{HERE}?trang=2")) if "/GKSKLX/" in one]) == 14
    assert "vui lòng gõ thêm để tìm hẹp hơn" in main(desk.post(HERE, {"sought": "GKSKLX"}))


def copy_of(exam: Exam, **other: object) -> dict[str, object]:
    """An exam like this one, as the clinic's own software may have sent it."""
    columns = {field.attname: getattr(exam, field.attname) for field in Exam._meta.concrete_fields}
    del columns["id"], columns["uuid"]
    return columns | {"digest": "0" * 64, "channel": "gateway"} | other


def test_an_exam_shows_all_that_was_said(desk: Client, clinic: Clinic) -> None:
    exam = issue(desk, illness="Cận thị nhẹ")
    page = desk.get(f"/co-so-kham/phieu/{exam.uuid}")
    told = rows(page)
    assert (told["Họ và tên"], told["Kết luận"], told["Bệnh đang mắc"]) == (
        "Nguyễn Thử Nghiệm",
        "Đủ sức khỏe lái xe",
        "Cận thị nhẹ",
    )
    assert told["Giấy tờ"] == "001085000001, cấp ngày 01/03/2021 tại Cục Cảnh sát thử nghiệm"
    assert (told["Bác sĩ kết luận"], told["Cơ sở khám"]) == ("Nguyễn Bác Sĩ Thử", clinic.name)
    assert told["Chữ ký số"].startswith("RSA-SHA256")
    assert "Đã ký và phát hành phiếu số 00001/GKSKLX/01901/21." in main(page)
    assert "Đã ký và phát hành" not in main(desk.get(f"/co-so-kham/phieu/{exam.uuid}")), "said once"


def test_every_version_can_be_read(desk: Client, live_on: Callable[[date], None]) -> None:
    exam = issue(desk)
    address = f"/co-so-kham/phieu/{exam.uuid}"
    send(desk, "sign", page=f"{address}/sua", name="Tên Mới", why="Sai tên", version=1)
    assert rows(desk.get(address))["Họ và tên"] == "Tên Mới"
    assert "Lý do sửa: Sai tên" in main(desk.get(address))
    first = desk.get(f"{address}?ban=1")
    assert rows(first)["Họ và tên"] == "Nguyễn Thử Nghiệm"
    assert "Bản cũ, không còn giá trị" in main(first)
    assert "Sửa phiếu" not in links(first)
    assert {"Bản 1", "Bản 2", "Sửa phiếu"} <= set(links(desk.get(address)))
    assert rows(desk.get(f"{address}?ban=7"))["Họ và tên"] == "Tên Mới"


def test_one_from_the_clinics_software_is_read_and_not_corrected_here(desk: Client) -> None:
    sent = Exam.objects.create(**copy_of(issue(desk), number="00077/GKSKLX/01901/21"))
    page = desk.get(f"/co-so-kham/phieu/{sent.uuid}")
    assert (rows(page)["Xét nghiệm ma túy"], rows(page)["Hạng"]) == ("Âm tính", "B2, C")
    assert "Sửa phiếu" not in links(page)
    assert desk.get(f"/co-so-kham/phieu/{sent.uuid}/sua").status_code == 404


def test_the_next_number_follows_that_of_the_software(desk: Client) -> None:
    Exam.objects.create(**copy_of(issue(desk), number="00077/GKSKLX/01901/21"))
    assert issue(desk).number == "00078/GKSKLX/01901/21"


def test_a_suspended_clinic_still_reads_what_it_issued(desk: Client) -> None:
    exam = issue(desk)
    Clinic.objects.update(state=SUSPENDED)
    assert "tạm dừng kết nối" in main(desk.get(HERE))
    page = desk.get(f"/co-so-kham/phieu/{exam.uuid}")
    assert rows(page)["Họ và tên"] == "Nguyễn Thử Nghiệm"
    assert "Sửa phiếu" not in links(page)


def test_another_clinic_sees_none_of_it(desk: Client) -> None:
    issue(desk, name="An Thử")
    other = builders.sign_in(Client(), doctor_of(builders.clinic("01902")))
    assert "Chưa có phiếu nào." in main(other.get(HERE))
    assert found(other, "An Thử") == []


def test_the_list_takes_as_many_questions_for_many_as_for_one(desk: Client) -> None:
    first = issue(desk)
    desk.get(HERE)
    few = questions(desk)
    for number in range(2, 26):
        Exam.objects.create(**copy_of(first, number=f"{number:05d}/GKSKLX/01901/21"))
    assert questions(desk) == few


def questions(desk: Client) -> int:
    """How often the list asks the database."""
    with CaptureQueriesContext(connection) as asked:
        desk.get(HERE)
    return len(asked)
