"""The page that tries a department's software: it says in words what is wrong and what to do, and keeps what was found."""

from typing import Any

import msgspec
import pytest
from django.test import Client
from pytest_django import Settings

from gplx.casework.try_software import ACTS, READS, TRIALS, end_of, findings_of
from gplx.ground.clock import now
from gplx.offices.models import ADMIN, ConformanceRun
from gplx.offices.software.calls import keep_call
from gplx.registers.models import ANSWERED, Exchange
from gplx.registers.webhooks.port import TriedSoftware
from tests import builders
from tests.casework.software.hooks import KEY, listens
from tests.pages.officer.desk import at, page

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/phan-mem/kiem-tra"
TEST = "https://thu.so-thu.example.vn/webhook"
GOOD = {"signed": 200, "again": 200, "forged": 401, "stale": 401}


@pytest.fixture(autouse=True)
def _keys(settings: Settings) -> None:
    settings.WEBHOOK_KEYS = [KEY]


@pytest.fixture
def browser() -> Client:
    return at(builders.officer(ADMIN))


def begin(browser: Client, address: str = TEST, **said: Any) -> Any:
    return browser.post(PAGE, {"request_id": builders.fresh(), "address": address, **said})


def answers(run: ConformanceRun, **statuses: int | None) -> None:
    """The calls of a run are answered: as good software does, but for those named here (none: no answer)."""
    for trial, status in (GOOD | statuses).items():
        tried = TriedSoftware(status=status, milliseconds=40, trouble="" if status else "x")
        Exchange.objects.filter(key=f"{run.subject}:{trial}").update(
            state=ANSWERED, answer=msgspec.to_builtins(tried), ended_at=now()
        )


def verdicts(run: ConformanceRun) -> dict[str, str]:
    return {one.name: one.verdict for one in findings_of(run)}


def test_the_calls_go_out_one_after_another_to_the_test_address(browser: Client) -> None:
    listens()
    assert begin(browser).status_code == 302
    run = ConformanceRun.objects.get()
    calls = Exchange.objects.filter(register="webhooks", operation="try_out").order_by("id")
    assert [(one.ask["trial"], one.ask["address"], one.lane) for one in calls] == [
        (trial, TEST, run.subject) for trial in TRIALS
    ]
    first, second, third, fourth = (one.ask["id"] for one in calls)
    assert first == second
    assert len({first, third, fourth}) == 3
    assert (run.department_id, run.address) == ("H26", TEST)


def test_while_it_waits_the_page_looks_again_by_itself(browser: Client) -> None:
    listens()
    assert "every 3s" not in browser.get(PAGE).content.decode()
    begin(browser)
    content = browser.get(PAGE).content.decode()
    assert 'hx-trigger="every 3s"' in content or 'http-equiv="refresh" content="6"' in content
    assert "Đang gửi." in page(browser.get(PAGE))


def test_a_second_click_begins_no_second_run(browser: Client) -> None:
    listens()
    request_id = builders.fresh()
    for _ in range(2):
        begin(browser, request_id=request_id)
    assert ConformanceRun.objects.count() == 1
    assert Exchange.objects.filter(operation="try_out").count() == 4


@pytest.mark.parametrize(
    ("address", "says"),
    [("", "Vui lòng điền: Địa chỉ nhận tin."), ("https://192.168.0.9/", "nằm trong mạng nội bộ")],
)
def test_an_address_that_cannot_be_called_is_told(browser: Client, address: str, says: str) -> None:
    listens()
    answer = begin(browser, address)
    assert answer.status_code == 400
    assert says in page(answer)
    assert not ConformanceRun.objects.exists()


def test_without_a_registered_address_there_is_no_secret_to_sign_with(browser: Client) -> None:
    answer = begin(browser)
    assert answer.status_code == 400
    assert "Vui lòng đăng ký địa chỉ nhận tin trước" in page(answer)
    assert not Exchange.objects.exists()


def test_good_software_is_found_good(browser: Client) -> None:
    listens()
    begin(browser)
    run = ConformanceRun.objects.get()
    answers(run)
    department = builders.department()
    for name in (*READS, *ACTS):
        keep_call(department=department, operation=name)
    assert set(verdicts(run).values()) == {"good"}
    shown = page(browser.get(PAGE))
    assert f"Đạt {len(TRIALS) + len(READS) + len(ACTS)} trên {len(TRIALS) + len(READS) + len(ACTS)} mục." in shown
    assert "Phần mềm trả lời HTTP 200 sau 40 mili giây." in shown
    assert "Chưa đạt" not in shown


BAD: list[tuple[dict[str, int | None], set[str], str]] = [
    ({"signed": 401}, {"signed"}, "Phần mềm từ chối tin ký đúng (HTTP 401)."),
    ({"signed": 500}, {"signed"}, "Phần mềm gặp lỗi (HTTP 500)."),
    ({"signed": None}, {"signed"}, "Phần mềm không trả lời kịp, hoặc không kết nối được."),
    ({"again": 409}, {"again"}, "Tin gửi lại bị từ chối (HTTP 409)."),
    ({"forged": 200}, {"forged"}, "Phần mềm nhận cả tin ký sai (HTTP 200)"),
    ({"forged": 500}, {"forged"}, "Phần mềm gặp lỗi (HTTP 500)."),
    ({"stale": 204}, {"stale"}, "Phần mềm nhận tin đã ký từ 15 phút trước (HTTP 204)"),
    ({"stale": 302}, {"stale"}, "Phần mềm gặp lỗi (HTTP 302)."),
    (dict.fromkeys(GOOD), set(GOOD), "Phần mềm không trả lời kịp"),
    (dict.fromkeys(GOOD, 200), {"forged", "stale"}, "ai cũng có thể giả tin của GPLX"),
]


@pytest.mark.parametrize(("statuses", "bad", "says"), BAD)
def test_what_is_wrong_is_said_in_words(
    browser: Client, statuses: dict[str, int | None], bad: set[str], says: str
) -> None:
    listens()
    begin(browser)
    run = ConformanceRun.objects.get()
    answers(run, **statuses)
    assert {name for name, verdict in verdicts(run).items() if verdict == "bad"} == bad
    assert says in page(browser.get(PAGE))


def test_a_slow_answer_is_found_slow(browser: Client) -> None:
    listens()
    begin(browser)
    run = ConformanceRun.objects.get()
    answers(run)
    slow = msgspec.to_builtins(TriedSoftware(status=200, milliseconds=4100))
    Exchange.objects.filter(key=f"{run.subject}:signed").update(answer=slow)
    assert verdicts(run)["signed"] == "slow"
    assert "Nên trả lời trong 2000 mili giây: nhận tin, trả lời ngay, rồi xử lý sau." in page(browser.get(PAGE))


def test_what_it_does_here_counts_from_the_beginning_of_the_run_on(browser: Client) -> None:
    listens()
    department = builders.department()
    keep_call(department=department, operation="login")
    begin(browser)
    run = ConformanceRun.objects.get()
    assert verdicts(run)["login"] == "waiting"
    assert "Chưa thấy phần mềm gọi từ khi bắt đầu kiểm tra." in page(browser.get(PAGE))
    keep_call(department=department, operation="accept", trouble="Hồ sơ đang ở bước khác.")
    assert "Phần mềm đã gọi và bị từ chối: Hồ sơ đang ở bước khác." in page(browser.get(PAGE))
    keep_call(department=department, operation="accept")
    keep_call(department=department, operation="login")
    found = verdicts(run)
    assert (found["login"], found["accept"], found["refuse"]) == ("good", "good", "waiting")


def test_runs_are_kept_with_their_time(browser: Client) -> None:
    listens()
    for _ in range(3):
        begin(browser)
        answers(ConformanceRun.objects.latest("id"), forged=200)
    shown = page(browser.get(PAGE))
    assert "Các lần trước" in shown
    assert shown.count("đạt 3, chưa đạt 1") == 2


def test_another_departments_runs_are_not_seen(browser: Client) -> None:
    listens("H24")
    theirs = at(builders.officer(ADMIN, department_id="H24"))
    begin(theirs)
    assert TEST in page(theirs.get(PAGE))
    assert TEST not in page(browser.get(PAGE))


@pytest.mark.parametrize(
    ("status", "end"),
    [
        (None, "silent"),
        (199, "fails"),
        (200, "takes"),
        (299, "takes"),
        (300, "fails"),
        (399, "fails"),
        (400, "refuses"),
        (499, "refuses"),
        (500, "fails"),
    ],
)
def test_how_it_took_a_message(status: int | None, end: str) -> None:
    assert end_of(TriedSoftware(status=status, milliseconds=1)) == end
