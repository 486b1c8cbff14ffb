"""A draft left lying: the first page leads on to its next step; a clerk helps with it by a code; until when it is kept."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gplx.applicants.models import Applicant
from gplx.casework.expire import expire
from gplx.casework.give_help import give_help
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from gplx.offices.models import CLERK
from tests import builders
from tests.moments import at
from tests.pages.citizen.conftest import send, text
from tests.pages.reading import choices, field, forms, links, main, marked, said, title, tree

pytestmark = pytest.mark.django_db
OFFICE = "Sở Giao thông vận tải Hà Nội"


def notice(page: Any) -> str:
    found = marked(tree(page), "govuk-notification-banner")
    return " ".join(said(one) for one in found)


def bare(citizen: Applicant) -> Dossier:
    """A draft without a photo, of which all agencies have answered well."""
    dossier = builders.start_draft(applicant=citizen, licence=builders.licence(citizen))
    builders.learn_all(dossier)
    return dossier


# ---- going on


def test_without_a_draft_nothing_is_said(browser: Client, citizen: Applicant) -> None:
    builders.licence(citizen)
    assert notice(browser.get("/cua-toi")) == ""


def test_the_first_page_leads_to_the_next_open_step(browser: Client, citizen: Applicant) -> None:
    dossier = bare(citizen)
    page = browser.get("/cua-toi")
    assert "Ông/bà có hồ sơ đang làm dở" in notice(page)
    assert "Việc tiếp theo: Ảnh chân dung." in notice(page)
    assert "Bản nháp được giữ đến hết ngày 27/10/2021." in notice(page)
    assert links(page)["Làm tiếp"] == f"/ho-so/{dossier.id}/anh"


def test_where_nothing_is_missing_it_leads_to_the_review(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    builders.learn_all(dossier)
    assert links(browser.get("/cua-toi"))["Làm tiếp"] == f"/ho-so/{dossier.id}/kiem-tra"


def test_where_the_owner_can_do_nothing_it_leads_to_the_list(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    builders.learn_all(dossier)
    dossier.licence.match = "none"
    dossier.licence.save()
    assert links(browser.get("/cua-toi"))["Làm tiếp"] == f"/ho-so/{dossier.id}"


def test_of_several_the_newest_is_offered(browser: Client, citizen: Applicant) -> None:
    with at("2021-09-20"):
        bare(citizen)
    newest = bare(citizen)
    assert links(browser.get("/cua-toi"))["Làm tiếp"] == f"/ho-so/{newest.id}/anh"


def test_what_was_answered_on_one_device_stands_on_the_other(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    said_there = {"delivery": "desk", "delivery_address": "", "phone": "0912 345 678", "email": "khac@example.vn"}
    send(browser, dossier, "nhan-ket-qua", **said_there)
    send(browser, dossier, "yeu-cau", reason="damaged", department="H24")
    send(browser, dossier, "anh", file=SimpleUploadedFile("anh.jpg", builders.picture(side=70)))
    other = builders.sign_in_citizen(Client(), citizen)
    page = other.get(f"/ho-so/{dossier.id}/nhan-ket-qua")
    assert (field(page, "delivery"), field(page, "phone")) == ("desk", "0912345678")
    assert field(page, "email") == "khac@example.vn"
    page = other.get(f"/ho-so/{dossier.id}/yeu-cau")
    assert (field(page, "reason"), field(page, "department")) == ("damaged", "H24")
    assert other.get(f"/ho-so/{dossier.id}/anh/xem").status_code == 200


def test_the_list_says_until_when_the_draft_is_kept_and_by_whose_rule(browser: Client, citizen: Applicant) -> None:
    with at("2021-09-20"):
        dossier = builders.draft(citizen)
    said_there = main(browser.get(f"/ho-so/{dossier.id}"))
    assert (
        "Bản nháp được giữ đến hết ngày 20/10/2021 nếu không làm tiếp; thời hạn này do hệ thống đặt ra." in said_there
    )
    send(browser, dossier, "yeu-cau", reason="damaged", department="H26")
    assert "đến hết ngày 27/10/2021" in main(browser.get(f"/ho-so/{dossier.id}"))


def test_an_expired_draft_says_so_and_its_licence_can_be_begun_anew(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    expire(dossier_id=dossier.id, idle_since=now())
    page = browser.get("/cua-toi")
    assert "Bản nháp đã hết hạn" in main(page)
    assert choices(page, "licence") == [str(dossier.licence_id)]
    assert notice(page) == ""
    page = browser.get(f"/ho-so/{dossier.id}/tien-do")
    assert title(page) == "Bản nháp đã hết hạn"
    assert "đã xóa ngày 27/09/2021, cùng các giấy tờ đã gửi" in main(page)
    assert browser.get(f"/ho-so/{dossier.id}")["Location"] == f"/ho-so/{dossier.id}/tien-do"


# ---- help


def test_one_agrees_first_and_then_gets_a_code_to_read_out(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    page = browser.get(links(browser.get(f"/ho-so/{dossier.id}"))["Nhờ cán bộ giúp"])
    assert f"Tôi đồng ý để cán bộ tiếp nhận của {OFFICE} mở bản nháp này" in main(page)
    assert marked(tree(page), "gplx-help-code") == []
    assert send(browser, dossier, "nho-giup")["Location"] == f"/ho-so/{dossier.id}/nho-giup"
    page = browser.get(f"/ho-so/{dossier.id}/nho-giup")
    (code,) = marked(tree(page), "gplx-help-code")
    assert said(code) == f"{dossier.help_code[:4]} {dossier.help_code[4:]}"
    assert code.xpath("ancestor::*[@role='status']")
    assert "Mã dùng một lần, đến" in main(page)


def test_a_code_that_is_no_longer_good_is_not_shown(browser: Client, citizen: Applicant) -> None:
    with at("2021-09-27T08:00"):
        dossier = builders.draft(citizen)
        send(browser, dossier, "nho-giup")
    with at("2021-09-27T08:16"):
        page = browser.get(f"/ho-so/{dossier.id}/nho-giup")
    assert marked(tree(page), "gplx-help-code") == []
    assert dossier.help_code not in text(page)
    assert "Tôi đồng ý, cho tôi mã" in main(page)


def test_it_says_that_a_clerk_helps_and_since_when_and_can_be_taken_back(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    send(browser, dossier, "nho-giup")
    clerk = builders.officer(CLERK)
    give_help(dossier_id=dossier.id, by=clerk, request_id="g", code=dossier.help_code)
    page = browser.get(f"/ho-so/{dossier.id}/nho-giup")
    assert f"cán bộ của {OFFICE} đang giúp ông/bà điền bản nháp này" in main(page)
    assert "cho tôi mã" not in main(page) and len(forms(page)) == 1
    send(browser, dossier, "nho-giup", way="alone")
    assert (dossier.entrusted_at, dossier.help_asked_at) == (None, None)
    assert "Tôi đồng ý, cho tôi mã" in main(browser.get(f"/ho-so/{dossier.id}/nho-giup"))


def test_a_second_click_keeps_the_code(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    send(browser, dossier, "nho-giup", request_id="one-click")
    code = dossier.help_code
    send(browser, dossier, "nho-giup", request_id="one-click")
    assert dossier.help_code == code


def test_after_filing_there_is_nothing_to_help_with(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    builders.learn_all(dossier)
    send(browser, dossier, "kiem-tra")
    assert browser.get(f"/ho-so/{dossier.id}/nho-giup").status_code == 302
    assert send(browser, dossier, "nho-giup").status_code == 409
