"""Proving an old number: only one's own card proves anything, each other code says what is wrong with it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gplx.applicants.models import Applicant, KnownNumber
from gplx.casework.ask_correction import ask_correction
from gplx.documents.models import NUMBER_PAPER, Document
from gplx.dossiers.models import Act, Dossier
from gplx.registers.models import Exchange
from tests import builders, pdfs
from tests.pages.citizen.conftest import send
from tests.pages.reading import field, forms, main, mistakes, tasks

pytestmark = pytest.mark.django_db
PDF = pdfs.pdf()
LINK = "/cua-toi/chung-minh"


def card(citizen: Applicant, **changes: str) -> str:
    """The text of the QR code of their card."""
    own = citizen.numbers.filter(source="portal").earliest("id").number
    parts = {"number": own, "old": "011234567", "name": citizen.name, "born": "12041985", "sex": "Nam"}
    parts |= {"address": "1 phố Thử, Hà Nội", "issued": "01032021"}
    return "|".join((parts | changes).values())


def proven(citizen: Applicant) -> set[str]:
    """The numbers that a card has proven."""
    return set(citizen.numbers.filter(source="chip_qr").values_list("number", flat=True))


NOT_MINE = "Số trên mã QR không phải là số định danh của tài khoản đang đăng nhập. Vui lòng dùng thẻ của ông/bà."
OTHER_PERSON = "Họ tên hoặc ngày sinh trên mã QR khác với tài khoản. Vui lòng kiểm tra lại thẻ căn cước."


def bad(what: str) -> str:
    """The sentence for a code that is none of a card."""
    return f"Mã QR không đúng của thẻ CCCD gắn chíp: {what}; hãy quét lại mã ở mặt trước thẻ."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": "001085999999"}, NOT_MINE),
        ({"name": "Trần Văn Khác"}, OTHER_PERSON),
        ({"born": "13041985"}, OTHER_PERSON),
        ({"number": "12345"}, bad("số CCCD phải có 12 chữ số")),
        ({"old": "12"}, bad("số CMND cũ phải có 9 chữ số hoặc để trống")),
        ({"name": "<b>x</b>"}, bad("họ tên trống hoặc có ký tự lạ")),
        ({"born": "30021985"}, bad("ngày sinh không có thật")),
        ({"born": "1985"}, bad("ngày sinh phải có 8 chữ số ngày, tháng, năm")),
        ({"sex": "x"}, bad("giới tính phải là Nam hoặc Nữ")),
        ({"issued": "11041985"}, bad("ngày cấp phải sau ngày sinh")),
    ],
)
def test_a_card_that_proves_nothing_says_why(
    browser: Client, citizen: Applicant, changes: dict[str, str], sentence: str
) -> None:
    code = card(citizen, **changes)
    page = browser.post(LINK, {"code": code})
    assert page.status_code == 200
    assert mistakes(page) == [sentence]
    assert field(page, "code") == code
    assert (proven(citizen), Exchange.objects.count()) == (set(), 0)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"name": "NGUYỄN THỬ NGHIỆM"},
        {"name": "Nguyễn Thử Nghiệm"},
        {"old": ""},
    ],
    ids=["as it is", "in capitals", "decomposed", "no old number"],
)
def test_my_own_card_proves_its_numbers_and_the_register_is_asked_anew(
    browser: Client, citizen: Applicant, changes: dict[str, str]
) -> None:
    assert browser.post(LINK, {"code": card(citizen, **changes)})["Location"] == "/cua-toi"
    own = citizen.numbers.filter(source="portal").get().number
    expected = {own} if changes.get("old") == "" else {own, "011234567"}
    assert proven(citizen) == expected
    assert set(Exchange.objects.get().ask["numbers"]) == expected


def test_the_same_card_twice_is_one_proof_and_one_question(browser: Client, citizen: Applicant) -> None:
    for _ in range(2):
        assert browser.post(LINK, {"code": card(citizen)}).status_code == 302
    assert KnownNumber.objects.filter(source="chip_qr").count() == 2
    assert Exchange.objects.count() == 1


def test_a_number_that_a_card_proved_is_no_key_to_another_card(browser: Client, citizen: Applicant) -> None:
    """Only what the portal gave opens the door: an old number of one's own does not vouch for a second card."""
    browser.post(LINK, {"code": card(citizen)})
    page = browser.post(LINK, {"code": card(citizen, number="001085888888", old="011234567")})
    assert mistakes(page) == [NOT_MINE]
    assert "001085888888" not in proven(citizen)


def test_a_code_that_is_too_long_is_not_read(browser: Client, citizen: Applicant) -> None:
    page = browser.post(LINK, {"code": card(citizen, address="x" * 500)})
    assert mistakes(page) == ["Hoặc dòng chữ trong mã QR: tối đa 500 ký tự."]


def test_in_english_the_refusal_is_english(browser: Client, citizen: Applicant) -> None:
    browser.cookies["django_language"] = "en"
    page = browser.post(LINK, {"code": card(citizen, number="001085999999")})
    assert "The number in the QR code is not that of the account that is signed in." in main(page)
    assert NOT_MINE not in main(page)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Tệp đang trống. Vui lòng chọn lại tệp."),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 5_000_000, "Tệp lớn hơn 5 MB. Vui lòng chọn tệp nhỏ hơn."),
        (b"\x89PNG\r\n\x1a\nbroken", "Không đọc được ảnh này. Vui lòng chụp hoặc chọn ảnh khác."),
    ],
    ids=["empty", "too large", "broken"],
)
def test_a_picture_that_cannot_be_read(browser: Client, citizen: Applicant, data: bytes, sentence: str) -> None:
    page = browser.post(LINK, {"picture": SimpleUploadedFile("qr.png", data, "image/png"), "code": ""})
    assert mistakes(page) == [sentence]
    assert proven(citizen) == set()


# ---- in a dossier


def test_a_strong_licence_asks_for_no_proof_and_a_middling_one_leads_to_it(browser: Client, citizen: Applicant) -> None:
    sure, unsure = builders.draft(citizen), builders.draft(citizen, match="middling")
    assert tasks(browser.get(f"/ho-so/{sure.id}"))["Giấy phép lái xe của ông/bà"][0] == "Xong"
    assert tasks(browser.get(f"/ho-so/{unsure.id}"))["Giấy phép lái xe của ông/bà"] == (
        "Cần làm",
        "Cần chứng minh số giấy tờ cũ trên giấy phép lái xe là của ông/bà.",
    )
    page = browser.get(f"/ho-so/{unsure.id}/chung-minh")
    assert forms(page) == [f"/ho-so/{unsure.id}/chung-minh"] * 2
    assert field(page, "way") == "paper"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"code": "x"}, bad("cần 7 phần cách nhau bằng dấu “|” nhưng có 1 phần")),
        ({}, "Vui lòng chụp mã QR trên thẻ, hoặc dán dòng chữ trong mã."),
        ({"way": "paper"}, "Vui lòng chọn tệp: Giấy xác nhận số chứng minh nhân dân."),
        ({"file": b""}, "Tệp đang trống. Vui lòng chọn lại tệp."),
        ({"file": b"MZ program"}, "Tệp này không đúng loại. Vui lòng chọn tệp PDF hoặc JPEG hoặc PNG."),
        ({"file": b"%PDF-" + b"0" * 5_000_000}, "Tệp lớn hơn 5 MB. Vui lòng chọn tệp nhỏ hơn."),
    ],
)
def test_each_way_has_its_own_mistake_and_the_dossier_stays(
    browser: Client, citizen: Applicant, sent: dict[str, Any], sentence: str
) -> None:
    dossier = builders.draft(citizen, match="middling")
    before = Dossier.objects.values().get(id=dossier.id)
    files = {name: SimpleUploadedFile("giay.pdf", data) for name, data in sent.items() if isinstance(data, bytes)}
    assert mistakes(send(browser, dossier, "chung-minh", **sent | files)) == [sentence]
    assert Dossier.objects.values().get(id=dossier.id) == before
    assert not Document.objects.filter(kind=NUMBER_PAPER).exists()


def test_the_paper_is_kept_once_for_a_double_click_and_not_for_an_old_page(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen, match="middling")
    old = {"version": dossier.version, "request_id": builders.fresh()}
    for expected in (302, 302):
        paper = SimpleUploadedFile("giay.pdf", PDF)
        answer = browser.post(f"/ho-so/{dossier.id}/chung-minh", old | {"way": "paper", "file": paper})
        assert answer.status_code == expected
    assert Act.objects.filter(dossier=dossier, act="fill_in").count() == 1
    stale = old | {"request_id": builders.fresh(), "way": "paper", "file": SimpleUploadedFile("giay.pdf", PDF)}
    assert browser.post(f"/ho-so/{dossier.id}/chung-minh", stale).status_code == 409
    assert Document.objects.filter(kind=NUMBER_PAPER).count() == 1


def test_after_submission_the_paper_is_taken_only_where_it_was_asked_for(browser: Client, citizen: Applicant) -> None:
    dossier = builders.draft(citizen)
    builders.learn_health(
        dossier_id=dossier.id, found=builders.FoundCertificates(certificates=(builders.certificate(citizen),))
    )
    builders.submit(dossier_id=dossier.id, by=builders.citizen(citizen), request_id="s", seen=None)
    assert browser.get(f"/ho-so/{dossier.id}/chung-minh")["Location"] == f"/ho-so/{dossier.id}/tien-do"
    refused = send(browser, dossier, "chung-minh", way="paper", file=SimpleUploadedFile("giay.pdf", PDF))
    assert refused.status_code == 409
    asked = {"items": ["identity"], "reason": "Chứng minh số cũ"}
    ask_correction(dossier_id=dossier.id, by=builders.officer("clerk"), request_id="c", seen=None, **asked)
    assert browser.get(f"/ho-so/{dossier.id}/chung-minh").status_code == 200
    sent = send(browser, dossier, "chung-minh", way="paper", file=SimpleUploadedFile("giay.pdf", PDF))
    assert sent["Location"] == f"/ho-so/{dossier.id}/bo-sung"
    assert Document.objects.get(kind=NUMBER_PAPER).dossier_id == dossier.id
