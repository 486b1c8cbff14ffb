"""The page of the outside systems: trouble first, in words and as a strip; given-up calls are asked again by one click."""

import pytest
from django.urls import reverse

from gplx.ground.clock import now
from gplx.offices.changes import open_directorate
from gplx.offices.models import CLERK, DIRECTORATE, DIRECTORATE_ID
from gplx.registers.models import ANSWERED, GIVEN_UP, WANTED, Exchange
from tests import builders
from tests.pages.officer.desk import at, page

pytestmark = pytest.mark.django_db

PAGE = "/tong-cuc/he-thong"


def an_exchange(register: str, state: str, number: int = 0, **told: object) -> Exchange:
    ended = None if state == WANTED else now()
    given = {"attempts": 1, "sent_at": now(), "wanted_at": now(), "ended_at": ended, "learnt_at": ended} | told
    key = f"{register}-{state}-{number}"
    return Exchange.objects.create(
        register=register,
        operation="find",
        key=key,
        about="dossier:x",
        state=state,
        ask={"numbers": ["secret"]},
        **given,
    )


@pytest.fixture
def directorate() -> None:
    open_directorate()


def test_trouble_stands_first_with_its_last_fault(directorate: None) -> None:
    an_exchange("health", ANSWERED, milliseconds=120)
    fault = {"error": "police did not answer in time", "error_kind": "try_later"}
    an_exchange("police", WANTED, **fault)
    answer = at(builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID)).get(PAGE)
    shown = page(answer)
    assert shown.index("Cục Cảnh sát giao thông Không trả lời") < shown.index("Cơ sở dữ liệu khám sức khỏe lái xe Tốt")
    assert "police did not answer in time" in shown
    assert "100% của 1 lần" in shown
    assert "Trả lời trung bình 120 ms" in shown
    assert "secret" not in answer.content.decode()


def test_given_up_calls_are_asked_again_and_only_those_of_this_register(directorate: None) -> None:
    given_up = [an_exchange("police", GIVEN_UP, number) for number in range(3)]
    other = an_exchange("health", GIVEN_UP)
    desk = at(builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID))
    assert "Hỏi lại những lần đã ngừng : Cục Cảnh sát giao thông" in page(desk.get(PAGE)).replace("ngừng:", "ngừng :")
    answer = desk.post(reverse("ask_register_again", args=["police"]), follow=True)
    assert "Đã hỏi lại 3 lần: Cục Cảnh sát giao thông." in page(answer)
    states = Exchange.objects.filter(id__in=[one.id for one in given_up]).values_list("state", flat=True)
    assert set(states) == {WANTED}
    other.refresh_from_db()
    assert other.state == GIVEN_UP
    again = desk.post(reverse("ask_register_again", args=["police"]), follow=True)
    assert "Không còn lần hỏi nào đã ngừng: Cục Cảnh sát giao thông." in page(again)


def test_an_unknown_system_is_not_asked(directorate: None) -> None:
    desk = at(builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID))
    assert desk.post(reverse("ask_register_again", args=["nonsense"])).status_code == 404


def test_a_department_does_not_see_it(directorate: None) -> None:
    builders.draft()
    desk = at(builders.officer(CLERK))
    assert desk.get(PAGE).status_code == 403
    assert desk.post(reverse("ask_register_again", args=["police"])).status_code == 403


def test_the_overview_names_what_is_in_trouble(directorate: None) -> None:
    desk = at(builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID))
    assert "Không hệ thống nào đang lỗi." in page(desk.get("/tong-cuc"))
    an_exchange("post", WANTED, error="post cannot be reached", error_kind="try_later")
    assert "Đang có lỗi Bưu điện." in page(desk.get("/tong-cuc"))
