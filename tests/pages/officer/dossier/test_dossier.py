"""The page of a dossier: facts beside their sources, only what can be done, every look recorded."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gplx.casework.learn_violations import learn_violations
from gplx.documents.changes import keep
from gplx.documents.models import HEALTH_PAPER, PHOTO
from gplx.documents.questions import newest
from gplx.dossiers.models import Dossier
from gplx.dossiers.states import acts_open, facts_of
from gplx.ground.clock import now
from gplx.ledger.questions import history
from gplx.letters.models import Message
from gplx.offices.models import CLERK, EXAMINER, LEADER, OFFICE_ROLES, PRINTER
from gplx.registers.models import ANSWERED, GIVEN_UP, REFUSED, WANTED, Exchange
from gplx.registers.violations_record import FoundViolations, Violation
from tests import builders, pdfs
from tests.pages.officer.desk import act, at, page

pytestmark = pytest.mark.django_db
PDF = pdfs.pdf()


def address(dossier: Dossier) -> str:
    """The dossier's page."""
    return f"/can-bo/ho-so/{dossier.id}"


def test_each_fact_stands_beside_its_source() -> None:
    dossier = builders.examining()
    shown = page(at(builders.officer(EXAMINER)).get(address(dossier)))
    for said in (
        "Giấy phép lái xe Đạt Giấy phép lái xe khớp với thông tin của người đề nghị. "
        "Nguồn: Cơ sở dữ liệu giấy phép lái xe",
        "Sức khỏe Đạt Giấy khám sức khỏe còn hiệu lực và đúng hạng. Nguồn: Bệnh viện Thử nghiệm",
        "Vi phạm: cảnh sát giao thông Đạt Không có vi phạm đang xử lý. Nguồn: Cục Cảnh sát giao thông",
        "Nhận kết quả Đạt Đã chọn cách nhận kết quả. Nguồn: Người đề nghị",
        "Họ và tên Nguyễn Thử Nghiệm Nguyễn Thử Nghiệm",
        "Ngày sinh 12/04/1985 12/04/1985",
        f"Số giấy phép {dossier.licence.number}",
        "Lệ phí 135.000 ₫, đã nộp",
        "Mọi mục kiểm tra đều đạt. Trình duyệt",
    ):
        assert said in shown


def test_to_an_officer_a_check_says_what_the_officer_can_do() -> None:
    shown = page(at(builders.officer(CLERK)).get(address(builders.submitted(green=False))))
    assert "Chưa trả lời. Có thể hỏi lại, hoặc ghi nhận văn bản trả lời." in shown
    assert "Ông/bà vẫn nộp được hồ sơ" not in shown
    assert "Mọi mục kiểm tra đều đạt." not in shown


def test_a_measure_in_force_is_shown_with_its_record() -> None:
    dossier = builders.submitted(green=False)
    found = Violation(
        minutes_number="BB 77",
        noted=now().date(),
        agency="Công an Thử",
        behaviour="Vượt đèn đỏ",
        kind="stripped",
        since=now().date(),
        until=now().date(),
        fine=None,
        paid=None,
        active=True,
        licence_number=None,
        licence_class=None,
    )
    learn_violations(dossier_id=dossier.id, source="police", found=FoundViolations(records=(found,)))
    shown = page(at(builders.officer(EXAMINER)).get(address(dossier)))
    assert "Tước quyền sử dụng giấy phép · Vượt đèn đỏ · BB 77 · đến trước 28/09/2021" in shown


@pytest.mark.parametrize(
    "build", [builders.submitted, builders.paid, builders.examining, builders.proposed, builders.approved]
)
@pytest.mark.parametrize("role", OFFICE_ROLES)
def test_the_buttons_are_those_of_the_main_table(build: Callable[[], Dossier], role: str) -> None:
    dossier, person = build(), builders.officer(role)
    content = at(person).get(address(dossier)).content.decode()
    expected = acts_open(state=dossier.state, facts=facts_of(dossier, actor_id=str(person.pk)), roles=[role])
    forms = {name for name in OPEN if f'action="{address(dossier)}/{name}"' in content}
    assert forms == set(expected) - {"pay", "refuse_file"}, "a file is refused where it is shown"
    if not expected:
        assert "Hiện không có việc nào dành cho ông/bà ở hồ sơ này." in content


OPEN = {
    "ask_payment",
    "accept",
    "refuse",
    "ask_correction",
    "record_answer",
    "propose",
    "send_back",
    "approve",
    "postpone",
    "progress",
    "fail_pick_up",
    "print_card",
    "hand_over",
    "change_delivery",
    "take_back",
    "lose_card",
    "deliver",
    "transfer",
    "reopen",
}


def test_every_look_at_a_person_is_recorded() -> None:
    dossier, person = builders.examining(), builders.officer(EXAMINER)
    photo = newest(dossier=dossier, kind=PHOTO)
    assert photo is not None
    browser = at(person)
    browser.get(address(dossier))
    browser.get(f"{address(dossier)}/tep/{photo.id}")
    act(browser, dossier, "ask_correction")
    browser.get("/can-bo?ds=tat-ca")
    reads = history(subject=f"dossier:{dossier.id}", kind="read")
    assert [(entry.act, entry.actor) for entry in reads] == [
        ("view", f"officer:{person.pk}"),
        ("document", f"officer:{person.pk}"),
        ("view", f"officer:{person.pk}"),
    ]


def test_one_who_is_turned_away_reads_nothing() -> None:
    dossier = builders.examining()
    stranger = at(builders.officer(EXAMINER, department_id="H24"))
    assert stranger.get(address(dossier)).status_code == 404
    assert not history(subject=f"dossier:{dossier.id}", kind="read").exists()


@pytest.mark.parametrize(
    ("kind", "data", "content_type", "name"),
    [
        (PHOTO, builders.picture(), "image/jpeg", "photo.jpg"),
        (HEALTH_PAPER, PDF, "application/pdf", "health_paper.pdf"),
    ],
)
def test_a_file_is_shown_as_what_it_is_without_any_rights(kind: str, data: bytes, content_type: str, name: str) -> None:
    dossier = builders.examining()
    document = keep(dossier=dossier, kind=kind, data=data, at=now())
    answer = at(builders.officer(CLERK)).get(f"{address(dossier)}/tep/{document.id}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"] == f'inline; filename="{name}"'
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert len(answer.content) == document.size


def test_a_file_belongs_to_its_dossier() -> None:
    mine, other = builders.examining(), builders.examining(department_id="H24")
    photo = newest(dossier=other, kind=PHOTO)
    assert photo is not None
    browser = at(builders.officer(CLERK))
    assert browser.get(f"{address(mine)}/tep/{photo.id}").status_code == 404
    assert browser.get(f"{address(other)}/tep/{photo.id}").status_code == 404


def test_a_draft_is_nobodys_business() -> None:
    assert at(builders.officer()).get(address(builders.draft())).status_code == 404


@pytest.mark.parametrize(("state", "again"), [(GIVEN_UP, True), (REFUSED, True), (ANSWERED, False), (WANTED, False)])
def test_a_call_that_was_given_up_can_be_made_anew(state: str, again: bool) -> None:
    dossier, browser = builders.submitted(green=False), at(builders.officer(PRINTER))
    exchange = Exchange.objects.get(register="police", about=f"dossier:{dossier.id}")
    Exchange.objects.filter(id=exchange.id).update(state=state, attempts=16, error="Không kết nối được")
    anew = f"{address(dossier)}/hoi-lai/{exchange.id}"
    shown = browser.get(address(dossier))
    assert (f'action="{anew}"' in shown.content.decode()) == again
    assert "đã hỏi 16 lần · Không kết nối được" in page(shown)
    assert browser.post(anew)["Location"] == address(dossier)
    exchange.refresh_from_db()
    assert (exchange.state, exchange.attempts) == ((WANTED, 0) if again else (state, 16))


def test_only_calls_about_this_dossier_are_made_anew() -> None:
    mine, other = builders.submitted(green=False), builders.submitted(green=False)
    exchange = Exchange.objects.filter(about=f"dossier:{other.id}").earliest("id")
    browser = at(builders.officer(CLERK))
    assert browser.post(f"{address(mine)}/hoi-lai/{exchange.id}").status_code == 404
    assert browser.post(f"{address(mine)}/hoi-lai/{exchange.id + 10_000}").status_code == 404


def test_all_agencies_are_asked_anew_once_for_each_click() -> None:
    dossier, browser = builders.examining(), at(builders.officer(EXAMINER))
    asked = Exchange.objects.filter(about=f"dossier:{dossier.id}")
    before, click = asked.count(), {"request_id": builders.fresh()}
    for _ in range(2):
        assert browser.post(f"{address(dossier)}/hoi-lai", click).status_code == 302
    assert asked.count() == before + 3
    assert browser.post(f"{address(dossier)}/hoi-lai").status_code == 400


@pytest.mark.parametrize(("role", "may"), [(CLERK, True), (EXAMINER, True), (LEADER, False), (PRINTER, False)])
def test_who_may_ask_all_agencies(role: str, may: bool) -> None:
    dossier, browser = builders.examining(), at(builders.officer(role))
    assert ("Hỏi lại các cơ quan" in page(browser.get(address(dossier)))) == may
    answer = browser.post(f"{address(dossier)}/hoi-lai", {"request_id": builders.fresh()})
    assert answer.status_code == (302 if may else 403)


def test_a_message_that_failed_for_good_asks_for_a_call() -> None:
    dossier = builders.examining()
    Message.objects.create(
        dossier=dossier, way="sms", template="accept", text="Đã tiếp nhận.", state="failed", key="k", at=now()
    )
    shown = page(at(builders.officer(CLERK)).get(address(dossier)))
    assert "Tin nhắn Không gửi được Đã tiếp nhận." in shown
    assert "Vui lòng gọi điện cho người dân." in shown


def test_the_history_names_each_act_and_who_did_it() -> None:
    dossier = builders.proposed(by=builders.officer(EXAMINER, name="Trần Thẩm Định"))
    shown = page(at(builders.officer(LEADER)).get(address(dossier)))
    story = shown[shown.index("Quá trình xử lý") :]
    told = [
        "Nộp hồ sơ",
        "Yêu cầu nộp lệ phí",
        "Nộp lệ phí",
        "Tiếp nhận",
        "Trình duyệt",
        "Trần Thẩm Định",
        "Đã trình duyệt",
    ]
    places = [story.index(text) for text in told]
    assert places == sorted(places)


def test_a_hostile_name_is_only_text() -> None:
    dossier = builders.examining()
    dossier.applicant.name = "<script>alert(1)</script>"
    dossier.applicant.save()
    content = at(builders.officer(CLERK)).get(address(dossier)).content.decode()
    assert "<script>alert" not in content
    assert "&lt;script&gt;alert" in content


def test_the_new_licence_and_its_parcel_are_told() -> None:
    dossier = builders.handed_over()
    shown = page(at(builders.officer(PRINTER)).get(address(dossier)))
    assert f"Giấy phép mới {dossier.licence.number} B2" in shown
    assert f"Bưu gửi {dossier.code}" in shown


def test_the_page_asks_the_database_a_bounded_number_of_questions() -> None:
    dossier, browser = builders.handed_over(), at(builders.officer())
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address(dossier)).status_code == 200
    assert len(asked) <= 45
