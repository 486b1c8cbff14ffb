"""The portrait at its page: it is cut, the doubts are told with what to change, and its owner has the last word."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from gplx.applicants.models import Applicant
from gplx.casework.ask_correction import ask_correction
from gplx.casework.ask_photo import learn_photo
from gplx.casework.checks import checks_of
from gplx.documents.models import PHOTO, Document
from gplx.dossiers.models import Act, Dossier
from tests import builders, portraits
from tests.pages.citizen.conftest import send
from tests.pages.reading import links, main, tasks

pytestmark = pytest.mark.django_db

ADVICE = "Đây chỉ là lời khuyên của máy, có thể nhầm."
NOT_BLUE = "Nền ảnh không phải màu xanh. Vui lòng chụp trước tấm phông hoặc bức tường màu xanh."


@pytest.fixture
def dossier(citizen: Applicant) -> Dossier:
    """A draft that lacks nothing but its photo."""
    made = builders.draft(citizen)
    builders.learn_all(made)
    Document.objects.filter(kind=PHOTO).delete()
    return made


def bring(browser: Client, dossier: Dossier, data: bytes) -> HttpResponse:
    """Send a picture; the page that it leads to."""
    sent = send(browser, dossier, "anh", file=SimpleUploadedFile("anh.jpg", data, "image/jpeg"))
    assert sent["Location"] == f"/ho-so/{dossier.id}/anh"
    return browser.get(sent["Location"])


def doubtful() -> bytes:
    return portraits.sent(portraits.before("#f4f4f4"))


def verdict(dossier: Dossier) -> tuple[str, str]:
    return next((check.verdict, check.says) for check in checks_of(dossier) if check.name == "photo")


def test_a_good_one_is_shown_as_it_was_cut_and_leads_straight_to_the_review(browser: Client, dossier: Dossier) -> None:
    page = bring(browser, dossier, portraits.sent(portraits.photo(size=(3000, 2000))))
    assert ADVICE not in main(page)
    assert links(page)["Dùng ảnh này"] == f"/ho-so/{dossier.id}/kiem-tra"
    assert "Vẫn dùng ảnh này" not in main(page)
    shown = Image.open(io.BytesIO(browser.get(f"/ho-so/{dossier.id}/anh/xem").content))
    assert shown.width / shown.height == pytest.approx(3 / 4, abs=0.002)
    assert verdict(dossier) == ("ok", "Đã có ảnh chân dung.")


def test_where_more_is_missing_it_leads_back_to_the_list(browser: Client, citizen: Applicant) -> None:
    bare = builders.draft(citizen)
    assert links(bring(browser, bare, portraits.good()))["Dùng ảnh này"] == f"/ho-so/{bare.id}"


def test_a_doubtful_one_says_what_to_change_and_may_be_used_all_the_same(browser: Client, dossier: Dossier) -> None:
    page = bring(browser, dossier, doubtful())
    assert NOT_BLUE in main(page) and ADVICE in main(page)
    assert "Dùng ảnh này" not in links(page)
    assert verdict(dossier) == ("missing", "Ảnh có điểm cần xem lại: vẫn dùng, hoặc gửi ảnh khác.")
    assert tasks(browser.get(f"/ho-so/{dossier.id}"))["Ảnh chân dung"][0] == "Cần làm"

    used = send(browser, dossier, "anh", use="1")
    assert used["Location"] == f"/ho-so/{dossier.id}/kiem-tra"
    assert verdict(dossier) == ("ok", "Đã có ảnh chân dung; cán bộ sẽ xem lại ảnh.")
    page = browser.get(f"/ho-so/{dossier.id}/anh")
    assert NOT_BLUE in main(page)
    assert links(page)["Dùng ảnh này"] == f"/ho-so/{dossier.id}/kiem-tra"
    assert "Vẫn dùng ảnh này" not in main(page)


def test_it_is_recorded_that_its_owner_insisted(browser: Client, dossier: Dossier) -> None:
    bring(browser, dossier, doubtful())
    send(browser, dossier, "anh", use="1")
    photo = Document.objects.get(dossier=dossier, kind=PHOTO)
    assert photo.used_anyway_at is not None
    done = list(Act.objects.filter(dossier=dossier, act="fill_in").order_by("id").values_list("details", flat=True))
    assert done == [
        {"item": "photo", "document": str(photo.id), "doubts": ["not_blue"]},
        {"item": "photo", "document": str(photo.id), "used_anyway": True},
    ]


def test_another_one_takes_its_place_with_its_own_findings(browser: Client, dossier: Dossier) -> None:
    bring(browser, dossier, doubtful())
    send(browser, dossier, "anh", use="1")
    page = bring(browser, dossier, portraits.empty())
    assert "Không tìm thấy khuôn mặt." in main(page) and NOT_BLUE not in main(page)
    assert verdict(dossier)[0] == "missing", "what was said of the one before says nothing of this one"
    assert ADVICE not in main(bring(browser, dossier, portraits.good()))
    assert verdict(dossier)[0] == "ok"


def test_the_doubts_are_told_in_english_too(browser: Client, dossier: Dossier) -> None:
    browser.cookies["django_language"] = "en"
    page = main(bring(browser, dossier, doubtful()))
    assert "The background is not blue. Please take the picture before a blue cloth or wall." in page
    assert "You can use this photo all the same; an officer will look at it and decide." in page


def test_a_second_click_keeps_one_picture(browser: Client, dossier: Dossier) -> None:
    dossier.refresh_from_db()
    form = {"version": dossier.version, "request_id": "one"}
    for _ in range(2):
        file = SimpleUploadedFile("anh.jpg", portraits.good(), "image/jpeg")
        assert browser.post(f"/ho-so/{dossier.id}/anh", form | {"file": file}).status_code == 302
    assert Document.objects.filter(dossier=dossier, kind=PHOTO).count() == 1


def test_without_a_picture_none_can_be_insisted_on(browser: Client, dossier: Dossier) -> None:
    assert send(browser, dossier, "anh", use="1").status_code == 409
    assert not Act.objects.filter(dossier=dossier, act="fill_in").exists()


def test_an_old_page_insists_on_nothing(browser: Client, dossier: Dossier) -> None:
    bring(browser, dossier, doubtful())
    old = {"version": dossier.version - 1, "request_id": "x", "use": "1"}
    assert browser.post(f"/ho-so/{dossier.id}/anh", old).status_code == 409
    assert verdict(dossier)[0] == "missing"


def test_a_correction_is_owed_until_its_owner_has_the_last_word(browser: Client, dossier: Dossier) -> None:
    Document.objects.create(dossier=dossier, kind=PHOTO, content_type="image/jpeg", size=1, at=builders.now())
    builders.submit(dossier_id=dossier.id, by=builders.citizen(dossier.applicant), request_id="s", seen=None)
    clerk = builders.officer("clerk")
    asked = {"items": ["photo"], "reason": "Ảnh mờ"}
    ask_correction(dossier_id=dossier.id, by=clerk, request_id="c", seen=None, **asked)
    corrections = f"/ho-so/{dossier.id}/bo-sung"
    bring(browser, dossier, doubtful())
    assert tasks(browser.get(corrections))["Ảnh chân dung"][0] == "Cần bổ sung"
    assert send(browser, dossier, "bo-sung").status_code == 409
    assert send(browser, dossier, "anh", use="1")["Location"] == corrections
    assert tasks(browser.get(corrections))["Ảnh chân dung"][0] == "Đã có"
    assert send(browser, dossier, "bo-sung")["Location"] == f"/ho-so/{dossier.id}/tien-do"


def test_the_registers_doubtful_portrait_is_offered_and_asks_nothing(browser: Client, dossier: Dossier) -> None:
    learn_photo(dossier_id=dossier.id, jpeg=portraits.empty())
    assert verdict(dossier) == ("ok", "Đã có ảnh chân dung; cán bộ sẽ xem lại ảnh.")
    page = browser.get(f"/ho-so/{dossier.id}/anh")
    assert "Ảnh này do Cơ sở dữ liệu giấy phép lái xe lưu" in main(page)
    assert links(page)["Dùng ảnh này"] == f"/ho-so/{dossier.id}/kiem-tra"


@pytest.mark.parametrize(
    ("address", "camera"),
    [
        ("/ho-so/{}/anh", "camera=(self)"),
        ("/ho-so/{}/chung-minh", "camera=(self)"),
        ("/cua-toi/chung-minh", "camera=(self)"),
        ("/ho-so/{}", "camera=()"),
        ("/cua-toi", "camera=()"),
        ("/", "camera=()"),
        ("/ho-so/{}/khong-co", "camera=()"),
    ],
)
def test_the_camera_is_allowed_where_a_picture_is_taken_and_nowhere_else(
    browser: Client, citizen: Applicant, address: str, camera: str
) -> None:
    dossier = builders.draft(citizen)
    allowed = browser.get(address.format(dossier.id))["Permissions-Policy"]
    assert allowed == f"{camera}, geolocation=(), microphone=()"


@pytest.mark.parametrize("page", ["/ho-so/{}/anh", "/ho-so/{}/chung-minh", "/cua-toi/chung-minh"])
def test_without_a_script_the_camera_is_not_there_and_scripts_are_files(
    browser: Client, citizen: Applicant, page: str
) -> None:
    answer = browser.get(page.format(builders.draft(citizen).id)).content.decode()
    assert answer.count('class="gplx-camera"') == answer.count('" hidden>\n  <div data-camera-idle>') == 1
    assert answer.count("<script") == answer.count('<script src="/static/camera/') == 2
