"""A file that was refused: the citizen reads which one and why, and sends another where they are."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gplx.applicants.models import Applicant
from gplx.casework.learn_scan import learn_scan
from gplx.documents.models import Document
from gplx.dossiers.actor import citizen as as_actor
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from gplx.registers.scanner.port import ScannedFile
from tests import builders
from tests.pages.citizen.conftest import send
from tests.pages.citizen.test_tasks import tasks
from tests.pages.reading import links, main, tree

pytestmark = pytest.mark.django_db
BAD = "Ảnh chân dung đã gửi có vi-rút và đã bị hủy. Vui lòng gửi ảnh khác."


def infect(dossier: Dossier) -> None:
    Document.objects.filter(dossier=dossier).update(scan="pending")
    learn_scan(document_id=dossier.documents.get().id, found=ScannedFile(verdict="infected"))


def filed(citizen: Applicant) -> Dossier:
    dossier = builders.draft(citizen)
    builders.learn_all(dossier)
    return builders.submit(dossier_id=dossier.id, by=as_actor(citizen), request_id="s", seen=None)


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("anh.jpg", builders.picture(side=70))


def test_a_draft_with_a_file_in_quarantine_can_be_filed(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    builders.learn_all(dossier)
    Document.objects.update(scan="pending")
    line = tasks(browser.get(f"/ho-so/{dossier.id}"))["Ảnh chân dung"]
    assert line == ("Đang chờ trả lời", "Tệp đang được kiểm tra vi-rút. Ông/bà vẫn nộp được hồ sơ.")
    assert "Xem lại và nộp hồ sơ" in main(browser.get(f"/ho-so/{dossier.id}"))
    sent = send(browser, dossier, "kiem-tra")
    assert "Đang kiểm tra hồ sơ" in main(browser.get(sent["Location"])), "the fee waits for the scanner"
    assert "Hệ thống kiểm tra vi-rút" in main(browser.get(f"/ho-so/{dossier.id}/tien-do"))


def test_its_sender_still_sees_a_picture_in_quarantine_and_not_one_that_was_destroyed(
    browser: Client, citizen: Applicant
) -> None:
    dossier = builders.draft(citizen)
    Document.objects.update(scan="pending")
    assert browser.get(f"/ho-so/{dossier.id}/anh/xem").status_code == 200
    infect(dossier)
    assert browser.get(f"/ho-so/{dossier.id}/anh/xem").status_code == 404
    assert "gplx-photo" not in browser.get(f"/ho-so/{dossier.id}/anh").content.decode()


def test_in_a_draft_the_task_says_it(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    infect(dossier)
    assert tasks(browser.get(f"/ho-so/{dossier.id}"))["Ảnh chân dung"] == ("Cần làm", BAD)
    assert send(browser, dossier, "anh", file=picture()).status_code == 302
    Document.objects.update(used_anyway_at=now())  # a picture of one colour is doubted, which is another matter
    said = tasks(browser.get(f"/ho-so/{dossier.id}"))["Ảnh chân dung"]
    assert said == ("Xong", "Đã có ảnh chân dung; cán bộ sẽ xem lại ảnh.")


def test_after_filing_the_progress_says_it_and_leads_there(browser: Client, citizen: Applicant) -> None:
    dossier = filed(citizen)
    assert browser.get(f"/ho-so/{dossier.id}/anh")["Location"] == f"/ho-so/{dossier.id}/nop-phi"
    infect(dossier)
    Dossier.objects.filter(id=dossier.id).update(payment_asked_at=None)
    page = browser.get(f"/ho-so/{dossier.id}/tien-do")
    assert BAD in main(page)
    assert links(page)["Gửi lại: Ảnh chân dung"] == f"/ho-so/{dossier.id}/anh"
    assert "Đang chờ Ông/bà" in main(page)
    assert "Chờ ông/bà gửi lại tệp" in main(browser.get("/cua-toi"))
    assert browser.get(f"/ho-so/{dossier.id}/anh").status_code == 200
    assert send(browser, dossier, "anh", file=picture()).status_code == 302
    assert (dossier.again, dossier.state, dossier.corrections) == ({}, "submitted", 0)
    assert BAD not in main(browser.get(f"/ho-so/{dossier.id}/tien-do"))


@pytest.mark.parametrize("page", ["suc-khoe", "nhan-ket-qua", "chung-minh"])
def test_only_that_part_is_open(browser: Client, citizen: Applicant, page: str) -> None:
    dossier = filed(citizen)
    infect(dossier)
    assert browser.get(f"/ho-so/{dossier.id}/{page}").status_code == 302


def test_in_english_it_is_english(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    infect(dossier)
    browser.cookies["django_language"] = "en"
    page = main(browser.get(f"/ho-so/{dossier.id}"))
    assert "The portrait that you sent contained a virus and was destroyed." in page
    assert BAD not in page


@pytest.mark.parametrize("page", ["anh", "suc-khoe", "chung-minh"])
def test_the_largest_size_stands_beside_each_control(browser: Client, citizen: Applicant, page: str) -> None:
    dossier = builders.draft(citizen, match="middling")
    seen = tree(browser.get(f"/ho-so/{dossier.id}/{page}"))
    controls = seen.xpath("//input[@type='file']")
    assert controls
    for one in controls:
        told = one.get("aria-describedby").split()
        assert any("tối đa 5 MB" in seen.get_element_by_id(each).text_content() for each in told)


def test_so_it_does_where_a_number_is_linked(browser: Client, citizen: Applicant) -> None:
    seen = tree(browser.get("/cua-toi/chung-minh"))
    assert [one.get("aria-describedby") for one in seen.xpath("//input[@type='file']")] != []
    assert "tối đa 5 MB" in main(browser.get("/cua-toi/chung-minh"))
