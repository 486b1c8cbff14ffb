"""After filing: who holds it up since when, nothing but what was asked is changed, the service is rated."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from gplx.casework.ask_correction import ask_correction
from gplx.documents.models import Document
from gplx.dossiers.models import DESK, Act, Dossier
from gplx.health.models import Evidence
from gplx.ledger.changes import append
from gplx.ledger.models import Entry
from gplx.offices.changes import open_directorate
from gplx.offices.models import CLERK, DIRECTORATE, DIRECTORATE_ID, EXAMINER
from gplx.ratings.models import ITEMS, Rating
from tests import builders
from tests.moments import at
from tests.pages.citizen.conftest import send, text
from tests.pages.officer.desk import at as signed_in
from tests.pages.reading import field, links, main, mistakes, rows, title
from tests.ratings.test_ratings import closed, say

pytestmark = pytest.mark.django_db
WELL = dict.fromkeys(ITEMS, "satisfied")


def owner(dossier: Dossier) -> Client:
    return builders.sign_in_citizen(Client(), dossier.applicant)


def waits_for(dossier: Dossier) -> str:
    return rows(owner(dossier).get(f"/ho-so/{dossier.id}/tien-do"))["Đang chờ"]


# ---- who holds it up


def test_a_silent_agency_is_named_with_the_moment_in_which_it_was_asked() -> None:
    with at("2021-09-27T08:00"):
        dossier = builders.draft()
        builders.learn_all(dossier)
        dossier.violations.filter(source="police").delete()
    with at("2021-09-28T09:30"):
        send(owner(dossier), dossier, "kiem-tra")
    assert waits_for(dossier) == "Cục Cảnh sát giao thông, từ 08:00 ngày 27/09/2021"


@pytest.mark.parametrize(
    ("build", "who"),
    [
        (builders.submitted, "Ông/bà"),
        (builders.paid, "Sở Giao thông vận tải Hà Nội"),
        (builders.examining, "Sở Giao thông vận tải Hà Nội"),
        (builders.handed_over, "Bưu điện"),
        (lambda: builders.handed_over(delivery=DESK), "Sở Giao thông vận tải Hà Nội"),
    ],
    ids=["fee", "paid", "examining", "post", "desk"],
)
def test_since_when_is_the_last_step(build: Callable[[], Dossier], who: str) -> None:
    with at("2021-09-29T11:15"):
        dossier = build()
    assert waits_for(dossier) == f"{who}, từ 11:15 ngày 29/09/2021"


def test_it_waits_for_the_applicant_since_it_was_asked_and_for_the_department_since_it_was_given() -> None:
    with at("2021-09-27T09:00"):
        dossier = builders.examining()
    asked = {"items": ["delivery"], "reason": "Địa chỉ chưa rõ"}
    with at("2021-09-28T10:20"):
        ask_correction(dossier_id=dossier.id, by=builders.officer(EXAMINER), request_id="c", seen=None, **asked)
    assert waits_for(dossier) == "Ông/bà, từ 10:20 ngày 28/09/2021"
    with at("2021-09-30T14:05"):
        assert send(owner(dossier), dossier, "bo-sung").status_code == 302
    assert waits_for(dossier) == "Sở Giao thông vận tải Hà Nội, từ 14:05 ngày 30/09/2021"


# ---- nothing but what was asked

SENT = {
    "photo": ("anh", {"file": "jpeg"}),
    "health": ("suc-khoe", {"way": "health_paper", "file": "jpeg"}),
    "identity": ("chung-minh", {"way": "paper", "file": "jpeg"}),
    "delivery": ("nhan-ket-qua", {"delivery": "desk", "phone": "0911111111"}),
    "wish": ("yeu-cau", {"reason": "damaged", "department": "H24"}),
}


def sent(dossier: Dossier, item: str) -> int:
    """The form of a page, sent by whoever knows its address; the status of the answer."""
    page, said = SENT[item]
    files = {name: SimpleUploadedFile("a.jpg", builders.picture()) for name in said if name == "file"}
    return send(owner(dossier), dossier, page, **(said | files)).status_code


def asked_for(item: str) -> Dossier:
    dossier = builders.examining()
    asked = {"items": [item], "reason": "Chưa rõ"}
    return ask_correction(dossier_id=dossier.id, by=builders.officer(EXAMINER), request_id="c", seen=None, **asked)


def everything(dossier: Dossier) -> tuple[object, ...]:
    (row,) = Dossier.objects.filter(id=dossier.id).values()
    counts = [model.objects.filter(dossier=dossier).count() for model in (Document, Evidence, Act)]
    return (row, *counts)


@pytest.mark.parametrize("asked", ["photo", "health", "identity", "delivery"])
def test_by_a_direct_post_too_only_what_was_asked_is_changed(asked: str) -> None:
    dossier = asked_for(asked)
    before = everything(dossier)
    refused = {item: sent(dossier, item) for item in SENT if item != asked}
    assert set(refused.values()) == {409}
    assert everything(dossier) == before
    assert sent(dossier, asked) == 302
    assert everything(dossier) != before
    assert Act.objects.filter(dossier=dossier, act="fill_in").get().details["item"] == asked


@pytest.mark.parametrize("stage", [builders.submitted, builders.examining, builders.approved])
def test_of_what_is_at_work_nothing_is_changed(stage: Callable[[], Dossier]) -> None:
    dossier = stage()
    before = everything(dossier)
    assert {item: sent(dossier, item) for item in SENT} == dict.fromkeys(SENT, 409)
    assert everything(dossier) == before


# ---- rating


def test_the_way_to_it_is_on_the_progress_page_after_the_result_and_not_before() -> None:
    before, after = builders.handed_over(), closed()
    assert "Đánh giá dịch vụ" not in links(owner(before).get(f"/ho-so/{before.id}/tien-do"))
    page = owner(after).get(f"/ho-so/{after.id}/tien-do")
    assert links(page)["Đánh giá dịch vụ"] == f"/ho-so/{after.id}/danh-gia"


def test_four_questions_in_three_levels_and_a_comment() -> None:
    dossier = closed()
    browser = owner(dossier)
    assert title(browser.get(f"/ho-so/{dossier.id}/danh-gia")) == "Đánh giá dịch vụ"
    answer = send(browser, dossier, "danh-gia", **WELL, comment="Nhanh & gọn <b>")
    assert answer["Location"] == f"/ho-so/{dossier.id}/tien-do"
    kept = Rating.objects.get()
    assert [getattr(kept, item) for item in ITEMS] == ["satisfied"] * 4
    page = browser.get(f"/ho-so/{dossier.id}/tien-do")
    assert "Ông/bà đã đánh giá dịch vụ này; vẫn sửa được." in main(page)
    page = browser.get(links(page)["Sửa đánh giá"])
    assert (field(page, "overall"), field(page, "comment")) == ("satisfied", "Nhanh & gọn <b>")
    assert "<b>" not in text(page)


def test_each_question_wants_an_answer() -> None:
    dossier = closed()
    page = send(owner(dossier), dossier, "danh-gia", overall="wonderful", comment="x" * 1001)
    assert len(mistakes(page)) == 5
    assert "Vui lòng chọn mức hài lòng chung." in mistakes(page)
    assert not Rating.objects.exists()


def test_before_and_long_after_it_leads_to_where_the_dossier_stands() -> None:
    before = builders.paid()
    assert send(owner(before), before, "danh-gia", **WELL)["Location"] == f"/ho-so/{before.id}/tien-do"
    after = closed()
    Dossier.objects.filter(id=after.id).update(ended_at=after.ended_at - timedelta(days=31))
    assert owner(after).get(f"/ho-so/{after.id}/danh-gia")["Location"] == f"/ho-so/{after.id}/tien-do"
    assert send(owner(after), after, "danh-gia", **WELL).status_code == 302
    assert not Rating.objects.exists()


def test_the_office_sees_figures_once_they_are_enough_and_never_whose(settings: Settings) -> None:
    settings.FEWEST_RATINGS = 2
    dossier, clerk = closed(), signed_in(builders.officer())
    say(dossier, "Chỉ mình tôi nói thế", overall="not")
    page = clerk.get("/can-bo/danh-gia")
    assert "Năm 2021 có 1 lượt đánh giá." in main(page)
    assert "Còn quá ít" in main(page) and "Chưa hài lòng" not in main(page)
    say(closed())
    page = clerk.get("/can-bo/danh-gia")
    assert "Nhìn chung 1 0 1" in main(page) and "Thái độ phục vụ 2 0 0" in main(page)
    assert str(dossier.code) not in text(page)
    for address in ("/can-bo/danh-gia", f"/can-bo/ho-so/{dossier.id}"):
        assert "Chỉ mình tôi nói thế" not in text(clerk.get(address))
    assert "đánh giá" not in main(clerk.get(f"/can-bo/ho-so/{dossier.id}")).lower().replace("mời ông/bà đánh giá", "")
    other = signed_in(builders.officer(department_id="H17"))
    assert "Năm 2021 có 0 lượt đánh giá." in main(other.get("/can-bo/danh-gia"))


def test_the_directorate_sees_those_of_all_departments(settings: Settings) -> None:
    settings.FEWEST_RATINGS = 2
    say(closed(), attitude="satisfied")
    say(closed(department_id="H24"))
    open_directorate()
    page = signed_in(builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID)).get("/tong-cuc")
    assert "Năm 2021 có 2 lượt đánh giá." in main(page)
    assert "Nhìn chung 2 0 0" in main(page) and "Thái độ phục vụ 1 1 0" in main(page)


def test_what_people_wrote_is_read_by_the_directorate_alone_as_text_and_without_their_dossiers() -> None:
    first, second = closed(), closed()
    say(first, "Zzz <script>alert(1)</script>")
    say(second, "Ân cần & nhanh")
    say(closed())
    open_directorate()
    page = signed_in(builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID)).get("/tong-cuc")
    assert "Ân cần & nhanh Zzz <script>alert(1)</script>" in main(page)
    assert "<script>alert" not in text(page)
    assert str(first.code) not in text(page)
    assert "Ân cần" not in text(signed_in(builders.officer()).get("/can-bo/danh-gia"))


# ---- who read it


def test_the_office_that_read_is_named_even_where_the_dossier_has_moved_on() -> None:
    dossier = builders.submitted(green=False)
    reader = builders.officer(CLERK)
    signed_in(reader).get(f"/can-bo/ho-so/{dossier.id}")
    Dossier.objects.filter(id=dossier.id).update(department_id="H24")
    page = main(owner(dossier).get("/cua-toi/ai-da-xem"))
    assert f"{dossier.code} Cán bộ Thử, Sở Giao thông vận tải Hà Nội Mở hồ sơ để xử lý" in page


def test_what_another_system_read_is_of_the_office_that_has_the_dossier() -> None:
    dossier = builders.submitted()
    append(
        subject=f"dossier:{dossier.id}",
        kind="read",
        act="xử lý tại Sở",
        actor="system:department:H26",
        at=builders.now(),
        details={},
    )
    assert "Phần mềm của Sở Giao thông vận tải Hà Nội xử lý tại Sở" in main(owner(dossier).get("/cua-toi/ai-da-xem"))
    assert Entry.objects.filter(kind="read").count() == 1
