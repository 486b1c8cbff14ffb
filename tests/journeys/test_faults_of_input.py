"""What people send wrong, twice or too late: a sentence that says what to do, nothing lost, nothing done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from gplx.conf.demo.browser import Browser
from gplx.conf.demo.citizen import picture
from tests.journeys.people import Citizen, Officer, refused
from tests.journeys.stack import Stack, until

pytestmark = pytest.mark.stack

PROGRAM = b"MZ\x90\x00" + b"\0" * 2000
LICENCE = {"number": "010111999999", "licence_class": "B2", "issued": "1/3/2012", "expires": "1/3/2022"}


def test_a_person_whom_the_register_does_not_know_is_told_what_to_do(citizen: Callable[..., Citizen]) -> None:
    applicant = citizen("not_in_register")
    applicant.sign_in()
    said = applicant.settled().text
    assert "Cơ sở dữ liệu giấy phép lái xe không có giấy phép nào đứng tên các số giấy tờ của ông/bà." in said
    assert applicant.page.has_link("Chứng minh số giấy tờ cũ bằng mã QR trên thẻ căn cước")
    assert not applicant.page.has_form("Đổi giấy phép này")


def test_a_licence_that_is_not_in_the_register_cannot_be_filed(stack: Stack, citizen: Callable[..., Citizen]) -> None:
    applicant = citizen("not_in_register")
    applicant.sign_in()
    applicant.settled()
    applicant.browser.send("Tiếp tục", fill=LICENCE)
    unknown = "Không tìm thấy giấy phép lái xe này trong cơ sở dữ liệu."
    until(lambda: unknown in applicant.browser.open(applicant.page.url).text)
    # What to do is said once the other agencies have answered too: until then the page says whom it asks.
    assert "bộ phận một cửa của Sở" in applicant.settled().text
    assert not applicant.page.has_link("Xem lại và nộp hồ sơ")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(PROGRAM, "Tệp này không đúng loại. Vui lòng chọn tệp JPEG hoặc PNG.", id="a program"),
        pytest.param(b"", "Tệp đang trống. Vui lòng chọn lại tệp.", id="nothing"),
        pytest.param(b"\xff\xd8\xff" * 1_700_000, "Tệp lớn hơn 5 MB. Vui lòng chọn tệp nhỏ hơn.", id="too much"),
        pytest.param(picture("")[:900], "Không đọc được ảnh này. Vui lòng chụp hoặc chọn ảnh khác.", id="half"),
    ],
)
def test_a_wrong_file_is_not_kept(stack: Stack, citizen: Callable[..., Citizen], data: bytes, sentence: str) -> None:
    applicant = citizen("no_exam")
    draft = applicant.start().path
    said = applicant.bring("anh", files={"file": ("anh.jpg", data, "image/jpeg")})
    assert sentence in said.text
    assert said.path == f"{draft}/anh"
    assert stack.ask("SELECT 1 FROM documents_document WHERE dossier_id = %s", draft.rpartition("/")[2]) == []
    assert applicant.bring_photo().path == draft


def test_a_double_click_files_once(stack: Stack, citizen: Callable[..., Citizen]) -> None:
    applicant = citizen()
    applicant.start()
    page = applicant.review()
    form = dict(page.form("Nộp hồ sơ").form_values())

    def click(_: int) -> httpx.Response:
        return httpx.post(page.url, data=form, cookies=applicant.browser.client.cookies, timeout=60, trust_env=False)

    with ThreadPoolExecutor(4) as clicks:
        answers = list(clicks.map(click, range(4)))
    assert [answer.status_code for answer in answers] == [302] * 4
    assert len({answer.headers["location"] for answer in answers}) == 1
    dossier = page.path.split("/")[2]
    assert stack.ask("SELECT act FROM dossiers_act WHERE dossier_id = %s AND act = 'submit'", dossier) == [("submit",)]
    assert len(stack.ask("SELECT 1 FROM fees_payment WHERE dossier_id = %s", dossier)) == 1


@pytest.mark.parametrize("lost", ["sessionid", "csrftoken"])
def test_a_session_that_ends_in_the_middle_of_a_form_costs_no_draft(citizen: Callable[..., Citizen], lost: str) -> None:
    applicant = citizen()
    draft = applicant.start().path
    applicant.bring("nhan-ket-qua", fill={"delivery_address": "Số 2 đường Mẫu, Hà Nội"})
    form = applicant.browser.open(f"{draft}/nhan-ket-qua")
    applicant.browser.client.cookies.delete(lost)
    if lost == "csrftoken":
        said = refused(applicant.browser, "Lưu và tiếp tục", fill={"phone": "0900999999"})
        assert (said.status, said.title) == (403, "Biểu mẫu đã cũ")
        assert "Thông tin đã lưu vẫn còn: vui lòng mở lại trang và gửi lại." in said.text
        applicant.browser.open(form.path)
    else:
        applicant.browser.send("Lưu và tiếp tục", fill={"phone": "0900999999"})
        assert "Hồ sơ đang làm dở vẫn được giữ." in applicant.page.text
        applicant.browser.send("Đăng nhập qua Cổng Dịch vụ công Quốc gia")
        applicant.pass_portal()
    assert applicant.page.path == form.path
    assert dict(applicant.page.form("Lưu và tiếp tục").form_values())["delivery_address"] == "Số 2 đường Mẫu, Hà Nội"
    assert applicant.browser.send("Lưu và tiếp tục", fill={"phone": "0900999999"}).path == draft


def test_who_acts_on_an_old_page_is_told_and_changes_nothing(
    stack: Stack, citizen: Callable[..., Citizen], at_desk: Callable[[str, str], Officer]
) -> None:
    applicant = citizen()
    code = applicant.file_and_pay()
    clerk = at_desk("tiepnhan", code)
    clerk.open(code)
    with httpx.Client(cookies=clerk.browser.client.cookies, timeout=60, trust_env=False) as client:
        second = Browser(stack.web, client)
        second.open(clerk.page.url)
        second.send(action="/ask_correction", fill={"items": "photo", "reason": "Ảnh mờ."})
        said = refused(clerk.browser, action="/accept")
    assert said.status == 409
    assert "Vui lòng xem lại thông tin mới nhất rồi thực hiện lại." in said.text
    assert said.link("Xem lại hồ sơ") == second.page.url
    until(lambda: stack.portal_steps(code) == ["1", "6", "5"])
    assert "Chờ ông/bà bổ sung" in applicant.look(code).text
