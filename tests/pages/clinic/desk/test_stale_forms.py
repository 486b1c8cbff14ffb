"""A form that was overtaken, or that comes twice: nothing is signed over what another doctor signed meanwhile."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from gplx.health.exams.browser.models import ExamSheet
from gplx.health.exams.models import Exam
from gplx.ledger.questions import history
from gplx.offices.models import Clinic
from tests import builders
from tests.pages.clinic.conftest import doctor_of
from tests.pages.clinic.exam import NEW, SAID, issue, send
from tests.pages.reading import field, main, tree

pytestmark = pytest.mark.django_db
OVERTAKEN = "Phiếu vừa được sửa ở nơi khác. Vui lòng xem bản mới rồi sửa lại."


def correct(desk: Client, exam: Exam, *, seen: object, step: str = "sign", **other: Any) -> HttpResponse:
    said = {"why": "Sai tên", "version": seen} | other
    return send(desk, step, page=f"/co-so-kham/phieu/{exam.uuid}/sua", **said)


@pytest.fixture
def colleague(clinic: Clinic) -> Client:
    """The browser of another doctor of the same clinic."""
    return builders.sign_in(Client(), doctor_of(clinic))


def test_two_doctors_correct_the_same_exam_and_the_second_is_told(desk: Client, colleague: Client) -> None:
    exam = issue(desk)
    assert correct(colleague, exam, seen=1, name="Tên Của Người Trước").status_code == 302
    answer = correct(desk, exam, seen=1, name="Tên Của Người Sau")
    assert answer.status_code == 400
    assert OVERTAKEN in main(answer)
    assert Exam.objects.get(current=True).name == "Tên Của Người Trước"
    assert Exam.objects.count() == 2


def test_who_was_overtaken_corrects_the_new_version(desk: Client, colleague: Client) -> None:
    exam = issue(desk)
    correct(colleague, exam, seen=1, name="Tên Của Người Trước")
    page = desk.get(f"/co-so-kham/phieu/{exam.uuid}/sua")
    assert (field(page, "version"), field(page, "name")) == ("2", "Tên Của Người Trước")
    assert correct(desk, exam, seen=2, name="Tên Của Người Sau").status_code == 302
    assert [one.name for one in Exam.objects.order_by("version")] == [
        SAID["name"],
        "Tên Của Người Trước",
        "Tên Của Người Sau",
    ]


def test_a_form_that_comes_back_still_knows_what_its_doctor_saw(desk: Client, colleague: Client) -> None:
    exam = issue(desk)
    correct(colleague, exam, seen=1, name="Tên Của Người Trước")
    for step, other in (("check", {"name": ""}), ("edit", {}), ("sign", {"why": ""})):
        assert field(correct(desk, exam, seen=1, step=step, **other), "version") == "1", step


def test_the_page_to_check_carries_what_was_seen_to_the_signature(desk: Client) -> None:
    exam = issue(desk)
    page = tree(correct(desk, exam, seen=1, step="check"))
    assert page.xpath("//main//input[@type='hidden'][@name='version']/@value") == ["1"]


@pytest.mark.parametrize("seen", ["", "x", "-1", "1.0", "9" * 30])
def test_a_form_without_a_version_of_ours_corrects_nothing(desk: Client, seen: str) -> None:
    exam = issue(desk)
    assert correct(desk, exam, seen=seen, name="Tên Mới").status_code == 400
    assert Exam.objects.get().name == SAID["name"]


def test_the_second_click_of_a_correction_leads_to_the_same_page(desk: Client, colleague: Client) -> None:
    exam = issue(desk)
    sent = {"request_id": uuid4().hex, "name": "Tên Mới"}
    first = correct(desk, exam, seen=1, **sent)
    correct(colleague, exam, seen=2, name="Tên Mới Hơn")
    second = correct(desk, exam, seen=1, **sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert [entry.details["version"] for entry in history(subject=f"exam:{exam.uuid}")] == [1, 2, 3]


def test_a_second_click_with_other_words_changes_nothing_signed(desk: Client) -> None:
    request_id = uuid4().hex
    first = send(desk, "sign", request_id=request_id)
    second = send(desk, "sign", request_id=request_id, name="Tên Khác", conclusion="A0-2", reason="x")
    assert first.headers["Location"] == second.headers["Location"]
    exam = Exam.objects.get()
    assert (exam.name, exam.conclusion) == (SAID["name"], "A0-1")


def test_the_same_person_again_with_a_new_form_is_a_new_exam(desk: Client) -> None:
    numbers = {issue(desk).number for _ in range(2)}
    assert numbers == {"00001/GKSKLX/01901/21", "00002/GKSKLX/01901/21"}


def test_the_form_of_another_clinic_is_of_no_use(desk: Client) -> None:
    request_id = uuid4().hex
    send(desk, "sign", request_id=request_id)
    other = builders.sign_in(Client(), doctor_of(builders.clinic("01902")))
    answer = send(other, "sign", request_id=request_id)
    assert answer.status_code == 400
    assert "Biểu mẫu này không dùng được nữa. Vui lòng mở lại trang và làm lại." in main(answer)
    assert not Exam.objects.filter(clinic_id="01902").exists()
    assert ExamSheet.objects.count() == 1


def test_the_checked_form_has_an_id_of_its_own_each_time(desk: Client) -> None:
    ids = [tree(send(desk)).xpath("//main//input[@name='request_id']/@value") for _ in range(2)]
    assert all(len(one) == 1 for one in ids)
    assert ids[0] != ids[1]


def test_a_page_that_was_left_open_over_new_year_signs_with_the_new_day(desk: Client, live_on: Any) -> None:
    before = send(desk)
    assert before.status_code == 200
    live_on(date(2022, 1, 1))
    exam = issue(desk)
    assert (exam.number, exam.concluded) == ("00001/GKSKLX/01901/22", date(2022, 1, 1))


def test_looking_at_a_page_signs_nothing(desk: Client) -> None:
    exam = issue(desk)
    for page in (NEW, f"/co-so-kham/phieu/{exam.uuid}", f"/co-so-kham/phieu/{exam.uuid}/sua"):
        assert desk.get(page, {"step": "sign", **SAID, "request_id": uuid4().hex}).status_code == 200
    assert Exam.objects.count() == 1
