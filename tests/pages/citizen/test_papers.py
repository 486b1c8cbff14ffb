"""Certificate and portrait: what was found is shown, what is sent is checked by what it is, kept for its owner alone."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gplx.applicants.models import Applicant
from gplx.casework.ask_photo import learn_photo
from gplx.documents.models import HEALTH_COPY, HEALTH_PAPER, PHOTO, Document
from gplx.documents.questions import content_of, newest
from gplx.dossiers.models import Dossier
from gplx.ground.clock import today
from gplx.health.models import Evidence
from gplx.health.questions import evidence_of
from tests import builders, pdfs
from tests.pages.citizen.conftest import send
from tests.pages.reading import field, links, main, mistakes, rows

pytestmark = pytest.mark.django_db
PDF = pdfs.pdf()


def told(dossier: Dossier, *certificates: Any) -> None:
    """What the health database says."""
    builders.learn_health(dossier_id=dossier.id, found=builders.FoundCertificates(certificates=certificates))


def upload(data: bytes, name: str = "tep") -> SimpleUploadedFile:
    """A file as a browser sends it, whatever it is."""
    return SimpleUploadedFile(name, data, "application/octet-stream")


def image(kind: str = "JPEG", size: tuple[int, int] = (40, 50), **options: Any) -> bytes:
    """A picture."""
    drawn = io.BytesIO()
    Image.new("RGB", size, "red").save(drawn, kind, **options)
    return drawn.getvalue()


@pytest.fixture
def dossier(citizen: Applicant) -> Dossier:
    """A draft."""
    return builders.draft(citizen)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "Giấy khám sức khỏe còn hiệu lực và đúng hạng."),
        ({"concluded": today() - timedelta(days=400)}, "cần khám lại."),
        ({"licence_class": "A1"}, "Giấy khám cho hạng A1 không dùng được cho hạng B2: cần khám đúng nhóm hạng."),
    ],
    ids=["good", "too old", "other class"],
)
def test_a_certificate_that_was_found_is_told_with_what_is_wrong_with_it(
    browser: Client, dossier: Dossier, changes: dict[str, Any], says: str
) -> None:
    paper = builders.certificate(dossier.applicant, **changes)
    told(dossier, paper)
    page = browser.get(f"/ho-so/{dossier.id}/suc-khoe")
    assert rows(page)["Nơi khám"] == "Bệnh viện Thử nghiệm"
    assert rows(page)["Ngày kết luận"] == f"{paper.concluded:%d/%m/%Y}"
    assert rows(page)["Hạng"] == paper.classes[0]
    assert says in main(page)
    assert ("Tiếp tục" in links(page)) == (not changes)
    assert (field(page, "file") is None) == (not changes), "another paper is asked for only where this one does not do"


def test_where_none_was_found_the_other_ways_are_open(browser: Client, dossier: Dossier) -> None:
    told(dossier)
    page = browser.get(f"/ho-so/{dossier.id}/suc-khoe")
    assert rows(page) == {}
    assert "Chưa tìm thấy giấy khám sức khỏe của người lái xe." in main(page)
    assert "Ba cách, cách nào cũng được" in main(page)
    assert "1. Hệ thống tự tìm Chưa tìm thấy" in main(page)
    assert links(page)["Tìm cơ sở gần nhất"] == "/co-so-kham?hang=B2&tinh=01"
    assert field(page, "way") is None, "nothing is chosen for anybody"


def test_a_paper_waits_for_an_officer_and_can_be_sent_again(browser: Client, dossier: Dossier) -> None:
    told(dossier)
    for count in (1, 2):
        sent = send(browser, dossier, "suc-khoe", way=HEALTH_PAPER, file=upload(PDF))
        assert sent["Location"] == f"/ho-so/{dossier.id}"
        assert Document.objects.filter(dossier=dossier, kind=HEALTH_PAPER).count() == count
    evidence = evidence_of(dossier)
    assert evidence is not None
    newest_paper = newest(dossier=dossier, kind=HEALTH_PAPER)
    assert newest_paper is not None
    assert (evidence.verdict, evidence.document) == ("unverified", newest_paper.id)
    page = browser.get(f"/ho-so/{dossier.id}/suc-khoe")
    assert "Cán bộ sẽ kiểm tra giấy khám sức khỏe ông/bà đã gửi." in main(page)
    assert links(page)["Tiếp tục"] == f"/ho-so/{dossier.id}"
    assert "Gửi giấy khám khác" in main(page)


@pytest.mark.parametrize(
    ("page", "fields", "sentence"),
    [
        ("suc-khoe", {"file": PDF}, "Vui lòng chọn dạng giấy khám ông/bà có."),
        ("suc-khoe", {"way": "photo", "file": PDF}, "Vui lòng chọn dạng giấy khám ông/bà có."),
        ("suc-khoe", {"way": HEALTH_PAPER}, "Vui lòng chọn tệp: Tệp giấy khám sức khỏe."),
        ("suc-khoe", {"way": HEALTH_PAPER, "file": "text"}, "Vui lòng chọn tệp: Tệp giấy khám sức khỏe."),
        ("suc-khoe", {"way": HEALTH_COPY, "file": b""}, "Tệp đang trống. Vui lòng chọn lại tệp."),
        (
            "suc-khoe",
            {"way": HEALTH_PAPER, "file": b"PK\3\4"},
            "Tệp này không đúng loại. Vui lòng chọn tệp PDF hoặc JPEG hoặc PNG.",
        ),
        (
            "suc-khoe",
            {"way": HEALTH_COPY, "file": b"%PDF-" + b"0" * 4_999_996},
            "Tệp lớn hơn 5 MB. Vui lòng chọn tệp nhỏ hơn.",
        ),
        ("anh", {}, "Vui lòng chọn tệp: Ảnh chân dung."),
        ("anh", {"file": b""}, "Tệp đang trống. Vui lòng chọn lại tệp."),
        ("anh", {"file": PDF}, "Tệp này không đúng loại. Vui lòng chọn tệp JPEG hoặc PNG."),
        ("anh", {"file": b"GIF89a"}, "Tệp này không đúng loại. Vui lòng chọn tệp JPEG hoặc PNG."),
        ("anh", {"file": b"\xff\xd8\xff" + b"0" * 4_999_998}, "Tệp lớn hơn 5 MB. Vui lòng chọn tệp nhỏ hơn."),
        ("anh", {"file": image("PNG", (8_001, 1))}, "Ảnh quá lớn. Vui lòng chọn ảnh có cạnh dưới 8.000 điểm ảnh."),
    ],
)
def test_each_file_that_cannot_be_taken_gets_its_sentence_and_nothing_is_kept(
    browser: Client, dossier: Dossier, page: str, fields: dict[str, Any], sentence: str
) -> None:
    before = (Document.objects.count(), Evidence.objects.count(), Dossier.objects.values().get(id=dossier.id))
    sent = {name: upload(value) if isinstance(value, bytes) else value for name, value in fields.items()}
    answer = send(browser, dossier, page, **sent)
    assert (answer.status_code, mistakes(answer)) == (200, [sentence])
    assert (Document.objects.count(), Evidence.objects.count(), Dossier.objects.values().get(id=dossier.id)) == before


@pytest.mark.parametrize("data", [PDF, image("PNG", (8_000, 1)), image() + b"0" * (5_000_000 - len(image()))])
def test_a_file_at_the_limit_is_taken(browser: Client, dossier: Dossier, data: bytes) -> None:
    assert send(browser, dossier, "suc-khoe", way=HEALTH_PAPER, file=upload(data)).status_code == 302


def test_its_name_is_neither_believed_nor_kept(browser: Client, dossier: Dossier) -> None:
    send(browser, dossier, "suc-khoe", way=HEALTH_PAPER, file=upload(PDF, "../../../etc/passwd.exe"))
    kept = newest(dossier=dossier, kind=HEALTH_PAPER)
    assert kept is not None
    assert (kept.content_type, content_of(kept)) == ("application/pdf", PDF)
    assert "passwd" not in kept.path and ".." not in kept.path


def test_a_picture_of_a_paper_loses_what_the_phone_wrote_into_it(browser: Client, dossier: Dossier) -> None:
    place = Image.Exif()
    place[0x010F] = "SECRET PHONE"
    send(browser, dossier, "suc-khoe", way=HEALTH_PAPER, file=upload(image(exif=place)))
    kept = newest(dossier=dossier, kind=HEALTH_PAPER)
    assert kept is not None
    assert b"SECRET PHONE" not in content_of(kept)


# ---- the portrait


def test_the_registers_portrait_can_be_used_or_replaced(browser: Client, dossier: Dossier) -> None:
    Document.objects.all().delete()
    page = browser.get(f"/ho-so/{dossier.id}/anh")
    assert "Dùng ảnh này" not in links(page)
    assert browser.get(f"/ho-so/{dossier.id}/anh/xem").status_code == 404

    learn_photo(dossier_id=dossier.id, jpeg=image(size=(30, 40)))
    page = browser.get(f"/ho-so/{dossier.id}/anh")
    assert "Ảnh này do Cơ sở dữ liệu giấy phép lái xe lưu; ông/bà dùng lại hoặc gửi ảnh mới." in main(page)
    assert links(page)["Dùng ảnh này"] == f"/ho-so/{dossier.id}"

    send(browser, dossier, "anh", file=upload(image("PNG", (60, 80))))
    page = browser.get(f"/ho-so/{dossier.id}/anh")
    assert "Ảnh này sẽ in trên giấy phép mới." in main(page)
    shown = Image.open(io.BytesIO(browser.get(f"/ho-so/{dossier.id}/anh/xem").content))
    assert (shown.format, shown.size) == ("JPEG", (60, 80)), "the newest counts"


def test_the_registers_portrait_never_takes_the_place_of_mine(browser: Client, dossier: Dossier) -> None:
    send(browser, dossier, "anh", file=upload(image(size=(60, 80))))
    learn_photo(dossier_id=dossier.id, jpeg=image(size=(30, 40)))
    assert Image.open(io.BytesIO(browser.get(f"/ho-so/{dossier.id}/anh/xem").content)).size == (60, 80)


def somebody_else() -> Client:
    """Another citizen's browser."""
    return builders.sign_in_citizen(Client(), builders.applicant())


@pytest.mark.parametrize(
    ("visit", "status"),
    [(somebody_else, 404), (Client, 302), (lambda: builders.sign_in(Client(), builders.officer()), 302)],
    ids=["another citizen", "a stranger", "an officer"],
)
def test_the_portrait_is_for_its_owner_alone(dossier: Dossier, visit: Callable[[], Client], status: int) -> None:
    answer = visit().get(f"/ho-so/{dossier.id}/anh/xem")
    assert answer.status_code == status
    assert b"\xff\xd8\xff" not in answer.content


def test_what_is_shown_is_an_image_and_never_stored_on_the_way(browser: Client, dossier: Dossier) -> None:
    answer = browser.get(f"/ho-so/{dossier.id}/anh/xem")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/jpeg", "no-store")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_after_submission_nothing_can_be_exchanged(browser: Client, dossier: Dossier) -> None:
    builders.learn_all(dossier)
    builders.submit(dossier_id=dossier.id, by=builders.citizen(dossier.applicant), request_id="s", seen=None)
    before = Document.objects.count()
    for page, fields in (("anh", {}), ("suc-khoe", {"way": HEALTH_PAPER})):
        assert browser.get(f"/ho-so/{dossier.id}/{page}")["Location"] == f"/ho-so/{dossier.id}/nop-phi"
        assert send(browser, dossier, page, file=upload(image()), **fields).status_code == 409
    assert Document.objects.filter(kind=PHOTO).count() == 1
    assert Document.objects.count() == before
