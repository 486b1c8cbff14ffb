"""The page of a department's own software: key, address, secret, mode, the last messages, and sending them again."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from gplx.ledger.models import Entry
from gplx.offices.api_keys import department_by_key
from gplx.offices.models import ADMIN, BUILT_IN, OWN_SOFTWARE, ROLES, Department, Webhook
from gplx.offices.software.calls import keep_call
from gplx.offices.software.webhooks import destination_of
from gplx.registers.models import ANSWERED, GIVEN_UP, WANTED, Exchange
from gplx.registers.webhooks.signing import written
from tests import builders
from tests.casework.software.hooks import KEY, follow, listens, told
from tests.pages.officer.desk import at, page

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/phan-mem"
ADDRESS = "https://gplx.so-thu.example.vn/webhook"
FORMS = ["khoa", "dia-chi", "bi-mat", "ngung", "gui-lai", "gui-lai/1", "noi-xu-ly", "kiem-tra"]


@pytest.fixture(autouse=True)
def _keys(settings: Settings) -> None:
    settings.WEBHOOK_KEYS = [KEY]


@pytest.fixture
def browser() -> Client:
    return at(builders.officer(ADMIN))


def send(browser: Client, form: str, **said: Any) -> Any:
    return browser.post(f"{PAGE}/{form}", {"request_id": builders.fresh(), **said})


def noted() -> list[str]:
    return list(Entry.objects.filter(subject="department:H26").order_by("number").values_list("act", flat=True))


@pytest.mark.parametrize("role", [role for role in ROLES if role != ADMIN])
def test_nobody_but_an_administrator_enters(role: str) -> None:
    listens()
    other = at(builders.officer(role))
    assert other.get(PAGE).status_code == 403
    assert [send(other, form).status_code for form in FORMS] == [403] * len(FORMS)
    assert noted() == []


def test_a_key_is_shown_once_and_the_one_before_opens_nothing(browser: Client) -> None:
    assert "Chưa có" in page(browser.get(PAGE))
    keys = []
    for _ in range(2):
        assert send(browser, "khoa").headers["Location"] == PAGE
        shown = browser.get(PAGE).content.decode()
        (key,) = re.findall(r'gplx-secret">([\w-]{43})<', shown)
        keys.append(key)
        assert key not in browser.get(PAGE).content.decode()
    assert department_by_key(keys[0]) is None
    assert department_by_key(keys[1]) == Department.objects.get(id="H26")
    assert Department.objects.get(id="H26").api_user == "so-h26"
    assert noted() == ["give_api_key"] * 2


def test_an_address_is_registered_and_its_secret_shown_once(browser: Client) -> None:
    assert send(browser, "dia-chi", address=ADDRESS).status_code == 302
    (secret,) = destination_of("H26").secrets
    shown = browser.get(PAGE)
    assert written(secret) in shown.content.decode()
    assert ADDRESS in page(shown)
    assert "Đang báo tin" in page(shown)
    assert written(secret) not in browser.get(PAGE).content.decode()
    assert noted() == ["register_webhook"]


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("", "Vui lòng điền: Địa chỉ nhận tin."),
        ("http://so-thu.example.vn/", "Địa chỉ phải bắt đầu bằng https://"),
        ("https://10.0.0.1/", "Địa chỉ này nằm trong mạng nội bộ"),
        ("https://" + "a" * 300, "Địa chỉ nhận tin: tối đa 300 ký tự."),
    ],
)
def test_an_address_that_cannot_be_is_told_at_its_field(browser: Client, address: str, says: str) -> None:
    answer = send(browser, "dia-chi", address=address)
    assert answer.status_code == 400
    assert says in page(answer)
    assert not Webhook.objects.exists()
    assert noted() == []


def test_a_secret_is_changed_without_a_gap(browser: Client) -> None:
    send(browser, "bi-mat")
    assert not Webhook.objects.exists()
    listens()
    (first,) = destination_of("H26").secrets
    send(browser, "bi-mat")
    new, old = destination_of("H26").secrets
    shown = browser.get(PAGE)
    assert old == first
    assert written(new) in shown.content.decode()
    assert "bí mật cũ còn dùng đến" in page(shown)
    assert noted() == ["rotate_webhook"]


def test_telling_is_stopped(browser: Client) -> None:
    listens()
    send(browser, "ngung")
    assert destination_of("H26") is None
    assert "Đã ngừng báo tin cho phần mềm của Sở." in page(browser.get(PAGE))


def test_the_last_messages_with_state_tries_and_answer(browser: Client) -> None:
    listens()
    dossier = builders.paid()
    follow(dossier)
    first, second, third = Exchange.objects.filter(about="webhook:H26").order_by("id")
    Exchange.objects.filter(id=first.id).update(state=ANSWERED, attempts=1, milliseconds=41, answer={})
    Exchange.objects.filter(id=second.id).update(
        state=GIVEN_UP, attempts=16, error="software of H26 refused the call (HTTP 401)"
    )
    Exchange.objects.filter(id=third.id).update(
        state=WANTED, attempts=2, error="software of H26 did not answer in time"
    )
    shown = page(browser.get(PAGE))
    assert shown.count(str(dossier.code)) >= 3
    for words in (
        "Nộp hồ sơ · Mới nộp · Trả lời: Đã nhận",
        "1 lần gửi · 41 mili giây",
        "Yêu cầu nộp lệ phí · Mới nộp · Trả lời: HTTP 401",
        "16 lần gửi",
        "Trả lời: Không trả lời, hoặc không kết nối được",
    ):
        assert words in shown
    assert dossier.applicant.name not in shown
    content = browser.get(PAGE).content.decode()
    sendable = {int(one) for one in re.findall(rf'action="{PAGE}/gui-lai/(\d+)"', content)}
    assert sendable == {first.id, second.id}


def test_what_came_after_it_was_stopped_was_not_sent(browser: Client) -> None:
    listens()
    follow(builders.submitted())
    Exchange.objects.filter(about="webhook:H26").update(state=ANSWERED, answer={"taken": False})
    assert page(browser.get(PAGE)).count("Trả lời: Không gửi vì đã ngừng báo tin") == 2


def test_one_is_sent_again(browser: Client) -> None:
    listens()
    follow(builders.submitted())
    Exchange.objects.filter(about="webhook:H26").update(state=ANSWERED, answer={})
    first = Exchange.objects.filter(about="webhook:H26").earliest("id")
    form = {"request_id": builders.fresh()}
    for _ in range(2):
        browser.post(f"{PAGE}/gui-lai/{first.id}", form)
    assert len(told()) == 3
    shown = page(browser.get(PAGE))
    assert "Đang gửi lại 1 tin." in shown
    assert "Không có tin nào cần gửi lại" in shown


def test_all_are_sent_again_since_a_moment(browser: Client) -> None:
    listens()
    follow(builders.submitted())
    Exchange.objects.filter(about="webhook:H26").update(state=ANSWERED, answer={})
    later = send(browser, "gui-lai", since="28/9/2021 08:30")
    assert later.status_code == 302
    assert len(told()) == 2
    send(browser, "gui-lai", since="27/9/2021")
    assert told() == told()[:2] * 2
    assert "Đang gửi lại 2 tin." in page(browser.get(PAGE))


@pytest.mark.parametrize("since", ["", "hôm qua", "32/1/2021"])
def test_a_moment_that_is_none_is_told_at_its_field(browser: Client, since: str) -> None:
    listens()
    answer = send(browser, "gui-lai", since=since)
    assert answer.status_code == 400
    assert "Vui lòng ghi ngày và giờ, ví dụ 27/9/2021 08:30." in page(answer)


def test_another_departments_messages_are_not_to_be_seen_or_sent(browser: Client) -> None:
    listens("H24")
    builders.department("H26")
    dossier = builders.submitted(department_id="H24")
    follow(dossier)
    Exchange.objects.filter(about="webhook:H24").update(state=ANSWERED, answer={})
    theirs = Exchange.objects.filter(about="webhook:H24").earliest("id")
    send(browser, f"gui-lai/{theirs.id}")
    assert len(told("H24")) == 2
    assert str(dossier.code) not in page(browser.get(PAGE))


def test_the_mode_is_changed_with_a_reason(browser: Client) -> None:
    send(browser, "khoa")
    without = send(browser, "noi-xu-ly", mode=OWN_SOFTWARE, reason="")
    assert without.status_code == 400
    assert "Vui lòng điền: Lý do đổi." in page(without)
    assert send(browser, "noi-xu-ly", mode=OWN_SOFTWARE, reason="Đã kết nối xong").status_code == 302
    assert Department.objects.get(id="H26").mode == OWN_SOFTWARE
    assert "Từ bây giờ: Xử lý trên phần mềm riêng của Sở" in page(browser.get(PAGE))
    assert noted()[-1] == "change_mode"


def test_without_a_key_the_mode_stays(browser: Client) -> None:
    answer = send(browser, "noi-xu-ly", mode=OWN_SOFTWARE, reason="Thử")
    assert answer.status_code == 400
    assert "Phần mềm của Sở chưa có khóa" in page(answer)
    assert Department.objects.get(id="H26").mode == BUILT_IN


def test_what_the_software_did_here_is_shown(browser: Client) -> None:
    department = builders.department()
    assert "Phần mềm của Sở chưa gọi lần nào." in page(browser.get(PAGE))
    keep_call(department=department, operation="login", trouble="Sai tên đăng nhập hoặc mật khẩu.")
    keep_call(department=department, operation="login", trouble="Sai tên đăng nhập hoặc mật khẩu.")
    keep_call(department=department, operation="accept")
    keep_call(department=builders.department("H24"), operation="DanhSachHoSo")
    shown = page(browser.get(PAGE))
    assert "Đăng nhập mapi/login Không nhận Sai tên đăng nhập hoặc mật khẩu." in shown
    assert "2 lần" in shown
    assert "Tiếp nhận Nhận" in shown
    assert "Lấy danh sách hồ sơ" not in shown
