"""The parts of a dossier: typed licence, old number, papers, portrait, delivery, wish."""

import io

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from gplx.applicants.models import Applicant, KnownNumber
from gplx.casework.ask_registers import ask_licences
from gplx.casework.checks import checks_of
from gplx.documents.models import Document
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from gplx.health.questions import evidence_of
from gplx.ledger.changes import append
from gplx.licences.models import Licence
from gplx.registers.models import ANSWERED, GIVEN_UP, Exchange
from tests import builders, pdfs
from tests.pages.citizen.conftest import send, text

pytestmark = pytest.mark.django_db

PDF = pdfs.pdf()
TYPED = {"number": "010 851 234 567", "licence_class": "B2", "issued": "1/3/2012", "expires": "1/3/2022"}


def file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def verdict(dossier: Dossier, name: str) -> str:
    return next(check.verdict for check in checks_of(dossier) if check.name == name)


# ---- a licence that the register does not give


def silent_register(citizen: Applicant) -> None:
    ask_licences(applicant=citizen, occasion="sign-in")
    Exchange.objects.update(state=GIVEN_UP, error="down", learnt_at=now())


def test_a_silent_register_does_not_stop_anybody(browser: Client, citizen: Applicant) -> None:
    silent_register(citizen)
    page = text(browser.get("/cua-toi"))
    assert "Cơ sở dữ liệu giấy phép lái xe chưa trả lời. Ông/bà vẫn làm tiếp được" in page
    assert "refresh" not in page, "what may take hours is not watched every second"
    dossier_page = browser.post("/cua-toi/giay-phep", TYPED)["Location"]
    licence, dossier = Licence.objects.get(), Dossier.objects.get()
    assert (licence.number, licence.match, licence.in_register) == ("010851234567", "unknown", None)
    assert dossier_page == f"/ho-so/{dossier.id}"
    asked = Exchange.objects.filter(register="licences").latest("id")
    assert "010851234567" in asked.ask["numbers"]
    browser.post("/cua-toi/giay-phep", TYPED)
    assert (Licence.objects.count(), Dossier.objects.count()) == (1, 1), "a second click starts nothing"


def test_a_register_that_knows_nothing_leads_to_the_old_number(browser: Client, citizen: Applicant) -> None:
    ask_licences(applicant=citizen, occasion="sign-in")
    Exchange.objects.update(state=ANSWERED, answer={"persons": []}, learnt_at=now())
    page = text(browser.get("/cua-toi"))
    assert "Chưa tìm thấy giấy phép lái xe" in page and 'href="/cua-toi/chung-minh"' in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": "0108/5*"}, "Số giấy phép lái xe chỉ có chữ và số. Vui lòng xem lại mặt trước giấy phép."),
        ({"number": ""}, "Vui lòng điền: Số giấy phép lái xe."),
        ({"number": "<script>alert(1)"}, "Số giấy phép lái xe chỉ có chữ và số."),
        ({"licence_class": ""}, "Vui lòng chọn: Hạng."),
        ({"issued": "1/10/2021"}, "Ngày cấp không thể sau hôm nay."),
        ({"expires": "1/3/2011"}, "Ngày hết hạn phải sau ngày cấp."),
    ],
)
def test_a_licence_typed_wrongly(browser: Client, citizen: Applicant, changes: dict[str, str], sentence: str) -> None:
    silent_register(citizen)
    page = text(browser.post("/cua-toi/giay-phep", TYPED | changes))
    assert page.count(sentence) == 2
    assert "<script>alert" not in page
    assert not Licence.objects.exists()


@pytest.mark.parametrize("licence", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_licence_that_is_not_mine_starts_nothing(browser: Client, licence: str) -> None:
    builders.licence(builders.applicant())
    assert browser.post("/cua-toi/doi", {"licence": licence or str(Licence.objects.get().id)}).status_code == 404
    assert not Dossier.objects.exists()


def test_looking_again_asks_once_a_click(browser: Client) -> None:
    for _ in range(2):
        assert browser.post("/cua-toi/tim-lai", {"request_id": "one"})["Location"] == "/cua-toi"
    assert Exchange.objects.count() == 1


# ---- the old number


def qr(citizen: Applicant, **changes: str) -> str:
    said = {"number": citizen.numbers.get().number, "old": "011234567", "name": citizen.name, "born": "12041985"}
    said |= changes
    return "|".join([*said.values(), "Nam", "1 phố Thử, Hà Nội", "01032021"])


def test_the_cards_code_proves_the_old_number(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen, match="middling")
    assert verdict(dossier, "licence") == "missing"
    page = text(browser.get(f"/ho-so/{dossier.id}"))
    assert f'href="/ho-so/{dossier.id}/chung-minh"' in page
    assert send(browser, dossier, "chung-minh", code=qr(citizen))["Location"] == f"/ho-so/{dossier.id}"
    assert KnownNumber.objects.get(source="chip_qr", number="011234567").applicant == citizen
    assert "011234567" in Exchange.objects.filter(register="licences").latest("id").ask["numbers"]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "Vui lòng chụp mã QR trên thẻ, hoặc dán dòng chữ trong mã."),
        ("https://evil.example/?q=<b>", "cần 7 phần cách nhau bằng dấu “|” nhưng có 1 phần"),
        ("001085999999|011234567|Người Khác|12041985|Nam|x|01032021", "Số trên mã QR không phải là số định danh"),
    ],
)
def test_a_code_that_proves_nothing(browser: Client, citizen: Applicant, code: str, sentence: str) -> None:
    page = text(browser.post("/cua-toi/chung-minh", {"code": code}))
    assert page.count(sentence) == 2
    assert not KnownNumber.objects.filter(source="chip_qr").exists()


def photo_of(code: str) -> bytes:
    """A card's code as a phone sees it: turned, and in the middle of something."""
    drawn, taken = io.BytesIO(), io.BytesIO()
    segno.make(code, micro=False).save(drawn, kind="png", scale=6)
    card = Image.open(drawn).convert("RGB").rotate(11, expand=True, fillcolor="white")
    desk = Image.new("RGB", (card.width + 200, card.height + 100), "#B08D57")
    desk.paste(card, (120, 60))
    desk.save(taken, "JPEG")
    return taken.getvalue()


def test_a_photo_of_the_code_serves_as_well(browser: Client, citizen: Applicant) -> None:
    fields = {"picture": file("the.jpg", photo_of(qr(citizen))), "code": ""}
    assert browser.post("/cua-toi/chung-minh", fields)["Location"] == "/cua-toi"
    assert KnownNumber.objects.get(source="chip_qr", number="011234567").applicant == citizen
    assert not Document.objects.exists(), "the photo itself is not kept"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (builders.picture(), "Không thấy mã QR trong ảnh. Vui lòng chụp gần hơn, đủ sáng, thấy rõ cả mã."),
        (PDF, "Tệp này không đúng loại."),
        (photo_of("https://evil.example"), "cần 7 phần cách nhau bằng dấu “|” nhưng có 1 phần"),
    ],
)
def test_a_photo_that_shows_no_such_code(browser: Client, data: bytes, sentence: str) -> None:
    page = text(browser.post("/cua-toi/chung-minh", {"picture": file("the.jpg", data), "code": ""}))
    assert page.count(sentence) == 2
    assert not KnownNumber.objects.filter(source="chip_qr").exists()


def test_after_the_proof_nothing_found_leads_to_the_counter(browser: Client, citizen: Applicant) -> None:
    browser.post("/cua-toi/chung-minh", {"code": qr(citizen)})
    Exchange.objects.update(state=ANSWERED, answer={"persons": []}, learnt_at=now())
    page = text(browser.get("/cua-toi"))
    assert "vui lòng mang bản chính đến bộ phận một cửa" in page and 'href="/cua-toi/chung-minh"' not in page


def test_another_name_on_the_card(browser: Client, citizen: Applicant) -> None:
    page = text(browser.post("/cua-toi/chung-minh", {"code": qr(citizen, name="Lê Hoàn Toàn Khác")}))
    assert "Họ tên hoặc ngày sinh trên mã QR khác với tài khoản." in page


def test_before_any_dossier_the_code_finds_the_licence(browser: Client, citizen: Applicant) -> None:
    assert browser.post("/cua-toi/chung-minh", {"code": qr(citizen)})["Location"] == "/cua-toi"
    assert "Đang tìm giấy phép lái xe" in text(browser.get("/cua-toi"))


def test_the_paper_goes_to_an_officer(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen, match="middling")
    sent = send(browser, dossier, "chung-minh", way="paper", file=file("giay.pdf", PDF))
    assert sent["Location"] == f"/ho-so/{dossier.id}"
    assert verdict(dossier, "licence") == "officer"
    page = text(send(browser, dossier, "chung-minh", way="paper"))
    assert page.count("Vui lòng chọn tệp: Giấy xác nhận số chứng minh nhân dân.") == 2


# ---- the health certificate and the portrait


def test_a_certificate_on_paper(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    page = text(browser.get(f"/ho-so/{dossier.id}/suc-khoe"))
    assert "Nhận tệp PDF, JPEG hoặc PNG, tối đa 5 MB." in page
    sent = send(browser, dossier, "suc-khoe", way="health_paper", file=file("kham.jpg", builders.picture()))
    assert sent["Location"] == f"/ho-so/{dossier.id}"
    evidence = evidence_of(dossier)
    assert evidence is not None and (evidence.channel, evidence.verdict) == ("paper", "unverified")
    assert verdict(dossier, "health") == "officer"


def test_a_certificate_that_was_found_is_shown(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    builders.learn_all(dossier)
    page = text(browser.get(f"/ho-so/{dossier.id}/suc-khoe"))
    assert "Bệnh viện Thử nghiệm" in page and "27/09/2021" in page and 'type="file"' not in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Tệp đang trống. Vui lòng chọn lại tệp."),
        (b"MZ this is a program", "Tệp này không đúng loại. Vui lòng chọn tệp"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "Tệp này không đúng loại."),
        (b"\xff\xd8\xff broken", "Không đọc được ảnh này. Vui lòng chụp hoặc chọn ảnh khác."),
        (b"%PDF-" + b"0" * 5_000_000, "Tệp"),
    ],
)
@pytest.mark.parametrize(("page", "fields"), [("anh", {}), ("suc-khoe", {"way": "health_paper"})])
def test_a_file_that_is_not_what_it_says(
    browser: Client, citizen: Applicant, data: bytes, sentence: str, page: str, fields: dict[str, str]
) -> None:
    dossier = builders.draft(citizen)
    before = (Document.objects.count(), dossier.version)
    answer = send(browser, dossier, page, file=file("tep.jpg", data), **fields)
    assert answer.status_code == 200
    assert text(answer).count(sentence) >= 2
    dossier.refresh_from_db()
    assert (Document.objects.count(), dossier.version) == before, "nothing was kept"


def test_a_certified_copy_is_a_pdf_and_no_picture_of_one(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    before = Document.objects.count()
    picture = file("giay.jpg", builders.picture())
    answer = send(browser, dossier, "suc-khoe", file=picture, way="health_copy")
    assert "Bản sao chứng thực điện tử là tệp PDF có chữ ký số." in text(answer)
    assert Document.objects.count() == before


def test_a_portrait_is_kept_without_what_it_hides(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    drawn = io.BytesIO()
    Image.new("RGB", (30, 40), "red").save(drawn, "PNG", exif=b"Exif\0\0secret place")
    assert send(browser, dossier, "anh", file=file("anh.png", drawn.getvalue())).status_code == 302
    shown = browser.get(f"/ho-so/{dossier.id}/anh/xem")
    assert shown["Content-Type"] == "image/jpeg" and shown["Cache-Control"] == "no-store"
    assert shown.content.startswith(b"\xff\xd8\xff") and b"secret" not in shown.content


def test_a_portrait_stands_upright_however_the_phone_was_held(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    sideways, drawn = Image.new("RGB", (80, 60), "red"), io.BytesIO()
    turned = Image.Exif()
    turned[0x0112] = 6
    sideways.save(drawn, "JPEG", exif=turned)
    send(browser, dossier, "anh", file=file("anh.jpg", drawn.getvalue()))
    shown = Image.open(io.BytesIO(browser.get(f"/ho-so/{dossier.id}/anh/xem").content))
    assert shown.size == (60, 80)


# ---- delivery and wish

CHOSEN = {"delivery": "post", "delivery_address": "3 ngõ Mới", "phone": "0911 222 333", "email": "a@example.vn"}


def test_the_delivery_is_prefilled_and_can_be_changed(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    page = text(browser.get(f"/ho-so/{dossier.id}/nhan-ket-qua"))
    assert 'value="1 phố Thử, Hà Nội"' in page and 'value="0900000001"' in page and 'value="post" checked' in page
    send(browser, dossier, "nhan-ket-qua", **CHOSEN)
    dossier.refresh_from_db()
    assert (dossier.delivery_address, dossier.phone, dossier.email) == ("3 ngõ Mới", "0911222333", "a@example.vn")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"delivery": "pigeon"}, "Vui lòng chọn cách nhận giấy phép mới."),
        ({"delivery_address": ""}, "Vui lòng điền địa chỉ để bưu điện giao giấy phép."),
        ({"delivery_address": "x" * 201}, "Địa chỉ nhận: tối đa 200 ký tự."),
        ({"phone": "12"}, "Số điện thoại cần có 10 chữ số, ví dụ 0912345678."),
        ({"email": "khong"}, "Thư điện tử chưa đúng, ví dụ đúng: ten@example.vn."),
    ],
)
def test_a_delivery_that_cannot_be(browser: Client, citizen: Applicant, changes: dict[str, str], sentence: str) -> None:
    dossier = builders.draft(citizen)
    page = text(send(browser, dossier, "nhan-ket-qua", **CHOSEN | changes))
    assert page.count(sentence) == 2
    dossier.refresh_from_db()
    assert dossier.delivery_address == "1 phố Thử, Hà Nội"


def test_hostile_text_is_shown_as_text(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    builders.learn_all(dossier)
    hostile = "\"><script>alert('x')</script>{{ 7*7 }}"
    send(browser, dossier, "nhan-ket-qua", **CHOSEN | {"delivery_address": hostile})
    for page in ("nhan-ket-qua", "kiem-tra"):
        shown = text(browser.get(f"/ho-so/{dossier.id}/{page}"))
        assert "<script>alert" not in shown and "{{ 7*7 }}" in shown and "&lt;script&gt;" in shown


def test_reason_and_department(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    assert send(browser, dossier, "yeu-cau", reason="data_changed", department="H24").status_code == 302
    dossier.refresh_from_db()
    assert (dossier.reason, dossier.department_id) == ("data_changed", "H24")
    page = text(send(browser, dossier, "yeu-cau", reason="boredom", department="H29"))
    assert "Vui lòng chọn: Lý do đổi." in page and "Vui lòng chọn: Sở tiếp nhận." in page, "H29 is not online"


def test_who_has_read_my_data(browser: Client, citizen: Applicant, client: Client) -> None:
    dossier = builders.draft(citizen)
    assert "Chưa có ai xem hồ sơ của ông/bà." in text(browser.get("/cua-toi/ai-da-xem"))
    reader = builders.officer("examiner", name="Lê Thử Thẩm Định")
    told = {"subject": f"dossier:{dossier.id}", "kind": "read", "at": now(), "details": {}}
    append(act="thẩm định", actor=f"officer:{reader.pk}", **told)
    page = text(browser.get("/cua-toi/ai-da-xem"))
    assert "thẩm định" in page and "Lê Thử Thẩm Định, Sở Giao thông vận tải Hà Nội" in page
