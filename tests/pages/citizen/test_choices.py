"""Delivery, wish, review: what is shown is what is stored, mistakes keep what was typed, and it is submitted once."""

from typing import Any

import pytest
from django.test import Client

from gplx.applicants.models import Applicant
from gplx.documents.models import Document
from gplx.dossiers.models import DRAFT, SUBMITTED, Act, Dossier
from gplx.licences.models import Licence
from gplx.offices.models import Department
from gplx.registers.models import Exchange
from tests import builders
from tests.pages.citizen.conftest import hidden, send
from tests.pages.reading import changes, choices, field, forms, links, main, mistakes, rows

pytestmark = pytest.mark.django_db
CHOSEN = {"delivery": "post", "delivery_address": "3 ngõ Mới", "phone": "0911222333", "email": "a@example.vn"}


@pytest.fixture
def dossier(citizen: Applicant) -> Dossier:
    """A draft of which every agency says good things."""
    draft = builders.draft(citizen)
    builders.learn_all(draft)
    return draft


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0911222333", "0911222333"),
        (" 0911 222 333 ", "0911222333"),
        ("0911.222.333", "0911222333"),
        ("(024) 3822-0000", "02438220000"),
        ("+84 911 222 333", "+84911222333"),
    ],
)
def test_a_phone_number_as_people_write_it(browser: Client, dossier: Dossier, typed: str, kept: str) -> None:
    assert send(browser, dossier, "nhan-ket-qua", **CHOSEN | {"phone": typed})["Location"] == f"/ho-so/{dossier.id}"
    assert dossier.phone == kept


PHONE = "Số điện thoại cần có 10 chữ số, ví dụ 0912345678."
EMAIL = "Thư điện tử chưa đúng, ví dụ đúng: ten@example.vn."


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        ({"phone": ""}, ["Vui lòng điền: Số điện thoại."]),
        ({"phone": "091122233"}, [PHONE]),
        ({"phone": "0911222333444"}, [PHONE]),
        ({"phone": "0911222333+"}, [PHONE]),
        ({"phone": "call 0911222333"}, [PHONE]),
        ({"phone": "٠٩١١٢٢٢٣٣٣"}, [PHONE]),
        ({"phone": "0" * 21}, ["Số điện thoại: tối đa 20 ký tự."]),
        ({"email": "a@"}, [EMAIL]),
        ({"email": "a b@example.vn"}, [EMAIL]),
        ({"email": "a@example.vn\nBcc: b@example.vn"}, [EMAIL]),
        ({"email": f"{'a' * 121}@example.vn"}, [EMAIL, EMAIL]),
        ({"delivery": ""}, ["Vui lòng chọn cách nhận giấy phép mới."]),
        ({"delivery_address": "   "}, ["Vui lòng điền địa chỉ để bưu điện giao giấy phép."]),
        ({"delivery_address": "", "phone": "x"}, ["Vui lòng điền địa chỉ để bưu điện giao giấy phép.", PHONE]),
    ],
)
def test_a_mistake_about_the_delivery_keeps_what_was_typed(
    browser: Client, dossier: Dossier, said: dict[str, str], sentences: list[str]
) -> None:
    before = Dossier.objects.values().get(id=dossier.id)
    page = send(browser, dossier, "nhan-ket-qua", **CHOSEN | said)
    assert page.status_code == 200
    assert sorted(set(mistakes(page))) == sorted(set(sentences))
    kept = {name: field(page, name) for name in set(CHOSEN) - set(said)}
    assert kept == {name: CHOSEN[name] for name in kept}
    assert Dossier.objects.values().get(id=dossier.id) == before


def test_at_the_desk_no_address_and_no_mail_is_needed(browser: Client, dossier: Dossier) -> None:
    send(browser, dossier, "nhan-ket-qua", delivery="desk", delivery_address="", phone="0911222333", email="")
    assert (dossier.delivery, dossier.delivery_address, dossier.email) == ("desk", "", "")
    page = browser.get(f"/ho-so/{dossier.id}/nhan-ket-qua")
    assert field(page, "delivery") == "desk"
    assert "Nếu đến Sở: Sở Giao thông vận tải Hà Nội." in main(page)


def test_letters_are_kept_composed_however_they_were_typed(browser: Client, dossier: Dossier) -> None:
    send(browser, dossier, "nhan-ket-qua", **CHOSEN | {"delivery_address": "Ngõ Mới"})
    assert dossier.delivery_address == "Ngõ Mới"


# ---- the wish


def test_reason_and_department_are_proposed_and_only_departments_online_are_offered(
    browser: Client, dossier: Dossier
) -> None:
    page = browser.get(f"/ho-so/{dossier.id}/yeu-cau")
    assert (field(page, "reason"), field(page, "department")) == ("expiring", "H26")
    assert choices(page, "reason") == ["expiring", "damaged", "data_changed", "paper_to_pet", "downgrade"]
    assert set(choices(page, "department")) == set(Department.objects.filter(online=True).values_list("id", flat=True))
    assert len(choices(page, "department")) == 12


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        ({"reason": ""}, ["Vui lòng chọn: Lý do đổi."]),
        ({"department": ""}, ["Vui lòng chọn: Sở tiếp nhận."]),
        ({"department": "H29"}, ["Vui lòng chọn: Sở tiếp nhận."]),
        ({"department": "TCDB"}, ["Vui lòng chọn: Sở tiếp nhận."]),
        ({"reason": "lost", "department": "x"}, ["Vui lòng chọn: Lý do đổi.", "Vui lòng chọn: Sở tiếp nhận."]),
    ],
)
def test_a_wish_that_nobody_can_have(
    browser: Client, dossier: Dossier, said: dict[str, str], sentences: list[str]
) -> None:
    page = send(browser, dossier, "yeu-cau", **{"reason": "damaged", "department": "H24"} | said)
    assert [each for each in sentences if main(page).count(each) != 2] == []
    assert (dossier.reason, dossier.department_id) == ("expiring", "H26")


def test_a_department_that_went_offline_meanwhile_cannot_be_chosen(browser: Client, dossier: Dossier) -> None:
    browser.get(f"/ho-so/{dossier.id}/yeu-cau")
    Department.objects.filter(id="H24").update(online=False)
    assert send(browser, dossier, "yeu-cau", reason="damaged", department="H24").status_code == 200
    assert dossier.department_id == "H26"


# ---- the review


def test_the_review_shows_what_is_stored_each_with_its_way_back(browser: Client, dossier: Dossier) -> None:
    send(browser, dossier, "nhan-ket-qua", **CHOSEN)
    send(browser, dossier, "yeu-cau", reason="data_changed", department="H24")
    page = browser.get(f"/ho-so/{dossier.id}/kiem-tra")
    here = f"/ho-so/{dossier.id}"
    assert rows(page) == {
        "Họ và tên": dossier.applicant.name,
        "Ngày sinh": "12/04/1985",
        "Điện thoại": "0911222333",
        "Thư điện tử": "a@example.vn",
        "Số": dossier.licence.number,
        "Hạng": "B2",
        "Có giá trị đến": "01/03/2022",
        "Lý do đổi": "Thông tin cá nhân đã thay đổi",
        "Sở tiếp nhận": "Sở Giao thông vận tải thành phố Hải Phòng",
        "Giấy khám sức khỏe": "Giấy khám sức khỏe còn hiệu lực và đúng hạng.",
        "Cảnh sát giao thông": "Không có vi phạm đang xử lý.",
        "Thanh tra giao thông": "Không có vi phạm đang xử lý.",
        "Cách nhận": "Bưu điện giao tận nơi và nhận lại giấy phép cũ 3 ngõ Mới",
        "Lệ phí": "135.000 ₫ Trả sau khi mọi kiểm tra đã đạt",
    }
    assert changes(page) == {
        "Điện thoại": f"{here}/nhan-ket-qua",
        "Thư điện tử": f"{here}/nhan-ket-qua",
        "Lý do đổi": f"{here}/yeu-cau",
        "Sở tiếp nhận": f"{here}/yeu-cau",
        "Giấy khám sức khỏe": f"{here}/suc-khoe",
        "Cách nhận": f"{here}/nhan-ket-qua",
    }
    assert links(page)["Đổi ảnh"] == f"{here}/anh"
    assert forms(page) == [f"{here}/kiem-tra"]


def test_at_the_desk_the_review_names_the_department(browser: Client, dossier: Dossier) -> None:
    Licence.objects.filter(id=dossier.licence_id).update(licence_class="A1", expires=None)
    Dossier.objects.filter(id=dossier.id).update(delivery="desk", email="", reason="damaged")
    known = rows(browser.get(f"/ho-so/{dossier.id}/kiem-tra"))
    assert known["Cách nhận"] == "Tôi đến Sở nhận Sở Giao thông vận tải Hà Nội"
    assert (known["Thư điện tử"], known["Có giá trị đến"]) == ("Chưa có", "Không thời hạn")
    assert known["Giấy khám sức khỏe"] == "Hạng này không cần giấy khám sức khỏe."


LACKING: list[tuple[str, Any, str]] = [
    ("photo", lambda dossier: Document.objects.filter(dossier=dossier).delete(), "Chưa có ảnh chân dung."),
    (
        "phone",
        lambda dossier: Dossier.objects.filter(id=dossier.id).update(phone=""),
        "Chưa có số điện thoại để báo kết quả.",
    ),
    (
        "licence",
        lambda dossier: Licence.objects.filter(id=dossier.licence_id).update(match="none"),
        "Không tìm thấy giấy phép lái xe này trong cơ sở dữ liệu.",
    ),
    (
        "law",
        lambda dossier: Licence.objects.filter(id=dossier.licence_id).update(expires="2020-09-27"),
        "phải sát hạch lại lý thuyết và thực hành.",
    ),
]


@pytest.mark.parametrize(("take_away", "sentence"), [row[1:] for row in LACKING], ids=[row[0] for row in LACKING])
def test_what_is_missing_leads_back_to_the_list_and_cannot_be_forced(
    browser: Client, dossier: Dossier, take_away: Any, sentence: str
) -> None:
    take_away(dossier)
    before = (Act.objects.count(), Exchange.objects.count())
    assert browser.get(f"/ho-so/{dossier.id}/kiem-tra")["Location"] == f"/ho-so/{dossier.id}"
    forced = send(browser, dossier, "kiem-tra")
    assert forced.status_code == 409
    assert sentence in main(forced)
    assert links(forced) == {"Xem lại thông tin mới nhất": f"/ho-so/{dossier.id}/kiem-tra"}
    assert (dossier.state, dossier.code, dossier.submitted_at) == (DRAFT, None, None)
    assert (Act.objects.count(), Exchange.objects.count()) == before


def test_two_windows_submit_once_and_the_second_is_told(browser: Client, dossier: Dossier) -> None:
    address = f"/ho-so/{dossier.id}/kiem-tra"
    windows = [browser.get(address) for _ in range(2)]
    sent = [{name: hidden(window, name) for name in ("version", "request_id")} for window in windows]
    assert browser.post(address, sent[0]).status_code == 302
    second = browser.post(address, sent[1])
    assert second.status_code == 409
    assert "Hồ sơ vừa được cập nhật ở nơi khác." in main(second)
    dossier.refresh_from_db()
    assert (dossier.state, Act.objects.filter(act="submit").count()) == (SUBMITTED, 1)
    assert browser.get(address)["Location"] == f"/ho-so/{dossier.id}/nop-phi"


@pytest.mark.parametrize("version", ["9" * 5000, "0", "999"])
def test_a_version_that_no_dossier_has_submits_nothing(browser: Client, dossier: Dossier, version: str) -> None:
    answer = browser.post(f"/ho-so/{dossier.id}/kiem-tra", {"version": version, "request_id": "x"})
    assert answer.status_code == 409
    dossier.refresh_from_db()
    assert dossier.state == DRAFT


@pytest.mark.parametrize("page", ["yeu-cau", "nhan-ket-qua", "anh", "suc-khoe", "kiem-tra", "rut", "bo-sung"])
def test_a_form_that_no_keyboard_filled_is_refused_whole(browser: Client, dossier: Dossier, page: str) -> None:
    before = Dossier.objects.values().get(id=dossier.id)
    answer = send(browser, dossier, page, **CHOSEN | {"reason": "a\0b", "department": "H24"})
    assert answer.status_code == 400
    assert Dossier.objects.values().get(id=dossier.id) == before
