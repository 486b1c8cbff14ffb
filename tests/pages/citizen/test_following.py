"""Following a dossier: where it stands and who is next, what is to be corrected, taking it back, who looked at it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gplx.casework.ask_correction import ask_correction
from gplx.casework.deliver import deliver
from gplx.casework.refuse import refuse
from gplx.casework.withdraw import withdraw
from gplx.dossiers.actor import officer as as_officer
from gplx.dossiers.models import APPROVED, DESK, EXAMINING, SUBMITTED, WITH_APPLICANT, WITHDRAWN, Act, Dossier
from gplx.fees.models import CANCELLED, PAID, Payment
from gplx.ledger.models import Entry
from gplx.licences.questions import electronic_licence
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER
from tests import builders, portraits
from tests.pages.citizen.conftest import send, text
from tests.pages.reading import forms, links, main, rows, steps, tasks, title, tree

pytestmark = pytest.mark.django_db
Build = Callable[[], Dossier]
FILED, PAY, TAKEN, DECIDED, PRINTED, GIVEN = (
    "Nộp hồ sơ",
    "Kiểm tra và lệ phí",
    "Sở nhận hồ sơ",
    "Thẩm định và phê duyệt",
    "In thẻ",
    "Trả kết quả",
)
WAY = (FILED, PAY, TAKEN, DECIDED, PRINTED, GIVEN)


def owner(dossier: Dossier) -> Client:
    """The browser of the one whose dossier it is."""
    return builders.sign_in_citizen(Client(), dossier.applicant)


def silent() -> Dossier:
    """Submitted, while police and inspectorate are silent."""
    return builders.submitted(green=False)


def refused() -> Dossier:
    """Refused before acceptance, after paying."""
    dossier = builders.paid()
    told = {"reason": "Ảnh không phải của <b>người</b> này", "article": "Điều 38 Thông tư 12/2017/TT-BGTVT"}
    return refuse(dossier_id=dossier.id, by=builders.officer(CLERK), request_id="r", seen=None, **told)


def taken_back() -> Dossier:
    """Withdrawn after acceptance."""
    dossier = builders.examining()
    return withdraw(dossier_id=dossier.id, by=dossier.applicant, request_id="w", seen=None)


def delivered() -> Dossier:
    """At the end of the way."""
    dossier = builders.handed_over(delivery=DESK)
    printer = as_officer(builders.officer(PRINTER))
    return deliver(dossier_id=dossier.id, by=printer, request_id="d", seen=None, signed_by="Nguyễn Thử")


def to_correct(*items: str) -> Dossier:
    """An accepted dossier that was sent back for these items."""
    dossier = builders.examining()
    asked = {"items": list(items or ("photo",)), "reason": "Ảnh mờ"}
    return ask_correction(dossier_id=dossier.id, by=builders.officer(EXAMINER), request_id="c", seen=None, **asked)


ASKED = (
    "Lệ phí đã nộp được hoàn trả toàn bộ qua Kho bạc. Ông/bà không cần làm đơn, chỉ cần xác nhận tài khoản nhận tiền."
)
REFUND = "Hoàn trả 135.000 ₫ Chờ ông/bà xác nhận tài khoản"
HANOI = "Sở Giao thông vận tải Hà Nội"
STAGES: list[tuple[str, Build, str, int, str | None]] = [
    ("silent", silent, "Đã nộp, đang kiểm tra", 1, "Cục Cảnh sát giao thông Thanh tra giao thông"),
    ("to pay", builders.submitted, "Chờ nộp lệ phí", 1, "Ông/bà"),
    ("paid", builders.paid, "Đã nộp, đang kiểm tra", 2, HANOI),
    ("examining", builders.examining, "Đang thẩm định", 3, HANOI),
    ("proposed", builders.proposed, "Đang thẩm định", 3, HANOI),
    ("to correct", to_correct, "Chờ ông/bà bổ sung", 3, "Ông/bà"),
    ("approved", builders.approved, "Đã duyệt", 4, HANOI),
    ("printed", builders.printed, "Đã duyệt", 5, HANOI),
    ("handed over", builders.handed_over, "Đã duyệt", 5, "Bưu điện"),
    ("at the desk", lambda: builders.handed_over(delivery=DESK), "Đã duyệt", 5, HANOI),
    ("delivered", delivered, "Đã trả kết quả", 6, None),
]


SINCE = re.compile(r", từ \d\d:\d\d ngày \d\d/\d\d/\d{4}")


def holding(page: Any) -> str | None:
    """Who is named as the one it waits for; since when is looked at apart."""
    told = rows(page).get("Đang chờ")
    assert told is None or SINCE.search(told)
    return SINCE.sub("", told) if told else None


@pytest.mark.parametrize(
    ("build", "word", "done", "holds_up"), [row[1:] for row in STAGES], ids=[row[0] for row in STAGES]
)
def test_where_it_stands_and_who_is_next(build: Build, word: str, done: int, holds_up: str | None) -> None:
    dossier = build()
    page = owner(dossier).get(f"/ho-so/{dossier.id}/tien-do")
    assert main(page).startswith(f"{dossier.code} Tiến độ hồ sơ {word} ")
    states = ["done"] * done + ["now"] * (done < len(WAY)) + ["later"] * (len(WAY) - done - 1)
    assert steps(page) == list(zip(WAY, states, strict=True))
    assert holding(page) == holds_up
    assert tree(page).xpath("count(//main//*[@aria-current='step'])") == (1 if done < len(WAY) else 0)


@pytest.mark.parametrize(
    ("build", "way", "last"),
    [(refused, (FILED, PAY), "Bị từ chối"), (taken_back, (FILED, PAY, TAKEN), "Đã rút")],
    ids=["refused", "withdrawn"],
)
def test_a_way_that_ended_early_shows_what_was_done_and_its_end(build: Build, way: tuple[str, ...], last: str) -> None:
    dossier = build()
    page = owner(dossier).get(f"/ho-so/{dossier.id}/tien-do")
    assert steps(page) == [(step, "done") for step in (*way, last)]
    assert "Đang chờ" not in rows(page)
    assert "Rút hồ sơ" not in links(page)


def test_only_the_agency_that_is_silent_is_named() -> None:
    dossier = silent()
    builders.learn_violations_clear(dossier, "police")
    page = owner(dossier).get(f"/ho-so/{dossier.id}/tien-do")
    assert holding(page) == "Thanh tra giao thông"


def test_a_refusal_is_told_with_its_reason_and_article_and_the_money(client: Client) -> None:
    dossier = refused()
    page = owner(dossier).get(f"/ho-so/{dossier.id}/tien-do")
    assert "Lý do từ chối: Ảnh không phải của <b>người</b> này" in main(page)
    assert "Căn cứ: Điều 38 Thông tư 12/2017/TT-BGTVT" in main(page)
    assert "<b>người</b>" not in text(page)
    assert REFUND in main(page)
    assert Payment.objects.get().refund_due is True


@pytest.mark.parametrize(
    ("build", "day"), [(builders.paid, "Sở trả lời chậm nhất"), (builders.examining, "Hẹn trả kết quả")]
)
def test_the_day_is_named_for_what_it_is(build: Build, day: str) -> None:
    dossier = build()
    dossier.refresh_from_db()
    assert rows(owner(dossier).get(f"/ho-so/{dossier.id}/tien-do"))[day] == f"{dossier.due_on:%d/%m/%Y}"


def test_the_electronic_licence_is_there_from_the_approval_on_and_not_before() -> None:
    before, after = builders.proposed(), builders.approved()
    assert "Giấy phép lái xe điện tử" not in main(owner(before).get(f"/ho-so/{before.id}/tien-do"))
    licence = electronic_licence(str(after.code))
    assert licence is not None
    page = owner(after).get(f"/ho-so/{after.id}/tien-do")
    assert rows(page)["Số"] == licence.number
    assert links(page)["Trang mà người khác thấy khi quét mã"] == f"/giay-phep/{licence.check_code}"


# ---- correct


def test_what_was_asked_is_listed_with_its_reason_and_pages() -> None:
    dossier = to_correct("photo", "identity", "health", "delivery")
    page = owner(dossier).get(f"/ho-so/{dossier.id}/bo-sung")
    assert {name: word for name, (word, _) in tasks(page).items()} == {
        "Giấy khám sức khỏe": "Cần bổ sung",
        "Ảnh chân dung": "Cần bổ sung",
        "Chứng minh số giấy tờ cũ": "Cần bổ sung",
        "Cách nhận kết quả": "Đã có",
    }
    assert links(page)["Chứng minh số giấy tờ cũ"] == f"/ho-so/{dossier.id}/chung-minh"
    assert f"{HANOI} đề nghị bổ sung." in main(page) and "Ảnh mờ" in main(page)
    assert forms(page) == [], "nothing can be sent back yet"


@pytest.mark.parametrize("asked", ["photo", "health", "delivery"])
def test_only_what_was_asked_is_open(asked: str) -> None:
    pages = {
        "photo": "anh",
        "health": "suc-khoe",
        "delivery": "nhan-ket-qua",
        "identity": "chung-minh",
        "wish": "yeu-cau",
    }
    dossier = to_correct(asked)
    browser = owner(dossier)
    back = f"/ho-so/{dossier.id}/bo-sung"
    for item, page in pages.items():
        answer = browser.get(f"/ho-so/{dossier.id}/{page}")
        assert (answer.status_code, answer.headers.get("Location")) == (
            (200, None) if item == asked else (302, back)
        ), item
    forced = send(browser, dossier, "yeu-cau", reason="damaged", department="H24")
    assert (forced.status_code, dossier.department_id) == (409, "H26")


def test_sending_back_before_everything_is_there_is_refused() -> None:
    dossier = to_correct("photo")
    browser = owner(dossier)
    forced = send(browser, dossier, "bo-sung")
    assert forced.status_code == 409
    assert "Còn mục cần bổ sung chưa được gửi. Vui lòng gửi đủ các mục trong yêu cầu." in main(forced)
    assert dossier.state == WITH_APPLICANT
    send(browser, dossier, "anh", file=SimpleUploadedFile("anh.jpg", portraits.good()))
    page = browser.get(f"/ho-so/{dossier.id}/bo-sung")
    assert tasks(page)["Ảnh chân dung"][0] == "Đã có"
    for _ in range(2):
        version = Act.objects.filter(dossier=dossier, act="correct").count()
        answer = send(browser, dossier, "bo-sung", request_id="one")
        assert answer["Location"] == f"/ho-so/{dossier.id}/tien-do"
        assert (dossier.state, version) in ((EXAMINING, 0), (EXAMINING, 1))
    assert Act.objects.filter(dossier=dossier, act="correct").count() == 1


def test_who_was_asked_nothing_has_no_such_page() -> None:
    dossier = silent()
    browser = owner(dossier)
    assert browser.get(f"/ho-so/{dossier.id}/bo-sung")["Location"] == f"/ho-so/{dossier.id}/tien-do"
    assert send(browser, dossier, "bo-sung").status_code == 409
    assert dossier.state == SUBMITTED


# ---- withdraw


@pytest.mark.parametrize(
    ("build", "refund", "payment"),
    [
        (silent, False, None),
        (builders.submitted, False, CANCELLED),
        (builders.paid, True, PAID),
        (builders.examining, True, PAID),
    ],
    ids=["before the fee", "fee asked for", "paid", "accepted"],
)
def test_taking_it_back_is_asked_once_and_says_what_becomes_of_the_money(
    build: Build, refund: bool, payment: str | None
) -> None:
    dossier = build()
    browser = owner(dossier)
    page = browser.get(f"/ho-so/{dossier.id}/rut")
    assert title(page) == f"Rút hồ sơ {dossier.code}?"
    assert (ASKED in main(page)) == refund
    assert links(page)["Không rút"] == f"/ho-so/{dossier.id}/tien-do"
    dossier.refresh_from_db()
    assert dossier.state != WITHDRAWN, "asking does nothing"
    assert send(browser, dossier, "rut")["Location"] == f"/ho-so/{dossier.id}/tien-do"
    assert dossier.state == WITHDRAWN
    kept = Payment.objects.filter(dossier=dossier).first()
    assert (kept.state if kept else None, bool(kept and kept.refund_due)) == (payment, refund)
    assert (REFUND in main(browser.get(f"/ho-so/{dossier.id}/tien-do"))) == refund


@pytest.mark.parametrize("build", [builders.draft, builders.approved, refused, delivered])
def test_what_is_not_under_way_cannot_be_taken_back(build: Build) -> None:
    dossier = build()
    browser, before = owner(dossier), dossier.state
    assert browser.get(f"/ho-so/{dossier.id}/rut").status_code == 302
    answer = send(browser, dossier, "rut")
    assert answer.status_code == 409
    assert "Hồ sơ đang ở bước khác nên không thực hiện được việc này." in main(answer)
    assert dossier.state == before


def test_an_approval_meanwhile_wins_over_an_open_page() -> None:
    dossier = builders.proposed()
    browser = owner(dossier)
    form = {"version": dossier.version, "request_id": "late"}
    builders.approve(dossier_id=dossier.id, by=builders.officer(LEADER), request_id="a", seen=None)
    assert browser.post(f"/ho-so/{dossier.id}/rut", form).status_code == 409
    dossier.refresh_from_db()
    assert dossier.state == APPROVED


# ---- who looked


def test_each_look_of_an_officer_is_told_in_words_and_no_look_of_mine() -> None:
    dossier, other = builders.examining(), builders.examining()
    clerk = builders.sign_in(Client(), builders.officer(CLERK))
    photo = dossier.documents.get(kind="photo")
    clerk.get(f"/can-bo/ho-so/{dossier.id}")
    clerk.get(f"/can-bo/ho-so/{dossier.id}/tep/{photo.id}")
    clerk.get(f"/can-bo/ho-so/{other.id}")
    browser = owner(dossier)
    for page in ("tien-do", "bien-nhan", "anh/xem"):
        browser.get(f"/ho-so/{dossier.id}/{page}")
    shown = [
        [" ".join(cell.itertext()) for cell in row[1:]]
        for row in tree(browser.get("/cua-toi/ai-da-xem")).xpath("//tbody/tr")
    ]
    who = f"Cán bộ Thử, {HANOI}"
    assert shown == [[dossier.code, who, "Mở một giấy tờ để kiểm tra"], [dossier.code, who, "Mở hồ sơ để xử lý"]]
    assert Entry.objects.filter(kind="read").count() == 3
