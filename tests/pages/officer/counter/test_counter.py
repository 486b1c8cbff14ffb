"""A clerk at the counter: consent and card, the register's licences, the citizen's own pages, the office's page at the end."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gplx.applicants.models import Applicant
from gplx.casework.ask_correction import ask_correction
from gplx.casework.learn_licences import learn_licences
from gplx.dossiers.models import COUNTER, SUBMITTED, WITH_APPLICANT, WITHDRAWN, Act, Dossier, Visit
from gplx.ledger.models import Entry
from gplx.licences.models import Licence
from gplx.offices.models import CLERK, EXAMINER, Officer
from gplx.registers.licences.port import FoundPersons
from gplx.registers.models import GIVEN_UP, Exchange
from tests import builders
from tests.builders import fresh
from tests.casework.acts.stages import CODE, asked_for_help
from tests.pages.officer.desk import at
from tests.pages.reading import choices, forms, links, main, mistakes, rows, tasks, title

pytestmark = pytest.mark.django_db
QR = "001085000555|012345678|Nguyễn Thử Quầy|12041985|Nam|2 phố Thử, Hà Nội|01032021"
TYPED = {
    "number": "001 085 000 555",
    "name": "Nguyễn Thử Quầy",
    "born": "12/4/1985",
    "sex": "male",
    "address": "2 phố Thử, Hà Nội",
}
DESK = "/can-bo/tai-quay"


@pytest.fixture
def clerk(db: None) -> Officer:
    return builders.officer(CLERK)


@pytest.fixture
def browser(clerk: Officer) -> Client:
    return at(clerk)


def receive(browser: Client, **said: str) -> Any:
    form = {"consent": "on", "request_id": fresh()} | said
    return browser.post(DESK, {name: value for name, value in form.items() if value})


def visited(browser: Client, **said: str) -> Visit:
    answer = receive(browser, **(said or {"qr": QR}))
    visit = Visit.objects.latest("at")
    assert answer["Location"] == f"{DESK}/nguoi/{visit.id}"
    return visit


def step(browser: Client, dossier: Dossier, page: str, **said: object) -> Any:
    dossier.refresh_from_db()
    form = {"version": dossier.version, "request_id": fresh()} | said
    answer = browser.post(f"{DESK}/ho-so/{dossier.id}/{page}", form)
    dossier.refresh_from_db()
    return answer


# ---- who stands there


def test_the_words_are_read_out_before_anything_is_looked_up(browser: Client) -> None:
    page = browser.get(DESK)
    assert title(page) == "Tại quầy"
    assert "Tôi đồng ý để Sở Giao thông vận tải Hà Nội nhập hồ sơ đổi giấy phép lái xe thay tôi" in main(page)
    refused = receive(browser, qr=QR, consent="")
    assert mistakes(refused) == ["Vui lòng đọc nội dung đồng ý cho người dân và đánh dấu khi họ đồng ý."]
    assert (refused.status_code, Visit.objects.count(), Exchange.objects.count()) == (400, 0, 0)


def test_a_scanned_card_says_who_it_is(browser: Client, clerk: Officer) -> None:
    visit = visited(browser)
    person = visit.applicant
    assert (person.name, person.sex, person.address) == ("Nguyễn Thử Quầy", "male", "2 phố Thử, Hà Nội")
    assert person.born == builders.BORN
    assert {known.number for known in person.numbers.all()} == {"001085000555", "012345678"}
    assert (visit.officer, person.tech_id) == (clerk, None)


def test_a_typed_card_is_the_same_person(browser: Client) -> None:
    assert visited(browser, **TYPED).applicant == visited(browser, qr=QR).applicant
    assert Applicant.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"number": "012345678"}, "Số căn cước công dân có 12 chữ số. Vui lòng xem lại thẻ."),
        ({"number": "abc"}, "Số căn cước công dân có 12 chữ số. Vui lòng xem lại thẻ."),
        ({"name": ""}, "Vui lòng quét mã QR, hoặc ghi mục này theo thẻ."),
        ({"sex": ""}, "Vui lòng quét mã QR, hoặc ghi mục này theo thẻ."),
        ({"born": "31/2/1985"}, "Ngày sinh cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."),
        ({"born": "28/9/2021"}, "Ngày sinh không thể sau hôm nay."),
        ({"old_number": "12"}, "Số chứng minh nhân dân cũ có 9 hoặc 12 chữ số."),
    ],
)
def test_a_card_copied_wrongly_is_told_in_one_sentence(browser: Client, said: dict[str, str], sentence: str) -> None:
    assert mistakes(receive(browser, **(TYPED | said))) == [sentence]
    assert not Visit.objects.exists()


def test_a_code_that_is_none_of_a_card_is_told(browser: Client) -> None:
    (sentence,) = mistakes(receive(browser, qr="https://example.vn"))
    assert sentence.startswith("Mã QR không đúng của thẻ CCCD gắn chíp")


def test_a_second_click_receives_nobody_twice(browser: Client) -> None:
    first = receive(browser, qr=QR, request_id="one-click")
    assert receive(browser, qr=QR, request_id="one-click")["Location"] == first["Location"]
    assert Visit.objects.count() == 1


def test_a_form_that_is_none_of_ours_is_refused(browser: Client) -> None:
    assert receive(browser, qr=QR, request_id="x").status_code == 400


# ---- which licence


def test_the_page_waits_for_the_register_and_then_offers_the_licence(browser: Client) -> None:
    visit = visited(browser)
    page = browser.get(f"{DESK}/nguoi/{visit.id}")
    assert "Đang tìm giấy phép lái xe" in main(page)
    licence = builders.licence(visit.applicant)
    Exchange.objects.update(state=GIVEN_UP, learnt_at=builders.now())
    page = browser.get(f"{DESK}/nguoi/{visit.id}")
    assert choices(page, "licence") == [str(licence.id)]
    assert rows(page)["Số căn cước công dân"] == "001085000555"
    answer = browser.post(f"{DESK}/nguoi/{visit.id}/doi", {"licence": licence.id})
    dossier = Dossier.objects.get()
    assert answer["Location"] == f"{DESK}/ho-so/{dossier.id}"
    assert (dossier.channel, dossier.department_id) == (COUNTER, "H26")
    assert "Mở hồ sơ đã có" in main(browser.get(f"{DESK}/nguoi/{visit.id}"))


def test_a_licence_that_the_register_does_not_give_is_copied_from_the_card(browser: Client) -> None:
    visit = visited(browser)
    learn_licences(applicant_id=visit.applicant_id, found=FoundPersons(persons=()), asked=())
    Exchange.objects.update(state=GIVEN_UP, learnt_at=builders.now())
    assert "Chưa tìm thấy giấy phép lái xe" in main(browser.get(f"{DESK}/nguoi/{visit.id}"))
    typed = {"number": "010859999999", "licence_class": "B2", "issued": "1/3/2012", "expires": "1/3/2022"}
    wrong = browser.post(f"{DESK}/nguoi/{visit.id}/giay-phep", typed | {"issued": "1/3/2022"})
    assert mistakes(wrong) == ["Ngày cấp không thể sau hôm nay."]
    answer = browser.post(f"{DESK}/nguoi/{visit.id}/giay-phep", typed)
    dossier = Dossier.objects.get()
    assert answer["Location"] == f"{DESK}/ho-so/{dossier.id}"
    assert dossier.licence.number == "010859999999"
    assert Exchange.objects.filter(key__contains="typed-010859999999").exists()


def test_somebody_elses_licence_is_not_given_to_the_person(browser: Client) -> None:
    visit, other = visited(browser), builders.licence(builders.applicant())
    for licence in (other.id, "x", ""):
        assert browser.post(f"{DESK}/nguoi/{visit.id}/doi", {"licence": licence}).status_code == 404


def test_whoever_has_an_online_draft_is_helped_by_code_alone(browser: Client) -> None:
    draft = builders.draft()
    person = draft.applicant
    number = person.numbers.earliest("id").number
    visit = visited(browser, **(TYPED | {"number": number, "name": person.name}))
    assert visit.applicant == person
    answer = browser.post(f"{DESK}/nguoi/{visit.id}/doi", {"licence": draft.licence_id}, follow=True)
    assert "Người này đã có hồ sơ cho giấy phép này" in main(answer)
    assert browser.get(f"{DESK}/ho-so/{draft.id}").status_code == 404


def test_whose_dossier_is_at_work_here_the_clerk_is_led_to_it(browser: Client) -> None:
    dossier = builders.filed_at_counter()
    person = dossier.applicant
    number = person.numbers.earliest("id").number
    visit = visited(browser, **(TYPED | {"number": number, "name": person.name}))
    answer = browser.post(f"{DESK}/nguoi/{visit.id}/doi", {"licence": dossier.licence_id})
    assert answer["Location"] == f"/can-bo/ho-so/{dossier.id}"


def test_a_visit_is_of_its_department_and_of_its_day(browser: Client) -> None:
    visit = visited(browser)
    other = at(builders.officer(CLERK, department_id="H17"))
    for page in ("", "/phieu"):
        assert browser.get(f"{DESK}/nguoi/{visit.id}{page}").status_code == 200
        assert other.get(f"{DESK}/nguoi/{visit.id}{page}").status_code == 404
    Visit.objects.update(at=visit.at - timedelta(days=1))
    for page in ("", "/phieu"):
        assert browser.get(f"{DESK}/nguoi/{visit.id}{page}").status_code == 404


def test_the_slip_says_who_agreed_to_what_before_whom(browser: Client, clerk: Officer) -> None:
    visit = visited(browser)
    slip = main(browser.get(f"{DESK}/nguoi/{visit.id}/phieu"))
    assert visit.words in slip
    assert "Tôi là Nguyễn Thử Quầy , sinh ngày 12/04/1985, số căn cước công dân 001085000555." in slip
    assert f"trước cán bộ {clerk.name}" in slip


# ---- the citizen's own pages


@pytest.fixture
def draft(clerk: Officer) -> Dossier:
    """Begun at the counter by this clerk, all agencies have answered."""
    dossier = builders.counter_draft(builders.visit(by=clerk))
    builders.learn_all(dossier)
    return dossier


def test_every_link_and_form_of_the_clerks_pages_stays_on_this_side(browser: Client, draft: Dossier) -> None:
    for page in ("", "/suc-khoe", "/anh", "/nhan-ket-qua", "/yeu-cau", "/kiem-tra", "/chung-minh"):
        answer = browser.get(f"{DESK}/ho-so/{draft.id}{page}")
        assert answer.status_code == 200, page
        where = [href for href in [*links(answer).values(), *forms(answer)] if str(draft.id) in href]
        assert [href for href in where if not href.startswith("/can-bo/")] == [], page
        assert "Ông/bà đang điền thay cho Nguyễn Thử Quầy, người đứng trước quầy." in " ".join(
            answer.content.decode().split()
        )


def test_from_the_list_to_the_office(browser: Client, draft: Dossier) -> None:
    page = browser.get(f"{DESK}/ho-so/{draft.id}")
    assert tasks(page)["Ảnh chân dung"][0] == "Xong"
    assert "Nhờ cán bộ giúp" not in links(page)
    assert step(browser, draft, "nhan-ket-qua", delivery="desk", phone="0912345678")["Location"] == (
        f"{DESK}/ho-so/{draft.id}"
    )
    photo = SimpleUploadedFile("anh.jpg", builders.picture(side=70))
    assert step(browser, draft, "anh", file=photo)["Location"] == f"{DESK}/ho-so/{draft.id}/anh"
    assert step(browser, draft, "anh", use="1")["Location"] == f"{DESK}/ho-so/{draft.id}/kiem-tra"
    assert browser.get(f"{DESK}/ho-so/{draft.id}/anh/xem").headers["Content-Type"] == "image/jpeg"
    answer = step(browser, draft, "kiem-tra", original=["licence", "health", "passport"])
    assert answer["Location"] == f"/can-bo/ho-so/{draft.id}"
    assert (draft.state, draft.phone) == (SUBMITTED, "0912345678")
    assert Act.objects.get(act="submit").details["originals"] == ["licence", "health"]
    office = main(browser.get(answer["Location"]))
    assert "Chờ nộp lệ phí" in office
    assert "làm thay người đề nghị · đã xem bản chính: Giấy phép lái xe, Giấy khám sức khỏe" in office


def test_submitted_twice_it_is_submitted_once(browser: Client, draft: Dossier) -> None:
    form = {"version": draft.version, "request_id": "one-click"}
    for _ in range(2):
        assert browser.post(f"{DESK}/ho-so/{draft.id}/kiem-tra", form)["Location"] == f"/can-bo/ho-so/{draft.id}"
    assert Act.objects.filter(act="submit").count() == 1


def test_the_department_is_the_counters_own(browser: Client, draft: Dossier) -> None:
    page = browser.get(f"{DESK}/ho-so/{draft.id}/yeu-cau")
    assert choices(page, "department") == ["H26"]
    refused = step(browser, draft, "yeu-cau", reason="damaged", department="H24")
    assert (refused.status_code, draft.department_id) == (200, "H26")
    assert len(mistakes(refused)) == 1
    step(browser, draft, "yeu-cau", reason="damaged", department="H26")
    assert draft.reason == "damaged"


def test_online_all_departments_are_still_offered() -> None:
    dossier = builders.draft()
    page = builders.sign_in_citizen(Client(), dossier.applicant).get(f"/ho-so/{dossier.id}/yeu-cau")
    assert len(choices(page, "department")) == 12


def test_an_old_number_is_proven_at_the_counter(browser: Client, clerk: Officer) -> None:
    visit = builders.visit(number="001085000555", by=clerk)
    licence = builders.licence(visit.applicant, match="middling")
    dossier = builders.start_draft(applicant=visit.applicant, licence=licence, visit=visit)
    assert step(browser, dossier, "chung-minh", code=QR).status_code == 302
    assert visit.applicant.numbers.filter(number="012345678", source="chip_qr").exists()


@pytest.mark.parametrize("page", ["", "/anh", "/anh/xem", "/suc-khoe", "/nhan-ket-qua", "/yeu-cau", "/kiem-tra"])
def test_another_departments_clerk_and_another_role_do_not_come_in(draft: Dossier, page: str) -> None:
    there, examiner = at(builders.officer(CLERK, department_id="H17")), at(builders.officer(EXAMINER))
    assert there.get(f"{DESK}/ho-so/{draft.id}{page}").status_code == 404
    assert examiner.get(f"{DESK}/ho-so/{draft.id}{page}").status_code == 403


def test_a_citizens_own_draft_is_closed_to_clerks(browser: Client) -> None:
    own = builders.draft()
    assert browser.get(f"{DESK}/ho-so/{own.id}").status_code == 404
    assert step(browser, own, "kiem-tra").status_code == 404


def test_what_was_asked_for_is_brought_at_the_counter(browser: Client, draft: Dossier) -> None:
    step(browser, draft, "kiem-tra")
    asked = {"items": ["photo"], "reason": "Ảnh mờ"}
    ask_correction(dossier_id=draft.id, by=builders.officer(CLERK), request_id=fresh(), seen=None, **asked)
    assert links(browser.get(DESK))[str(draft.code)] == f"{DESK}/ho-so/{draft.id}/bo-sung"
    page = browser.get(f"{DESK}/ho-so/{draft.id}/bo-sung")
    assert links(page)["Ảnh chân dung"] == f"{DESK}/ho-so/{draft.id}/anh"
    assert step(browser, draft, "nhan-ket-qua", delivery="desk", phone="0912345678").status_code == 409
    step(browser, draft, "anh", file=SimpleUploadedFile("anh.jpg", builders.picture(side=71)))
    assert step(browser, draft, "anh", use="1")["Location"] == f"{DESK}/ho-so/{draft.id}/bo-sung"
    assert draft.state == WITH_APPLICANT
    assert step(browser, draft, "bo-sung")["Location"] == f"/can-bo/ho-so/{draft.id}"
    assert draft.state == SUBMITTED


def test_a_dossier_of_the_counter_is_withdrawn_there(browser: Client, draft: Dossier) -> None:
    step(browser, draft, "kiem-tra")
    page = browser.get(f"/can-bo/ho-so/{draft.id}")
    page = browser.get(links(page)["Rút hồ sơ theo yêu cầu của người dân"])
    assert links(page)["Không rút"] == f"/can-bo/ho-so/{draft.id}"
    assert step(browser, draft, "rut")["Location"] == f"/can-bo/ho-so/{draft.id}"
    assert draft.state == WITHDRAWN
    assert "Rút hồ sơ" in main(browser.get(f"/can-bo/ho-so/{draft.id}"))


def test_an_online_dossier_is_not_withdrawn_by_a_clerk(browser: Client) -> None:
    dossier = builders.submitted()
    assert "Rút hồ sơ theo yêu cầu của người dân" not in links(browser.get(f"/can-bo/ho-so/{dossier.id}"))
    assert browser.get(f"{DESK}/ho-so/{dossier.id}/rut").status_code == 302
    assert step(browser, dossier, "rut").status_code == 404
    assert dossier.state == SUBMITTED


# ---- by code


def test_a_code_that_was_read_out_opens_the_draft(browser: Client) -> None:
    dossier = asked_for_help()
    assert browser.get(f"{DESK}/ho-so/{dossier.id}").status_code == 404
    answer = browser.post(f"{DESK}/ma", {"code": f"{CODE[:4]} {CODE[4:]}", "request_id": fresh()})
    assert answer["Location"] == f"{DESK}/ho-so/{dossier.id}"
    assert browser.get(answer["Location"]).status_code == 200
    assert "Giúp người dân" in main(browser.get(DESK))


@pytest.mark.parametrize(("code", "office"), [("76543210", "H26"), (CODE, "H17")])
def test_a_wrong_one_opens_nothing(code: str, office: str) -> None:
    asked_for_help()
    refused = at(builders.officer(CLERK, department_id=office)).post(
        f"{DESK}/ma", {"code": code, "request_id": fresh()}
    )
    assert refused.status_code == 400
    assert mistakes(refused) == ["Mã không đúng, đã dùng, hết hạn hoặc của Sở khác. Vui lòng nhờ người dân lấy mã mới."]


def test_without_a_code_it_is_asked_for(browser: Client) -> None:
    assert mistakes(browser.post(f"{DESK}/ma", {"code": "", "request_id": fresh()})) == [
        "Vui lòng điền: Mã người dân đọc."
    ]


# ---- the person afterwards


def test_the_person_sees_the_dossier_and_who_did_what_once_they_sign_in(browser: Client) -> None:
    visit = visited(browser)
    browser.get(f"{DESK}/nguoi/{visit.id}")
    dossier = builders.filed_at_counter(visit)
    browser.get(f"{DESK}/ho-so/{dossier.id}")
    person = visit.applicant
    account = builders.welcome(
        tech_id="t-quay",
        name=person.name,
        born=person.born,
        sex="male",
        numbers=("001085000555",),
        contact={},
        assurance="2",
        at=builders.now(),
    )
    own = builders.sign_in_citizen(Client(), account)
    assert str(dossier.code) in main(own.get("/cua-toi"))
    assert own.get(f"/ho-so/{dossier.id}/nop-phi").status_code == 200
    told = main(own.get("/cua-toi/ai-da-xem"))
    assert "Nhập hồ sơ tại quầy, có sự đồng ý của ông/bà" in told
    assert "Nộp hồ sơ thay ông/bà tại quầy" in told
    assert f"{dossier.code} Cán bộ Thử, Sở Giao thông vận tải Hà Nội" in told


def test_every_look_of_the_clerk_is_recorded(browser: Client, clerk: Officer, draft: Dossier) -> None:
    browser.get(f"{DESK}/ho-so/{draft.id}")
    dossier = asked_for_help()
    browser.post(f"{DESK}/ma", {"code": CODE, "request_id": fresh()})
    browser.get(f"{DESK}/ho-so/{dossier.id}")
    reads = Entry.objects.filter(kind="read").order_by("id").values_list("subject", "act", "actor")
    me = f"officer:{clerk.pk}"
    assert list(reads) == [(f"dossier:{draft.id}", "counter", me), (f"dossier:{dossier.id}", "help", me)]


def test_only_clerks_have_the_counter_in_their_menu(browser: Client) -> None:
    assert b"/can-bo/tai-quay" in browser.get("/can-bo").content
    assert b"/can-bo/tai-quay" not in at(builders.officer(EXAMINER)).get("/can-bo").content
    assert Licence.objects.count() == 0
