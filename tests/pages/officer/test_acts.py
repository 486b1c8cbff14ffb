"""Every act of an officer through its form: done once, on what was seen, by who may, with what it needs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from gplx.dossiers.models import APPROVED, CLOSED, DESK, EXAMINING, REFUSED, SUBMITTED, WITH_APPLICANT, Act, Dossier
from gplx.dossiers.states import OF_APPLICANT, TABLE
from gplx.ground.clock import today
from gplx.licences.questions import electronic_licence
from gplx.offices.models import CLERK, EXAMINER, LEADER, OFFICE_ROLES, PRINTER
from gplx.pages.officer import words
from gplx.pages.officer.acts.doing import DOINGS
from gplx.rules.deadlines import next_working_day
from tests import builders
from tests.casework.acts.stages import failed_at_the_door
from tests.pages.officer.desk import act, at, page

pytestmark = pytest.mark.django_db
Build = Callable[[], Dossier]


def silent() -> Dossier:
    """Submitted, while police and inspectorate are silent."""
    return builders.submitted(green=False)


def refused() -> Dossier:
    """Refused by a clerk before acceptance."""
    dossier = builders.paid()
    act(at(builders.officer(CLERK)), dossier, "refuse", reason="Thử", article="Điều 17")
    return dossier


def late_day() -> str:
    """A working day after every due day."""
    return f"{next_working_day(today() + timedelta(days=20)):%d/%m/%Y}"


SIGNED = {"signed_by": "Nguyễn Thử", "old_licence": "cut"}
GOOD: list[tuple[Build, str, str, dict[str, Any], str]] = [
    (builders.submitted, CLERK, "pay", {"received": "135.000"}, SUBMITTED),
    (builders.paid, CLERK, "accept", {}, EXAMINING),
    (builders.paid, CLERK, "refuse", {"reason": "Ảnh không phải của người này", "article": "Điều 38"}, REFUSED),
    (builders.paid, CLERK, "refuse", {"ground": "lost"}, REFUSED),
    (builders.examining, LEADER, "refuse", {"ground": "issued_abroad", "reason": "Bằng quốc tế"}, REFUSED),
    (silent, CLERK, "ask_correction", {"items": ["photo", "health"], "reason": "Ảnh mờ"}, WITH_APPLICANT),
    (builders.examining, EXAMINER, "ask_correction", {"items": ["photo"], "reason": "Ảnh mờ"}, WITH_APPLICANT),
    (silent, CLERK, "record_answer", {"subject": "police", "good": "yes", "note": "CV 12 ngày 27/9/2021"}, SUBMITTED),
    (builders.examining, EXAMINER, "propose", {}, EXAMINING),
    (builders.proposed, LEADER, "send_back", {"reason": "Xem lại ảnh"}, EXAMINING),
    (builders.proposed, LEADER, "approve", {}, APPROVED),
    (builders.examining, LEADER, "postpone", {"due_on": late_day(), "reason": "Hết phôi"}, EXAMINING),
    (builders.examining, EXAMINER, "progress", {"note": "Đang xác minh vi phạm"}, EXAMINING),
    (lambda: builders.handed_over(delivery=DESK), PRINTER, "fail_pick_up", {"reason": "Không có giấy tờ"}, APPROVED),
    (builders.approved, PRINTER, "print_card", {"serial": "ab 123456"}, APPROVED),
    (builders.printed, PRINTER, "hand_over", {}, APPROVED),
    (lambda: builders.handed_over(delivery=DESK), PRINTER, "deliver", SIGNED, CLOSED),
    (builders.printed, PRINTER, "change_delivery", {"way": "desk"}, APPROVED),
    (failed_at_the_door, PRINTER, "change_delivery", {"way": "post", "address": "2 phố Thử, Hà Nội"}, APPROVED),
    (builders.handed_over, PRINTER, "take_back", {}, APPROVED),
    (builders.handed_over, LEADER, "lose_card", {"reason": "Công văn 3 của bưu điện"}, APPROVED),
    (silent, CLERK, "transfer", {"department_id": "H24", "reason": "Nộp nhầm Sở"}, SUBMITTED),
    (refused, LEADER, "reopen", {"reason": "Từ chối nhầm"}, SUBMITTED),
]


@pytest.mark.parametrize(("build", "role", "name", "said", "state"), GOOD)
def test_an_act_is_done_once_and_said(build: Build, role: str, name: str, said: dict[str, Any], state: str) -> None:
    dossier, browser, request_id = build(), at(builders.officer(role)), builders.fresh()
    seen = Dossier.objects.get(id=dossier.id).version
    for _ in range(2):
        answer = act(browser, dossier, name, request_id=request_id, version=seen, **said)
        goes_to = "/can-bo" if name == "transfer" else f"/can-bo/ho-so/{dossier.id}"
        assert (answer.status_code, answer.headers.get("Location")) == (302, goes_to)
        assert dossier.state == state
        assert Act.objects.filter(dossier=dossier, act=name).count() == 1
        assert page(browser.get("/can-bo")).count(f"Đã xong: {words.DONE[name]}.") == (1 if _ == 0 else 0)


def test_every_act_of_officers_in_the_main_table_has_its_form_and_a_test() -> None:
    own = {row.act for row in TABLE if set(row.roles) & set(OFFICE_ROLES)}
    # What is done at the counter has its own pages; how the card reaches its owner is also the office's to change.
    acts = own - OF_APPLICANT - {"give_help"} | {"change_delivery"}
    assert set(DOINGS) == acts == set(words.ACTS)
    assert {name for _, _, name, _, _ in GOOD} | {"ask_payment", "refuse_file"} == acts
    assert {row.act for row in TABLE} - set(words.DONE) == {"fill_in"}


def test_what_was_said_is_kept() -> None:
    refused_one = builders.paid()
    act(at(builders.officer(CLERK)), refused_one, "refuse", ground="lost", reason="Người dân báo mất.")
    told = refused_one.acts.get(act="refuse").details
    assert told["reason"].startswith("Giấy phép bị mất thì làm thủ tục cấp lại")
    assert told["reason"].endswith("Người dân báo mất.")
    assert "Điều 36" in told["article"]

    asked = silent()
    act(at(builders.officer(CLERK)), asked, "ask_correction", items=["photo"], reason="Ảnh mờ")
    assert (asked.correction["items"], asked.correction["reason"]) == (["photo"], "Ảnh mờ")

    printed = builders.approved()
    act(at(builders.officer(PRINTER)), printed, "print_card", serial="ab 123456")
    licence = electronic_licence(str(printed.code))
    assert licence is not None
    assert licence.serial == "AB123456"


def test_papers_for_both_agencies_ask_for_the_fee_by_themselves() -> None:
    dossier, browser = silent(), at(builders.officer(CLERK))
    for subject in ("police", "inspectorate"):
        assert dossier.payment_asked_at is None
        act(browser, dossier, "record_answer", subject=subject, good="yes", note="CV 1")
    assert dossier.payment_asked_at is not None


def test_a_bad_paper_is_a_hold() -> None:
    dossier, browser = silent(), at(builders.officer(CLERK))
    act(browser, dossier, "record_answer", subject="police", good="no", note="Biên bản 7")
    assert "Biên bản 7" in page(browser.get(f"/can-bo/ho-so/{dossier.id}"))
    assert dossier.payment_asked_at is None


def test_the_fee_is_not_asked_for_while_a_check_is_open() -> None:
    dossier, browser = silent(), at(builders.officer(CLERK))
    answer = act(browser, dossier, "ask_payment")
    assert answer.status_code == 400
    assert "Còn mục kiểm tra chưa đạt nên chưa yêu cầu nộp lệ phí." in page(answer)
    assert dossier.payment_asked_at is None


@pytest.mark.parametrize(
    ("build", "role", "name", "said", "says"),
    [
        (builders.paid, CLERK, "refuse", {}, "Vui lòng chọn một căn cứ, hoặc ghi cả lý do và điều khoản."),
        (builders.paid, CLERK, "refuse", {"reason": "Vì thế"}, "Vui lòng chọn một căn cứ"),
        (builders.paid, CLERK, "refuse", {"ground": "không có"}, "Vui lòng chọn một căn cứ"),
        (silent, CLERK, "ask_correction", {"reason": "x"}, "Vui lòng chọn ít nhất một mục cần bổ sung."),
        (silent, CLERK, "ask_correction", {"items": ["photo"]}, "Vui lòng điền: Lý do."),
        (silent, CLERK, "ask_correction", {"items": ["photo"], "reason": "x" * 501}, "Lý do: tối đa 500 ký tự."),
        (silent, CLERK, "record_answer", {"subject": "police", "good": "yes"}, "Vui lòng điền: Số, ngày của văn bản."),
        (silent, CLERK, "record_answer", {"good": "yes", "note": "1"}, "Vui lòng chọn: Văn bản về."),
        (
            silent,
            CLERK,
            "record_answer",
            {"subject": "health", "good": "yes", "note": "1"},
            "Cần ghi ngày kết luận trên giấy khám sức khỏe.",
        ),
        (
            silent,
            CLERK,
            "record_answer",
            {"subject": "health", "good": "yes", "note": "1", "concluded": "hôm qua"},
            "Ngày kết luận cần ghi theo ngày/tháng/năm",
        ),
        (
            silent,
            CLERK,
            "record_answer",
            {"subject": "identity", "good": "yes", "note": "1", "number": "12"},
            "Số CMND/CCCD cũ không đúng.",
        ),
        (builders.proposed, LEADER, "send_back", {"reason": "  "}, "Vui lòng điền: Lý do."),
        (builders.examining, LEADER, "postpone", {"reason": "Hết phôi"}, "Vui lòng điền: Ngày hẹn mới."),
        (
            builders.examining,
            LEADER,
            "postpone",
            {"reason": "Hết phôi", "due_on": "1/1/2021"},
            "Ngày hẹn mới phải là ngày làm việc sau ngày hẹn cũ.",
        ),
        (builders.approved, PRINTER, "print_card", {"serial": "123"}, "Số phôi gồm 2 chữ cái và 6 chữ số"),
        (lambda: builders.handed_over(delivery=DESK), PRINTER, "deliver", {}, "Vui lòng điền: Họ tên người ký nhận."),
        (
            lambda: builders.handed_over(delivery=DESK),
            PRINTER,
            "deliver",
            {"signed_by": "A"},
            "Vui lòng chọn: Giấy phép cũ.",
        ),
        (builders.handed_over, PRINTER, "deliver", SIGNED, "Thẻ đang do bưu điện chuyển phát"),
        (builders.printed, PRINTER, "change_delivery", {}, "Vui lòng chọn: Cách nhận."),
        (builders.printed, PRINTER, "change_delivery", {"way": "post"}, "Vui lòng điền địa chỉ"),
        (builders.handed_over, LEADER, "lose_card", {"reason": " "}, "Vui lòng điền: Lý do."),
        (silent, CLERK, "transfer", {"reason": "x"}, "Vui lòng chọn Sở nhận hồ sơ."),
        (silent, CLERK, "transfer", {"reason": "x", "department_id": "H01"}, "Vui lòng chọn Sở nhận hồ sơ."),
    ],
)
def test_what_is_missing_is_said_at_the_form_and_nothing_happens(
    build: Build, role: str, name: str, said: dict[str, Any], says: str
) -> None:
    dossier, browser = build(), at(builders.officer(role))
    before = Dossier.objects.values().get(id=dossier.id)
    answer = act(browser, dossier, name, **said)
    assert answer.status_code == 400
    assert says in page(answer)
    assert "Có điều cần sửa" in page(answer)
    assert Dossier.objects.values().get(id=dossier.id) == before


def test_what_was_typed_stays_in_the_form() -> None:
    answer = act(at(builders.officer(CLERK)), builders.paid(), "refuse", reason="Ảnh <b>mờ</b>")
    content = answer.content.decode()
    assert "Ảnh &lt;b&gt;mờ&lt;/b&gt;</textarea>" in content
    assert '<details class="govuk-details gplx-act" open>' in content


def test_a_stale_page_changes_nothing_and_says_so() -> None:
    dossier, browser = builders.paid(), at(builders.officer(CLERK))
    answer = act(browser, dossier, "accept", version=dossier.version - 1)
    assert answer.status_code == 409
    assert "Hồ sơ vừa được cập nhật ở nơi khác." in page(answer)
    assert f'href="/can-bo/ho-so/{dossier.id}"' in answer.content.decode()
    assert dossier.state == SUBMITTED


def test_an_act_of_another_step_is_a_conflict() -> None:
    dossier = builders.examining()
    answer = act(at(builders.officer(CLERK)), dossier, "accept")
    assert answer.status_code == 409
    assert "Hồ sơ đang ở bước khác" in page(answer)
    assert dossier.acts.filter(act="accept").count() == 1


def test_nobody_approves_their_own_proposal() -> None:
    both = builders.officer(EXAMINER, LEADER)
    dossier = builders.proposed(by=both)
    browser = at(both)
    assert "Phê duyệt" not in page(browser.get(f"/can-bo/ho-so/{dossier.id}"))
    assert act(browser, dossier, "approve").status_code == 409
    assert dossier.state == EXAMINING


@pytest.mark.parametrize(("build", "role", "name", "said", "state"), GOOD)
def test_without_the_role_nothing_happens(build: Build, role: str, name: str, said: dict[str, Any], state: str) -> None:
    may = {one for row in TABLE if row.act == name for one in row.roles}
    dossier = build()
    before = Dossier.objects.get(id=dossier.id)
    others = builders.officer(*(one for one in OFFICE_ROLES if one not in may))
    assert act(at(others), dossier, name, **said).status_code == 403
    stranger = builders.officer(*OFFICE_ROLES, department_id="H24")
    assert act(at(stranger), dossier, name, **said).status_code == 404
    assert (dossier.state, dossier.version) == (before.state, before.version)


def test_a_role_of_another_state_is_not_enough() -> None:
    """A clerk refuses before acceptance only; after it, that is the leader's."""
    dossier = builders.examining()
    answer = act(at(builders.officer(CLERK)), dossier, "refuse", ground="lost")
    assert answer.status_code == 403
    assert dossier.state == EXAMINING


@pytest.mark.parametrize("lacks", ["version", "request_id"])
def test_a_form_without_its_hidden_parts_is_not_ours(lacks: str) -> None:
    dossier, browser = builders.paid(), at(builders.officer(CLERK))
    sent = {"version": dossier.version, "request_id": builders.fresh()}
    del sent[lacks]
    assert browser.post(f"/can-bo/ho-so/{dossier.id}/accept", sent).status_code == 400
    dossier.refresh_from_db()
    assert dossier.state == SUBMITTED


@pytest.mark.parametrize("name", ["submit", "withdraw", "correct", "fill_in", "nothing"])
def test_there_is_no_form_for_what_officers_do_not_do(name: str) -> None:
    dossier = builders.paid()
    assert act(at(builders.officer()), dossier, name).status_code == 404


def test_acts_come_by_post_only() -> None:
    dossier = builders.paid()
    assert at(builders.officer()).get(f"/can-bo/ho-so/{dossier.id}/accept").status_code == 405
