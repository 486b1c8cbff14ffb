"""The page of the outside systems also says what the last comparison with each portal found, in numbers alone."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gplx.ground.clock import now
from gplx.offices.changes import open_directorate
from gplx.offices.models import DIRECTORATE, DIRECTORATE_ID
from gplx.portals.changes import begin, count_answer, find, raise_questions
from gplx.portals.models import KINDS, Comparison
from tests import builders
from tests.pages.directorate.test_operations import PAGE
from tests.pages.officer.desk import at, page
from tests.pages.reading import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db: None) -> Client:
    open_directorate()
    return at(builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID))


def compared(
    portal: str = "sync", occasion: str = "20210927", *kinds: str, questions: int = 1, answered: int = 1
) -> Comparison:
    comparison = begin(portal=portal, occasion=occasion, at=now())
    assert comparison is not None
    for _ in range(questions):
        raise_questions(comparison, dossiers=5)
    for _ in range(answered):
        count_answer(comparison.id, answered=True)
    for kind in kinds:
        find(comparison, dossier_id=builders.submitted().id, kind=kind)
    return comparison


def test_before_the_first_one_the_page_says_so(desk: Client) -> None:
    assert "Chưa đối chiếu lần nào. Việc này chạy hằng ngày." in main(desk.get(PAGE))


def test_where_nothing_differs_it_says_so(desk: Client) -> None:
    compared()
    shown = main(desk.get(PAGE))
    assert "Cổng Dịch vụ công Quốc gia Đã xong" in shown
    assert "Hồ sơ đã hỏi 5" in shown
    assert "Không có gì khác nhau." in shown
    assert "không trả lời" not in shown.partition("Đối chiếu với các cổng")[2]


def test_each_kind_is_counted_in_words(desk: Client) -> None:
    compared("sync", "20210927", "missing", "missing", "fewer_steps", "other_state", "unsent", "given_up", "refused")
    shown = main(desk.get(PAGE))
    for said in (
        "Cổng chưa có hồ sơ 2",
        "Cổng thiếu bước xử lý 1",
        "Cổng ghi trạng thái khác 1",
        "Bước chưa được gửi đi 1",
        "Đã ngừng gửi, nay gửi lại 1",
        "Cổng từ chối nhận, cần xem 1",
    ):
        assert said in shown
    assert "Không có gì khác nhau." not in shown


def test_one_under_way_is_not_called_over(desk: Client) -> None:
    comparison = compared(questions=2, answered=1)
    shown = main(desk.get(PAGE))
    assert "Cổng Dịch vụ công Quốc gia Đang chạy" in shown
    assert "Không có gì khác nhau." not in shown
    count_answer(comparison.id, answered=False)
    shown = main(desk.get(PAGE))
    assert "Đã xong" in shown
    assert "Câu hỏi cổng không trả lời 1" in shown


def test_the_last_of_each_portal_stands_there(desk: Client) -> None:
    compared("sync", "20210926", "missing")
    compared("sync", "20210927")
    compared("sync_h26", "20210927", "refused")
    shown = main(desk.get(PAGE))
    assert "Cổng chưa có hồ sơ" not in shown
    assert "Cổng dịch vụ công của Hà Nội Đã xong" in shown
    assert "Cổng từ chối nhận, cần xem 1" in shown


def test_it_names_no_dossier_and_no_person(desk: Client) -> None:
    comparison = compared("sync", "20210927", "missing")
    dossier = comparison.differences.get().dossier
    shown = desk.get(PAGE).content.decode()
    for secret in (dossier.code, dossier.applicant.name, str(dossier.id)):
        assert secret not in shown


def test_many_comparisons_take_no_more_queries(desk: Client) -> None:
    compared("sync", "1", *KINDS)
    desk.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        desk.get(PAGE)
    for number in range(2, 6):
        compared("sync", str(number), "missing")
        compared(f"sync_h0{number}", str(number), "missing")
    with CaptureQueriesContext(connection) as many:
        desk.get(PAGE)
    assert len(many) == len(few)


def test_in_english(desk: Client) -> None:
    compared("sync_h26", "20210927", "missing")
    desk.cookies.load({"django_language": "en"})
    shown = page(desk.get(PAGE, headers={"accept-language": "en"}))
    assert "Public service portal of Hà Nội" in shown
    assert "Dossiers that the portal did not have 1" in shown


def test_the_command_says_what_was_found_and_begins_anew(desk: Client, capsys: pytest.CaptureFixture[str]) -> None:
    compared("sync", "20210927", "missing", "fewer_steps", questions=2)
    call_command("compare_portals")
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("sync ")
    assert said[0].endswith(": 10 dossiers, fewer_steps 1, missing 1, not over yet")
    assert said[1] == "begun: sync"
    assert Comparison.objects.filter(portal="sync").count() == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pgqueuer WHERE entrypoint = 'compare_with_portal'")
        assert cursor.fetchone() == (1,)
