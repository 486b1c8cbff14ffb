"""My page: what was found, what is awaited and of whom, what I began; a licence typed where the register is silent."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from gplx.applicants.models import Applicant
from gplx.casework.ask_registers import ask_licences
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from gplx.licences.models import Licence
from gplx.offices.models import Department
from gplx.registers.models import ANSWERED, GIVEN_UP, SENT, WANTED, Exchange
from tests import builders
from tests.pages.citizen.conftest import text
from tests.pages.reading import choices, field, forms, links, main, marked, mistakes, rows, said, tasks, title, tree

pytestmark = pytest.mark.django_db
TYPED = {"number": "010851234567", "licence_class": "B2", "issued": "1/3/2012", "expires": "1/3/2022"}


def register(citizen: Applicant, **says: Any) -> None:
    """The licence register was asked, and this is how far it is."""
    ask_licences(applicant=citizen, occasion="sign-in")
    Exchange.objects.filter(register="licences").update(**says)


SILENT: dict[str, Any] = {"state": GIVEN_UP, "error": "down", "answer": None, "learnt_at": now()}
EMPTY: dict[str, Any] = {"state": ANSWERED, "answer": {"persons": []}, "learnt_at": now()}


@pytest.mark.parametrize(
    ("says", "line", "looks_again"),
    [
        ({"state": WANTED}, "đang tra cứu", True),
        ({"state": SENT, "attempts": 1}, "đang tra cứu", True),
        ({"state": ANSWERED, "answer": {"persons": []}, "attempts": 1}, "đang tra cứu", True),
        ({"state": WANTED, "attempts": 2}, "chưa trả lời, hệ thống tự hỏi lại", True),
    ],
    ids=["wanted", "sent", "answered, not yet learnt", "asked twice"],
)
def test_while_the_register_is_asked_the_page_waits_with_it(
    browser: Client, citizen: Applicant, says: dict[str, Any], line: str, looks_again: bool
) -> None:
    register(citizen, **says)
    page = browser.get("/cua-toi")
    told = [said(each) for each in marked(tree(page), "gplx-waiting__item")]
    assert told == [f"… Cơ sở dữ liệu giấy phép lái xe : {line}"]
    assert ('hx-trigger="every 1s"' in text(page)) == looks_again
    assert ('<meta http-equiv="refresh" content="2">' in text(page)) == looks_again
    assert "Chưa tìm thấy giấy phép lái xe" not in main(page), "nothing is said before it has answered"


@pytest.mark.parametrize("says", [SILENT, EMPTY, {"state": WANTED, "attempts": 3, "error": "down"}])
def test_an_answer_or_a_long_silence_ends_the_waiting(
    browser: Client, citizen: Applicant, says: dict[str, Any]
) -> None:
    register(citizen, **says)
    page = text(browser.get("/cua-toi"))
    assert "gplx-waiting" not in page and "refresh" not in page
    assert "Chưa tìm thấy giấy phép lái xe" in page


def test_who_waited_by_script_is_given_the_whole_page_at_the_end(browser: Client, citizen: Applicant) -> None:
    register(citizen, state=WANTED)
    assert "HX-Refresh" not in browser.get("/cua-toi", HTTP_HX_REQUEST="true")
    Exchange.objects.update(**EMPTY)
    assert browser.get("/cua-toi", HTTP_HX_REQUEST="true")["HX-Refresh"] == "true"


def test_each_licence_is_a_card_with_its_button(browser: Client, citizen: Applicant) -> None:
    car, motorcycle = builders.licence(citizen), builders.licence(citizen, licence_class="A1")
    Licence.objects.filter(id=motorcycle.id).update(expires=None, province="99", issued_by="Sở cũ")
    page = browser.get("/cua-toi")
    cards = [said(each) for each in marked(tree(page), "govuk-summary-card")]
    assert sorted(cards) == [
        f"Giấy phép lái xe hạng A1 Số {motorcycle.number} Có giá trị đến Không thời hạn Nơi cấp Sở cũ Đổi giấy phép này",
        f"Giấy phép lái xe hạng B2 Số {car.number} Có giá trị đến 01/03/2022 "
        "Nơi cấp Sở Giao thông vận tải Hà Nội Đổi giấy phép này",
    ]
    assert forms(page).count("/cua-toi/doi") == 2
    assert set(choices(page, "licence")) == {str(car.id), str(motorcycle.id)}
    assert "/cua-toi/giay-phep" not in forms(page), "who has one need not type one"


@pytest.mark.parametrize(
    ("match", "says"),
    [
        ("strong", ""),
        (
            "middling",
            "Giấy phép này đứng tên một số giấy tờ chưa gắn với tài khoản. Ông/bà sẽ được hỏi thêm một bằng chứng.",
        ),
        ("unknown", "Ông/bà đã tự khai giấy phép này; đang chờ Cơ sở dữ liệu giấy phép lái xe trả lời."),
    ],
)
def test_how_sure_it_is_is_said_and_holds_nobody_up(browser: Client, citizen: Applicant, match: str, says: str) -> None:
    licence = builders.licence(citizen, match=match)
    page = browser.get("/cua-toi")
    for sentence in ("Giấy phép này đứng tên một số giấy tờ chưa gắn", "Ông/bà đã tự khai giấy phép này"):
        assert (sentence in main(page)) == (bool(says) and says.startswith(sentence))
    assert says in main(page)
    assert choices(page, "licence") == [str(licence.id)]


@pytest.mark.parametrize("changed", [{"match": "none"}, {"status": "revoked"}, {"status": "exchanged"}])
def test_what_is_not_mine_or_not_in_force_has_no_button_and_starts_nothing(
    browser: Client, citizen: Applicant, changed: dict[str, str]
) -> None:
    licence = builders.licence(citizen)
    Licence.objects.filter(id=licence.id).update(**changed)
    assert licence.number not in main(browser.get("/cua-toi"))
    assert browser.post("/cua-toi/doi", {"licence": str(licence.id)}).status_code == 404
    assert not Dossier.objects.exists()


def test_starting_twice_leads_to_the_same_draft(browser: Client, citizen: Applicant) -> None:
    licence = builders.licence(citizen)
    first, second = (browser.post("/cua-toi/doi", {"licence": str(licence.id)})["Location"] for _ in range(2))
    dossier = Dossier.objects.get()
    assert first == second == f"/ho-so/{dossier.id}"
    assert (dossier.reason, dossier.department_id, dossier.delivery, dossier.phone, dossier.language) == (
        "expiring",
        "H26",
        "post",
        "0900000001",
        "vi",
    )
    asked = Exchange.objects.filter(about=f"dossier:{dossier.id}").values_list("register", flat=True)
    assert sorted(asked) == ["health", "inspectorate", "police"], "each agency once, at once"


def test_letters_come_in_the_language_in_which_one_started(browser: Client, citizen: Applicant) -> None:
    browser.cookies["django_language"] = "en"
    browser.post("/cua-toi/doi", {"licence": str(builders.licence(citizen).id)})
    assert Dossier.objects.get().language == "en"


def test_a_licence_with_an_open_dossier_is_in_the_list_below_and_free_again_at_its_end(
    browser: Client, citizen: Applicant
) -> None:
    dossier = builders.draft(citizen)
    page = browser.get("/cua-toi")
    assert choices(page, "licence") == []
    assert tasks(page) == {
        "Đổi giấy phép lái xe hạng B2": (
            "Chưa nộp",
            f"Bản nháp bắt đầu {dossier.created_at.astimezone(now().tzinfo):%H:%M} ngày 27/09/2021",
        )
    }
    for state in ("closed", "refused", "withdrawn"):
        Dossier.objects.filter(id=dossier.id).update(state=state)
        assert choices(browser.get("/cua-toi"), "licence") == [str(dossier.licence_id)], state


@pytest.mark.parametrize(
    ("state", "facts", "word", "leads_to"),
    [
        ("draft", {}, "Chưa nộp", ""),
        ("submitted", {}, "Đã nộp, đang kiểm tra", "/tien-do"),
        ("submitted", {"payment_asked_at": now()}, "Chờ nộp lệ phí", "/nop-phi"),
        ("submitted", {"payment_asked_at": now(), "paid_at": now()}, "Đã nộp, đang kiểm tra", "/tien-do"),
        ("examining", {"paid_at": now()}, "Đang thẩm định", "/tien-do"),
        ("with_applicant", {}, "Chờ ông/bà bổ sung", "/bo-sung"),
        ("approved", {}, "Đã duyệt", "/tien-do"),
        ("refused", {}, "Bị từ chối", "/tien-do"),
        ("withdrawn", {"submitted_at": now()}, "Đã rút", "/tien-do"),
        ("withdrawn", {}, "Bản nháp đã hết hạn", "/tien-do"),
        ("closed", {}, "Đã trả kết quả", "/tien-do"),
    ],
)
def test_each_dossier_says_where_it_stands_and_leads_to_its_next_page(
    browser: Client, citizen: Applicant, state: str, facts: dict[str, Any], word: str, leads_to: str
) -> None:
    dossier = builders.draft(citizen)
    Dossier.objects.filter(id=dossier.id).update(state=state, code="000.00.99.H26-210927-0001", **facts)
    page = browser.get("/cua-toi")
    assert tasks(page)["Đổi giấy phép lái xe hạng B2"] == (word, "000.00.99.H26-210927-0001")
    assert links(page)["Đổi giấy phép lái xe hạng B2"] == f"/ho-so/{dossier.id}{leads_to}"


def test_only_mine_are_listed_the_newest_first(browser: Client, citizen: Applicant) -> None:
    theirs = builders.submitted(green=False)
    older, newer = builders.draft(citizen), builders.draft(citizen)
    page = browser.get("/cua-toi")
    assert str(theirs.id) not in text(page)
    assert [each.get("href") for each in marked(tree(page), "govuk-task-list__link")] == [
        f"/ho-so/{newer.id}",
        f"/ho-so/{older.id}",
    ]


def test_what_the_portal_says_of_me_is_shown(browser: Client, citizen: Applicant) -> None:
    Applicant.objects.filter(id=citizen.id).update(phone="", email="")
    page = browser.get("/cua-toi")
    assert title(page) == "Xin chào Nguyễn Thử Nghiệm"
    known = rows(page)
    assert (known["Họ và tên"], known["Ngày sinh"], known["Địa chỉ"]) == (citizen.name, "12/04/1985", citizen.address)
    assert (known["Điện thoại"], known["Thư điện tử"]) == ("Chưa có", "Chưa có")


# ---- typed because the register is silent


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"number": "x" * 21}, ["Số giấy phép lái xe: tối đa 20 ký tự."]),
        ({"number": "010851;234567"}, ["Số giấy phép lái xe chỉ có chữ và số. Vui lòng xem lại mặt trước giấy phép."]),
        ({"licence_class": "B"}, ["Vui lòng chọn: Hạng."]),
        ({"issued": ""}, ["Vui lòng điền: Ngày cấp."]),
        ({"issued": "1/3/12"}, ["Ngày cấp cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."]),
        ({"issued": "28/9/2021"}, ["Ngày cấp không thể sau hôm nay."]),
        ({"issued": "12/4/1985"}, ["Ngày cấp phải sau ngày sinh của ông/bà."]),
        ({"issued": "1/3/1980"}, ["Ngày cấp phải sau ngày sinh của ông/bà."]),
        ({"issued": "1/3/0012"}, ["Ngày cấp cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."]),
        ({"expires": "29/2/2012"}, ["Ngày hết hạn phải sau ngày cấp."]),
        ({"expires": "31/12/9999"}, ["Có giá trị đến cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."]),
        ({"expires": "never"}, ["Có giá trị đến cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."]),
        ({"number": "", "issued": ""}, ["Vui lòng điền: Số giấy phép lái xe.", "Vui lòng điền: Ngày cấp."]),
    ],
)
def test_a_mistake_in_what_was_typed_is_told_and_nothing_is_kept(
    browser: Client, citizen: Applicant, changes: dict[str, str], sentences: list[str]
) -> None:
    register(citizen, **SILENT)
    page = browser.post("/cua-toi/giay-phep", TYPED | changes)
    assert page.status_code == 200
    assert mistakes(page) == sentences
    typed = TYPED | changes
    assert {name: field(page, name) for name in typed} == typed | (
        {"licence_class": ""} if typed["licence_class"] == "B" else {}
    )
    assert (Licence.objects.count(), Dossier.objects.count(), Exchange.objects.count()) == (0, 0, 1)


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, ("010851234567", "B2", date(2012, 3, 1), date(2022, 3, 1))),
        ({"number": "AB 123 456"}, ("AB123456", "B2", date(2012, 3, 1), date(2022, 3, 1))),
        ({"licence_class": "A1", "expires": ""}, ("010851234567", "A1", date(2012, 3, 1), None)),
        ({"issued": "27/9/2021", "expires": "27/9/2021"}, ("010851234567", "B2", date(2021, 9, 27), date(2021, 9, 27))),
        ({"issued": "13/4/1985"}, ("010851234567", "B2", date(1985, 4, 13), date(2022, 3, 1))),
    ],
)
def test_what_was_typed_rightly_begins_a_draft_whose_page_opens(
    browser: Client, citizen: Applicant, changes: dict[str, str], kept: tuple[Any, ...]
) -> None:
    register(citizen, **SILENT)
    there = browser.post("/cua-toi/giay-phep", TYPED | changes)["Location"]
    licence = Licence.objects.get(holder=citizen.id)
    assert (licence.number, licence.licence_class, licence.issued, licence.expires) == kept
    assert tasks(browser.get(there))["Giấy phép lái xe của ông/bà"] == (
        "Đang chờ trả lời",
        "Chưa có trả lời. Ông/bà vẫn nộp được hồ sơ.",
    )


def test_while_no_department_is_online_starting_says_so_and_keeps_nothing(browser: Client, citizen: Applicant) -> None:
    licence = builders.licence(citizen)
    Department.objects.update(online=False)
    for answer in (
        browser.post("/cua-toi/doi", {"licence": str(licence.id)}),
        browser.post("/cua-toi/giay-phep", TYPED),
    ):
        assert answer.status_code == 503
        assert "Hiện chưa có Sở Giao thông vận tải nào tiếp nhận trực tuyến. Vui lòng quay lại sau." in main(answer)
        assert links(answer) == {"Xem lại thông tin mới nhất": "/cua-toi"}
    assert not Dossier.objects.exists()
    assert list(Licence.objects.values_list("id", flat=True)) == [licence.id], "what was typed went back with it"


def test_looking_again_asks_the_register_anew(browser: Client, citizen: Applicant) -> None:
    register(citizen, **EMPTY)
    page = browser.get("/cua-toi")
    assert "/cua-toi/tim-lai" in forms(page)
    ids = {field(browser.get("/cua-toi"), "request_id") for _ in range(2)}
    assert len(ids) == 2, "each page has its own"
    for request_id in ids:
        browser.post("/cua-toi/tim-lai", {"request_id": request_id})
    assert Exchange.objects.filter(register="licences").count() == 3
    assert marked(tree(browser.get("/cua-toi")), "gplx-waiting")
