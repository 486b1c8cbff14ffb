"""Files at the officer's desk: what waits for the scanner is not shown, and a paper about a number is compared in one place."""

import pytest
from django.test import Client

from gplx.applicants.models import OFFICER
from gplx.documents.changes import keep
from gplx.documents.models import NUMBER_PAPER, Document
from gplx.dossiers.actor import citizen
from gplx.dossiers.models import Act, Dossier
from gplx.ground.clock import now
from gplx.offices.models import CLERK, EXAMINER, LEADER, PRINTER
from tests import builders, pdfs
from tests.pages.officer.desk import act, at, page
from tests.pages.reading import forms, main, tree

pytestmark = pytest.mark.django_db


def with_paper(data: bytes = b"") -> Dossier:
    """Submitted for a licence under another number, with the paper about it (none given: a picture)."""
    dossier = builders.draft(match="middling")
    keep(dossier=dossier, kind=NUMBER_PAPER, data=data or builders.picture(), at=now())
    builders.learn_all(dossier)
    return builders.submit(dossier_id=dossier.id, by=citizen(dossier.applicant), request_id=builders.fresh(), seen=None)


def look(dossier: Dossier, role: str = CLERK) -> object:
    return at(builders.officer(role)).get(f"/can-bo/ho-so/{dossier.id}")


def paper(dossier: Dossier) -> Document:
    return Document.objects.get(dossier=dossier, kind=NUMBER_PAPER)


# ---- quarantine


@pytest.mark.parametrize(
    ("scan", "says", "is_shown"),
    [
        ("unscanned", "Chưa quét vi-rút", True),
        ("pending", "Đang kiểm tra vi-rút", False),
        ("clean", "Không có vi-rút", True),
        ("infected", "Có vi-rút, đã hủy", False),
        ("unscannable", "Không kiểm tra được vi-rút", False),
    ],
)
def test_a_file_is_shown_as_far_as_it_was_scanned(scan: str, says: str, is_shown: bool) -> None:
    dossier = builders.submitted()
    photo = dossier.documents.get()
    Document.objects.update(scan=scan)
    seen, address = look(dossier), f"/can-bo/ho-so/{dossier.id}/tep/{photo.id}"
    assert says in main(seen)
    assert (address in seen.content.decode()) is is_shown  # type: ignore[attr-defined]  # a response
    assert at(builders.officer()).get(address).status_code == (200 if is_shown else 404)


def test_while_a_file_waits_the_officer_reads_why() -> None:
    dossier = builders.submitted()
    Document.objects.update(scan="pending")
    assert "Tệp đang được kiểm tra vi-rút; chưa mở xem được." in main(look(dossier))
    assert "Nguồn: Hệ thống kiểm tra vi-rút" in main(look(dossier))


def test_a_file_in_quarantine_leaves_no_trace_of_having_been_read() -> None:
    dossier = builders.submitted()
    Document.objects.update(scan="pending")
    browser, photo = at(builders.officer()), dossier.documents.get()
    assert browser.get(f"/can-bo/ho-so/{dossier.id}/tep/{photo.id}").status_code == 404


# ---- the paper about a number


def test_the_paper_stands_beside_what_the_register_says_and_what_the_rules_say_of_it() -> None:
    dossier = with_paper()
    seen = main(look(dossier))
    number = dossier.licence.record["number"]
    assert f"Giấy có xác nhận số CMND {number} là của Nguyễn Thử Nghiệm, sinh ngày 12/04/1985 không?" in seen
    assert "Chưa có số giấy tờ nào đã được chứng minh trùng" in seen
    assert "Ngày sinh trùng." in seen
    assert "Hai tên giống hệt nhau." in seen
    assert "Đúng, xác nhận số này" in seen


def test_a_picture_is_shown_and_a_pdf_is_linked() -> None:
    for data, shown in ((builders.picture(), 1), (pdfs.pdf(), 0)):
        dossier = with_paper(data)
        found = tree(look(dossier)).xpath("//section[@class='gplx-proof']")[0]
        assert len(found.xpath(".//img")) == shown
        assert found.xpath(".//a/@href") == [f"/can-bo/ho-so/{dossier.id}/tep/{paper(dossier).id}"]


def hidden(dossier: Dossier, browser: Client, action: str) -> dict[str, str]:
    """The form as the page holds it."""
    seen = tree(browser.get(f"/can-bo/ho-so/{dossier.id}"))
    form = seen.xpath(f"//section[@class='gplx-proof']//form[contains(@action, '{action}')]")[0]
    return {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}


def test_one_click_confirms_with_paper_officer_and_dossier_kept() -> None:
    dossier, clerk = with_paper(), builders.officer(CLERK)
    browser = at(clerk)
    answer = browser.post(f"/can-bo/ho-so/{dossier.id}/record_answer", hidden(dossier, browser, "record_answer"))
    assert answer.status_code == 302
    known = dossier.applicant.numbers.get(source=OFFICER)
    assert known.number == dossier.licence.record["number"]
    assert known.evidence == {
        "officer": clerk.pk,
        "note": "Giấy xác nhận số, gửi ngày 27/09/2021",
        "dossier": str(dossier.id),
        "document": str(paper(dossier).id),
    }
    after = main(look(dossier))
    assert "Đối chiếu giấy xác nhận số" not in after
    assert "Khớp chắc chắn" in after


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("unreadable", "Không đọc được"),
        ("other_number", "Giấy ghi số khác"),
        ("other_person", "Giấy của người khác"),
    ],
)
def test_one_click_refuses_and_the_applicant_is_told_what_to_bring(why: str, text: str) -> None:
    dossier, browser = with_paper(), at(builders.officer(EXAMINER))
    buttons = tree(look(dossier)).xpath("//section[@class='gplx-proof']//button[@name='why']")
    assert text in [button.text for button in buttons if button.get("value") == why]
    answer = browser.post(
        f"/can-bo/ho-so/{dossier.id}/refuse_file", hidden(dossier, browser, "refuse_file") | {"why": why}
    )
    assert answer.status_code == 302
    dossier.refresh_from_db()
    assert dossier.again == {"identity": why}
    seen = page(browser.get(f"/can-bo/ho-so/{dossier.id}"))
    assert "Không nhận một tệp, yêu cầu gửi lại" in seen
    assert Act.objects.get(dossier=dossier, act="refuse_file").details["reason"] in seen


@pytest.mark.parametrize("role", [LEADER, PRINTER])
def test_who_may_not_compare_sees_the_paper_without_buttons(role: str) -> None:
    dossier = with_paper()
    seen = look(dossier, role)
    assert "Đối chiếu giấy xác nhận số" in main(seen)
    assert not [each for each in forms(seen) if each.endswith(("record_answer", "refuse_file"))]


@pytest.mark.parametrize(
    ("said", "status"), [({}, 400), ({"why": "bad"}, 400), ({"why": "unreadable", "document": "x"}, 400)]
)
def test_a_refusal_without_its_reason_or_paper_is_not_done(said: dict[str, str], status: int) -> None:
    dossier = with_paper()
    whole = {"document": str(paper(dossier).id)} | said
    assert act(at(builders.officer(CLERK)), dossier, "refuse_file", **whole).status_code == status
    assert dossier.again == {}


def test_no_paper_no_comparison() -> None:
    for dossier in (builders.submitted(), builders.submitted(match="unknown")):
        assert "Đối chiếu giấy xác nhận số" not in main(look(dossier))


# ---- a near name


def test_a_near_name_is_marked_with_what_differs() -> None:
    dossier = builders.submitted()
    dossier.licence.record |= {"name": "NGUYEN THU NGHIEM"}
    dossier.licence.evidence = ["portal:number", "born", "name:near"]
    dossier.licence.save()
    seen = main(look(dossier))
    assert "Giấy phép lái xe Gần giống" in seen
    assert "Họ tên trong cơ sở dữ liệu chỉ gần giống. Vui lòng xem chỗ khác ở mục Người đề nghị." in seen
    assert "NGUYEN THU NGHIEM Gần giống Một bên thiếu dấu." in seen
    assert "Mọi mục kiểm tra đều đạt." not in main(look(dossier, LEADER))
