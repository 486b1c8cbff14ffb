"""The pages that anybody may open."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client

from gplx.licences.models import ElectronicLicence
from gplx.licences.questions import electronic_licence
from tests import builders

pytestmark = pytest.mark.django_db

ANSWERS = {
    "held": "pet",
    "licence_class": "B2",
    "issued": "1/3/2012",
    "expires": "01/03/2022",
    "born": "12-4-1985",
    "sex": "male",
    "hold": "none",
}


def text(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def precheck(client: Client, **changes: str) -> str:
    response = client.post("/kiem-tra", ANSWERS | changes)
    assert (response.status_code, response["Location"]) == (302, "/kiem-tra/ket-qua")
    return text(client.get("/kiem-tra/ket-qua"))


def test_the_home_page_says_fee_time_and_where(client: Client) -> None:
    builders.department()
    page = text(client.get("/"))
    assert "135.000 ₫" in page
    assert "5 ngày làm việc" in page
    assert "<li>Hà Nội</li>" in page and "<li>Hồ Chí Minh</li>" not in page
    assert "Căn cứ lệ phí: " in page and "Thông tư 188/2016/TT-BTC" in page


def test_the_service_is_one_click_from_home(client: Client) -> None:
    assert '<form action="/dang-nhap" method="post">' in text(client.get("/"))


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({}, ["Ông/bà đổi được giấy phép lái xe", "135.000 ₫", "Cần, đúng hạng và còn hiệu lực", "27/09/2031"]),
        ({"licence_class": "A1", "expires": ""}, ["Ông/bà đổi được", "Không cần", "Không thời hạn"]),
        ({"expires": "1/3/2021"}, ["Ông/bà phải sát hạch lại trước", "phải sát hạch lại lý thuyết"]),
        ({"expires": "1/8/2021"}, ["Ông/bà đổi được giấy phép lái xe", "vẫn được đổi, không phải sát hạch"]),
        ({"held": "lost"}, ["Trường hợp của ông/bà làm theo thủ tục khác", "1.002820"]),
        ({"held": "military"}, ["Trường hợp của ông/bà làm theo thủ tục khác", "quân đội"]),
        ({"hold": "seized"}, ["Phải giải quyết xong việc đang vướng", "đang bị tạm giữ"]),
        ({"held": "paper"}, ["Ông/bà đổi được", "mang bản chính đến bộ phận một cửa"]),
    ],
)
def test_the_precheck_answers_on_one_page(client: Client, changes: dict[str, str], sentences: list[str]) -> None:
    page = precheck(client, **changes)
    assert [sentence for sentence in sentences if sentence not in page] == []
    assert "Điều" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"held": ""}, "Vui lòng chọn: Giấy phép đang có."),
        ({"licence_class": "Z9"}, "Vui lòng chọn: Hạng."),
        ({"issued": "31/2/2012"}, "Ngày cấp cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."),
        ({"born": ""}, "Vui lòng điền: Ngày sinh."),
        ({"born": "1/1/2015"}, "Các ngày không khớp nhau: ngày cấp phải sau ngày sinh và trước ngày hết hạn."),
        ({"issued": "1/1/2030", "expires": ""}, "Ngày cấp không thể sau hôm nay."),
    ],
)
def test_a_wrong_answer_gets_its_sentence_twice_and_keeps_the_rest(
    client: Client, changes: dict[str, str], sentence: str
) -> None:
    page = text(client.post("/kiem-tra", ANSWERS | changes))
    assert page.count(sentence) == 2, "in the summary and beside the field"
    assert "<title>Lỗi: " in page
    assert 'value="01/03/2022"' in page or "expires" in changes


def test_the_answer_without_questions_leads_to_the_questions(client: Client) -> None:
    assert client.get("/kiem-tra/ket-qua")["Location"] == "/kiem-tra"


def test_the_precheck_remembers_and_stays_out_of_addresses(client: Client) -> None:
    precheck(client)
    page = text(client.get("/kiem-tra"))
    assert 'value="12-4-1985"' in page
    assert 'value="pet" checked' in page


def test_the_lookup_says_only_whether_it_is_finished(client: Client) -> None:
    dossier = builders.submitted()
    response = client.post("/tra-cuu", {"code": f" {dossier.code} "})
    assert response["Location"] == f"/tra-cuu/{dossier.code}"
    page = text(client.get(response["Location"]))
    assert "Hồ sơ đang được giải quyết" in page
    assert dossier.applicant.name not in page and dossier.department.name not in page


def test_the_lookup_of_a_finished_dossier(client: Client) -> None:
    dossier = builders.approved()
    assert "Hồ sơ đã giải quyết xong" in text(client.get(f"/tra-cuu/{dossier.code}"))


@pytest.mark.parametrize("code", ["000.00.99.H26-210927-9999", "<script>alert(1)</script>"])
def test_an_unknown_code_is_not_found_and_not_believed(client: Client, code: str) -> None:
    response = client.get("/tra-cuu/" + code.replace("/", "%2F"))
    assert response.status_code == 404
    assert "<script>" not in text(response).split("</head>")[1]


def test_a_lookup_without_a_code_asks_for_it(client: Client) -> None:
    assert text(client.post("/tra-cuu", {"code": ""})).count("Vui lòng điền: Mã hồ sơ.") == 2


@pytest.mark.parametrize("address", ["/", "/kiem-tra", "/tra-cuu", "/tro-giup", "/tiep-can", "/dang-nhap"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_opens_in_both_languages(client: Client, address: str, language: str) -> None:
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200
    assert f'<html lang="{language}"' in text(response)
    assert response["Cache-Control"] == "no-store"


def test_the_browser_does_not_choose_the_language(client: Client) -> None:
    assert '<html lang="vi"' in text(client.get("/", HTTP_ACCEPT_LANGUAGE="en-US,en"))


@pytest.mark.parametrize(
    ("then", "leads_to"), [("/tra-cuu", "/tra-cuu"), ("//evil.example", "/"), ("https://evil.example/", "/"), ("", "/")]
)
def test_the_language_switch_goes_back_inside(client: Client, then: str, leads_to: str) -> None:
    response = client.post("/ngon-ngu", {"language": "en", "next": then})
    assert response["Location"] == leads_to
    assert '<html lang="en"' in text(client.get("/"))


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    assert "django_language" not in client.post("/ngon-ngu", {"language": "xx"}).cookies
    assert client.get("/ngon-ngu").status_code == 405


def test_errors_are_one_sentence(client: Client) -> None:
    response = client.get("/khong-co")
    assert response.status_code == 404
    assert "Địa chỉ có thể gõ sai, hoặc hồ sơ không thuộc tài khoản đang đăng nhập." in text(response)


def test_a_form_without_its_token_says_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/kiem-tra", ANSWERS)
    assert response.status_code == 403
    assert "Biểu mẫu đã cũ" in text(response)


def test_the_pages_speak_english(client: Client) -> None:
    client.cookies["django_language"] = "en"
    assert "Exchange your driving licence without leaving home" in text(client.get("/"))
    client.post("/kiem-tra", ANSWERS)
    page = text(client.get("/kiem-tra/ket-qua"))
    assert "You can exchange your licence" in page and "5 working days from when" in page


def test_the_first_view_stays_small(client: Client) -> None:
    """Everything that a phone loads for the front page, compressed: fonts are compressed already."""
    page = client.get("/").content
    files = {finders.find(name) for name in re.findall(r'/static/([^"]+)', page.decode())}
    files |= {finders.find("vendor/be-vietnam-pro/700.woff2")}
    assert None not in files
    sizes = [len(gzip.compress(page))] + [len(gzip.compress(Path(file).read_bytes())) for file in files]
    assert sum(sizes) < 60_000


def test_the_electronic_licence_can_be_checked_by_its_code_alone(client: Client) -> None:
    dossier = builders.approved()
    licence = electronic_licence(dossier.code or "")
    assert licence is not None
    builders.sign_in_citizen(client, dossier.applicant)
    assert f'href="/giay-phep/{licence.check_code}"' in text(client.get(f"/ho-so/{dossier.id}/tien-do"))
    page = text(Client().get(f"/giay-phep/{licence.check_code}"))
    assert "Còn giá trị" in page and licence.number in page and "27/09/2031" in page
    assert dossier.code not in page and dossier.phone not in page
    ElectronicLicence.objects.update(valid_until="2021-09-26")
    assert "Đã hết hạn" in text(client.get(f"/giay-phep/{licence.check_code}"))
    assert client.get("/giay-phep/khong-co").status_code == 404
