"""The queue: the most urgent first, mine apart, found by code, always the same number of questions to the database."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gplx.dossiers.models import APPROVED, CLOSED, EXAMINING, Dossier
from gplx.ground.clock import now, today
from gplx.licences.models import Licence
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER
from gplx.pages.officer import words
from tests import builders
from tests.pages.officer.desk import at, page, ticks

pytestmark = pytest.mark.django_db


def due_in(dossier: Dossier, days: int) -> Dossier:
    """The dossier, due so many days from now."""
    Dossier.objects.filter(id=dossier.id).update(due_on=today() + timedelta(days=days))
    dossier.refresh_from_db()
    return dossier


def many(of: Dossier, numbers: range) -> None:
    """More dossiers like this one."""
    licences, dossiers = [], []
    for n in numbers:
        licence = Licence.objects.get(id=of.licence_id)
        licence.pk, licence.number = uuid4(), f"79{n:010d}"
        licence._state.adding = True
        dossier = Dossier.objects.get(id=of.id)
        dossier.pk, dossier.licence_id, dossier.code = uuid4(), licence.pk, f"{of.code}-{n}"
        licences.append(licence)
        dossiers.append(dossier)
    Licence.objects.bulk_create(licences)
    Dossier.objects.bulk_create(dossiers)


def test_what_is_due_first_stands_first_in_words_and_colour() -> None:
    expected = [(-3, "Quá hạn 3 ngày"), (0, "Hạn hôm nay"), (1, "Còn 1 ngày"), (7, "Còn 7 ngày")]
    dossiers = {days: due_in(builders.examining(), days) for days, _ in reversed(expected)}
    answer = at(builders.officer(EXAMINER)).get("/can-bo")
    shown = page(answer)
    places = [shown.index(str(dossiers[days].code)) for days, _ in expected]
    assert places == sorted(places)
    assert [shown.index(text) for _, text in expected] == sorted(shown.index(text) for _, text in expected)
    for colour in ("red", "orange", "yellow", "grey"):
        assert f"gplx-queue__row--{colour}" in answer.content.decode()


@pytest.mark.parametrize(
    ("ended", "due_on", "says"),
    [
        (False, date(2021, 9, 30), ("Còn 3 ngày", "grey")),
        (False, None, ("Đã ngừng tính hạn", "grey")),
        (True, date(2021, 9, 30), ("Đã ngừng tính hạn", "grey")),
        (False, date(2021, 9, 26), ("Quá hạn 1 ngày", "red")),
    ],
)
def test_how_near_the_day_is(ended: bool, due_on: date | None, says: tuple[str, str]) -> None:
    dossier = Dossier(due_on=due_on, ended_at=now() if ended else None)
    text, colour = words.due(dossier, today=date(2021, 9, 27))
    assert (str(text), colour) == says


@pytest.mark.parametrize(
    ("state", "facts", "says"),
    [
        ("submitted", {}, "Mới nộp"),
        ("submitted", {"payment_asked_at"}, "Chờ nộp lệ phí"),
        ("submitted", {"payment_asked_at", "paid_at"}, "Đã nộp lệ phí"),
        (EXAMINING, {"paid_at"}, "Đang thẩm định"),
        (EXAMINING, {"proposed_at"}, "Đã trình duyệt"),
        ("with_applicant", {}, "Chờ người dân bổ sung"),
        (APPROVED, {}, "Đã duyệt"),
        (APPROVED, {"printed_at"}, "Đã in thẻ"),
        (APPROVED, {"printed_at", "handed_over_at"}, "Đang chuyển trả"),
        (CLOSED, {"printed_at"}, "Đã trả kết quả"),
        ("refused", {}, "Đã từ chối"),
        ("withdrawn", {}, "Người dân đã rút"),
    ],
)
def test_where_it_stands(state: str, facts: set[str], says: str) -> None:
    assert str(words.state_of(Dossier(state=state, **dict.fromkeys(facts, now())))[0]) == says


def test_mine_all_and_ended_are_apart() -> None:
    mine, others = builders.paid(), builders.examining()
    builders.submitted(department_id="H24")
    ended = builders.submitted()
    Dossier.objects.filter(id=ended.id).update(state="withdrawn", ended_at=now())
    browser = at(builders.officer(CLERK))

    def codes(address: str) -> set[str]:
        shown = page(browser.get(address))
        return {str(code) for code in Dossier.objects.values_list("code", flat=True) if str(code) in shown}

    assert codes("/can-bo") == {mine.code}
    assert codes("/can-bo?ds=tat-ca") == {mine.code, others.code}
    assert codes("/can-bo?ds=da-xong") == {ended.code}
    assert codes("/can-bo?ds=gi-do") == {mine.code}
    assert "Chờ tôi (1)" in page(browser.get("/can-bo"))
    assert "Đang xử lý (2)" in page(browser.get("/can-bo"))


def test_a_code_is_found_in_my_office_only() -> None:
    mine, other = builders.examining(), builders.examining(department_id="H24")
    browser = at(builders.officer(CLERK))
    assert str(mine.code) in page(browser.get("/can-bo", {"ma": str(mine.code)[-11:]}))
    shown = page(browser.get("/can-bo", {"ma": f" {other.code} "}))
    assert "Có 0 hồ sơ" in shown
    assert "Không có hồ sơ nào của Sở mang mã này." in shown


def test_nothing_to_do_is_said() -> None:
    shown = page(at(builders.officer(PRINTER)).get("/can-bo"))
    assert "Không còn hồ sơ nào chờ ông/bà." in shown


def test_the_queue_shows_no_person() -> None:
    dossier = builders.paid()
    shown = at(builders.officer(CLERK)).get("/can-bo?ds=tat-ca").content.decode()
    assert dossier.applicant.name not in shown
    assert dossier.licence.number not in shown


def test_a_hostile_code_is_only_text() -> None:
    shown = at(builders.officer(CLERK)).get("/can-bo", {"ma": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


def test_pages_of_25_and_as_many_questions_at_1000_rows_as_at_10() -> None:
    browser = at(builders.officer(EXAMINER))
    first = builders.examining()

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get("/can-bo")
        assert answer.status_code == 200
        return len(asked)

    many(first, range(1, 10))
    at_ten = questions()
    many(first, range(10, 1000))
    assert questions() == at_ten
    content = browser.get("/can-bo").content.decode()
    assert content.count('class="gplx-queue__row ') == 25
    assert "Trang 1 / 40" in content
    assert "trang=2" in content
    last = browser.get("/can-bo?trang=40").content.decode()
    assert "trang=39" in last
    assert "trang=41" not in last
    assert "Trang 40 / 40" in browser.get("/can-bo?trang=999").content.decode()


def test_a_leader_approves_what_was_ticked_and_hears_of_each() -> None:
    good, stale, other, untouched = (
        builders.proposed(),
        builders.proposed(),
        builders.proposed(department_id="H24"),
        builders.proposed(),
    )
    browser = at(builders.officer(LEADER))
    assert browser.get("/can-bo").content.decode().count('name="dossier"') == 3
    sent = ticks(good, stale, other)
    Dossier.objects.filter(id=stale.id).update(version=99)
    answer = browser.post("/can-bo/duyet", sent)
    assert answer["Location"] == "/can-bo"
    states = {one: Dossier.objects.get(id=one.id).state for one in (good, stale, other, untouched)}
    assert states == {good: APPROVED, stale: EXAMINING, other: EXAMINING, untouched: EXAMINING}
    shown = page(browser.get("/can-bo"))
    assert f"{good.code}: đã phê duyệt." in shown
    assert f"Chưa thực hiện: {stale.code}: Hồ sơ vừa được cập nhật ở nơi khác." in shown
    assert str(other.code) not in shown
    assert "đã phê duyệt" not in page(browser.get("/can-bo"))


def test_a_second_click_approves_nothing_twice() -> None:
    dossier, browser = builders.proposed(), at(builders.officer(LEADER))
    sent = ticks(dossier)
    for _ in range(2):
        browser.post("/can-bo/duyet", sent)
        assert f"{dossier.code}: đã phê duyệt." in page(browser.get("/can-bo"))
    assert dossier.acts.filter(act="approve").count() == 1


def test_nothing_ticked_is_said_and_a_form_of_somebody_else_is_none() -> None:
    browser = at(builders.officer(LEADER))
    browser.post("/can-bo/duyet", ticks())
    assert "Chưa chọn hồ sơ nào." in page(browser.get("/can-bo"))
    for dossier in ("khong-phai", "khong-phai:1", f"{uuid4()}:1", f"{uuid4()}:x"):
        browser.post("/can-bo/duyet", {"request_id": builders.fresh(), "dossier": dossier})
        assert "Chưa chọn hồ sơ nào." in page(browser.get("/can-bo"))
    assert browser.post("/can-bo/duyet", {"dossier": f"{uuid4()}:1"}).status_code == 400


@pytest.mark.parametrize(("build", "role"), [(builders.paid, CLERK), (builders.examining, EXAMINER)])
def test_only_leaders_see_boxes_to_tick(build: Callable[[], Dossier], role: str) -> None:
    build()
    assert 'name="dossier"' not in at(builders.officer(role)).get("/can-bo").content.decode()
