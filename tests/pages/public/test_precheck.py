"""The check before signing in: each outcome with its words, reasons and papers; each mistake with its sentence; nothing kept but here."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from gplx.applicants.models import Applicant
from gplx.licences.models import Licence
from gplx.registers.models import Exchange
from tests.pages.reading import choices, field, forms, links, main, mistakes, rows, title

pytestmark = pytest.mark.django_db

ANSWERS = {
    "held": "pet",
    "licence_class": "B2",
    "issued": "1/3/2012",
    "expires": "1/3/2022",
    "born": "12/4/1985",
    "sex": "male",
    "hold": "none",
}
ANSWER = "/kiem-tra/ket-qua"
CAN = "Ông/bà đổi được giấy phép lái xe"
RETEST = "Ông/bà phải sát hạch lại trước"
ELSEWHERE = "Trường hợp của ông/bà làm theo thủ tục khác"
NOT_YET = "Phải giải quyết xong việc đang vướng rồi mới đổi được"
NOT = "Trường hợp này chưa đổi được"


def ask(client: Client, **changes: str) -> Any:
    """Answer the questions, and read what comes."""
    assert client.post("/kiem-tra", ANSWERS | changes)["Location"] == ANSWER
    return client.get(ANSWER)


OUTCOMES: list[tuple[str, dict[str, str], str, tuple[str, ...]]] = [
    ("on the last day", {"expires": "27/9/2021"}, CAN, ("Giấy phép còn thời hạn đến 27/09/2021.",)),
    ("a day late", {"expires": "26/9/2021"}, CAN, ("quá hạn 1 ngày, chưa đến 3 tháng: vẫn được đổi",)),
    ("a day short of three months late", {"expires": "28/6/2021"}, CAN, ("quá hạn 91 ngày, chưa đến 3 tháng",)),
    ("three months late", {"expires": "27/6/2021"}, RETEST, ("quá hạn 92 ngày: phải sát hạch lại lý thuyết.",)),
    ("a day short of a year late", {"expires": "28/9/2020"}, RETEST, ("phải sát hạch lại lý thuyết.",)),
    ("a year late", {"expires": "27/9/2020"}, RETEST, ("từ 1 năm trở lên: phải sát hạch lại lý thuyết và thực hành",)),
    ("lost", {"held": "lost"}, ELSEWHERE, ("Giấy phép bị mất thì làm thủ tục cấp lại (1.002820)", "Điều 36")),
    ("of the police", {"held": "police"}, ELSEWHERE, ("Giấy phép do ngành công an cấp trước ngày 01/03/2025",)),
    ("of the army", {"held": "military"}, ELSEWHERE, ("Giấy phép do quân đội cấp thì đổi theo thủ tục khác.",)),
    ("from abroad", {"held": "foreign"}, ELSEWHERE, ("nước ngoài cấp",)),
    ("with a term but no last day", {"expires": ""}, ELSEWHERE, ("không có ngày hết hạn: mời mang bản chính",)),
    ("seized", {"hold": "seized"}, NOT_YET, ("Giấy phép đang bị tạm giữ: phải xử lý xong vi phạm",)),
    ("stripped", {"hold": "stripped"}, NOT_YET, ("Đang bị tước quyền sử dụng giấy phép: hết thời hạn tước",)),
    ("on paper", {"held": "paper"}, CAN, ("Giấy phép bằng giấy được khuyến khích đổi sang thẻ nhựa PET.",)),
    ("too young a holder", {"licence_class": "C", "issued": "1/3/2019", "born": "1/1/2001"}, NOT, ("Chưa đủ 21 tuổi",)),
]


@pytest.mark.parametrize(
    ("changes", "outcome", "reasons"), [row[1:] for row in OUTCOMES], ids=[row[0] for row in OUTCOMES]
)
def test_the_answer_says_what_and_why_by_which_article(
    client: Client, changes: dict[str, str], outcome: str, reasons: tuple[str, ...]
) -> None:
    page = ask(client, **changes)
    assert title(page) == outcome
    assert [reason for reason in reasons if reason not in main(page)] == []
    assert "Điều" in main(page).split("Vì sao")[1]
    assert ("/dang-nhap" in forms(page)) == (outcome == CAN), "only who can, is led to sign in"
    assert bool(rows(page)) == (outcome != ELSEWHERE), "papers and fee are said wherever this procedure serves"


def test_next_steps_differ_by_outcome(client: Client) -> None:
    said = [
        main(ask(client, **changes)).split("Vì sao")[0]
        for changes in ({}, {"expires": "1/1/2020"}, {"held": "lost"}, {"hold": "seized"})
    ]
    wanted = (
        "Đăng nhập và nộp hồ sơ. Hệ thống tự điền những gì các cơ quan đã có.",
        "Liên hệ Sở Giao thông vận tải nơi gần nhất để đăng ký sát hạch lại.",
        "Mang giấy tờ đến bộ phận một cửa của Sở Giao thông vận tải để được hướng dẫn thủ tục đúng.",
        "Làm việc với cơ quan đang giữ giấy phép. Xong việc, ông/bà nộp hồ sơ đổi ở đây.",
    )
    assert [[text in each for text in wanted].index(True) for each in said] == [0, 1, 2, 3]


def test_papers_fee_time_class_and_term(client: Client) -> None:
    car = rows(ask(client))
    assert "Giấy khám sức khỏe" in car["Ông/bà chuẩn bị"]
    assert car["Giấy khám sức khỏe"] == "Cần, đúng hạng và còn hiệu lực"
    assert car["Lệ phí"].startswith("135.000 ₫ Biểu mức thu (kèm theo) Thông tư 188/2016/TT-BTC")
    assert car["Thời gian"] == "5 ngày làm việc kể từ khi hồ sơ đủ và đã trả lệ phí"
    assert (car["Hạng sau khi đổi"], car["Giấy phép mới có giá trị đến"]) == ("B2", "27/09/2031")

    motorcycle = rows(ask(client, licence_class="A1", expires=""))
    assert "Giấy khám sức khỏe" not in motorcycle["Ông/bà chuẩn bị"]
    assert motorcycle["Giấy khám sức khỏe"] == "Không cần"
    assert motorcycle["Giấy phép mới có giá trị đến"] == "Không thời hạn"


@pytest.mark.parametrize(
    ("sex", "born", "given"),
    [
        ("male", "28/9/1966", "E"),
        ("male", "27/9/1966", "D"),
        ("female", "28/9/1971", "E"),
        ("female", "27/9/1971", "D"),
    ],
)
def test_age_lowers_class_e_on_the_birthday(client: Client, sex: str, born: str, given: str) -> None:
    said = {"licence_class": "E", "issued": "1/3/2018", "expires": "1/3/2023", "born": born, "sex": sex}
    assert rows(ask(client, **said))["Hạng sau khi đổi"] == given


def test_only_a_paper_licence_is_told_that_it_may_not_be_in_the_register(client: Client) -> None:
    told = "nếu không thấy, ông/bà mang bản chính đến bộ phận một cửa."
    assert told in main(ask(client, held="paper"))
    assert told not in main(ask(client))


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"held": ""}, ["Vui lòng chọn: Giấy phép đang có."]),
        ({"held": "stolen"}, ["Vui lòng chọn: Giấy phép đang có."]),
        ({"licence_class": ""}, ["Vui lòng chọn: Hạng."]),
        ({"licence_class": "B"}, ["Vui lòng chọn: Hạng."]),
        ({"issued": ""}, ["Vui lòng điền: Ngày cấp."]),
        ({"issued": "2012"}, ["Ngày cấp cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."]),
        ({"issued": "29/2/2013"}, ["Ngày cấp cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."]),
        ({"issued": "31/12/1899"}, ["Ngày cấp cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."]),
        ({"issued": "28/9/2021"}, ["Ngày cấp không thể sau hôm nay."]),
        ({"expires": "soon"}, ["Có giá trị đến cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."]),
        ({"expires": "1/1/2100"}, ["Có giá trị đến cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."]),
        ({"born": "12.13.1985"}, ["Ngày sinh cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."]),
        ({"sex": ""}, ["Vui lòng chọn: Giới tính."]),
        ({"hold": "fraud"}, ["Vui lòng chọn giấy phép có đang bị giữ hay tước không."]),
        ({"expires": "29/2/2012"}, ["Các ngày không khớp nhau: ngày cấp phải sau ngày sinh và trước ngày hết hạn."]),
        ({"born": "1/3/2012"}, ["Các ngày không khớp nhau: ngày cấp phải sau ngày sinh và trước ngày hết hạn."]),
        (
            {"held": "", "born": "x"},
            ["Vui lòng chọn: Giấy phép đang có.", "Ngày sinh cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012."],
        ),
    ],
)
def test_a_mistake_is_told_at_its_field_and_what_was_right_stays(
    client: Client, changes: dict[str, str], sentences: list[str]
) -> None:
    page = client.post("/kiem-tra", ANSWERS | changes)
    assert page.status_code == 200
    assert mistakes(page) == sentences
    kept = {name: field(page, name) for name in set(ANSWERS) - set(changes)}
    assert kept == {name: ANSWERS[name] for name in kept}
    assert "precheck" not in client.session, "only a whole set of answers is kept"
    assert client.get(ANSWER)["Location"] == "/kiem-tra"


def test_nothing_said_at_all_names_each_question_but_the_one_that_may_stay_open(client: Client) -> None:
    assert mistakes(client.post("/kiem-tra", {})) == [
        "Vui lòng chọn: Giấy phép đang có.",
        "Vui lòng chọn: Hạng.",
        "Vui lòng điền: Ngày cấp.",
        "Vui lòng điền: Ngày sinh.",
        "Vui lòng chọn: Giới tính.",
        "Vui lòng chọn giấy phép có đang bị giữ hay tước không.",
    ]


@pytest.mark.parametrize("written", ["01/03/2012", "1-3-2012", "1.3.2012", "2012-03-01", " 1/3/2012 "])
def test_a_day_may_be_written_as_people_write_it(client: Client, written: str) -> None:
    assert title(ask(client, issued=written)) == CAN


@pytest.mark.parametrize(
    ("day", "changes", "given", "fee", "reason"),
    [
        (date(2024, 12, 31), {}, "B2", "115.000 ₫", "Điều 37 khoản 2 Thông tư 12/2017/TT-BGTVT"),
        (date(2025, 1, 1), {}, "B", "115.000 ₫", "Hạng B2 cấp trước ngày 01/01/2025 được đổi sang hạng B."),
        (date(2025, 3, 1), {}, "B", "115.000 ₫", "Điều 21 Thông tư 12/2025/TT-BCA"),
        (date(2025, 3, 1), {"held": "police", "licence_class": "B", "issued": "1/3/2025"}, "B", "115.000 ₫", "Điều"),
        (date(2026, 7, 1), {"licence_class": "C"}, "C", "135.000 ₫", "Thông tư 108/2026/TT-BCA"),
        (date(2026, 7, 1), {"licence_class": "A1"}, "A", "135.000 ₫", "Hạng A1 cấp trước ngày 01/01/2025"),
        (date(2026, 7, 1), {"licence_class": "C1", "issued": "1/3/2025"}, "C1", "135.000 ₫", "Điều"),
    ],
)
def test_a_card_of_the_law_before_can_be_asked_about_on_later_days(
    client: Client,
    live_on: Callable[[date], None],
    day: date,
    changes: dict[str, str],
    given: str,
    fee: str,
    reason: str,
) -> None:
    live_on(day)
    page = ask(client, **{"expires": "1/3/2032"} | changes)
    assert title(page) == CAN
    assert (rows(page)["Hạng sau khi đổi"], rows(page)["Lệ phí"][:9]) == (given, fee)
    assert reason in main(page)


@pytest.mark.parametrize(
    ("day", "changes", "outcome"),
    [
        (date(2024, 12, 31), {"expires": "30/12/2024"}, CAN),
        (date(2025, 1, 1), {"expires": "31/12/2024"}, RETEST),
        (date(2026, 7, 1), {"licence_class": "A4", "expires": "1/3/2032"}, ELSEWHERE),
    ],
)
def test_the_law_is_that_of_the_day(
    client: Client, live_on: Callable[[date], None], day: date, changes: dict[str, str], outcome: str
) -> None:
    live_on(day)
    assert title(ask(client, **changes)) == outcome


@pytest.mark.parametrize(("licence_class", "issued"), [("B2", "1/1/2025"), ("C1", "31/12/2024")])
def test_a_class_that_was_not_given_on_that_day_is_a_mistake(
    client: Client, live_on: Callable[[date], None], licence_class: str, issued: str
) -> None:
    live_on(date(2026, 7, 1))
    page = client.post("/kiem-tra", ANSWERS | {"licence_class": licence_class, "issued": issued, "expires": ""})
    assert mistakes(page) == ["Ngày cấp này chưa có hạng đó. Vui lòng xem lại hạng hoặc ngày cấp."]


def test_the_classes_on_offer_are_those_that_a_card_can_bear(client: Client, live_on: Callable[[date], None]) -> None:
    old = ["A1", "A2", "A3", "A4", "B11", "B1", "B2", "C", "D", "E", "FB2", "FC", "FD", "FE"]
    assert choices(client.get("/kiem-tra"), "licence_class") == old
    live_on(date(2025, 1, 1))
    new = ["A1", "A", "B1", "B", "C1", "C", "D1", "D2", "D", "BE", "C1E", "CE", "D1E", "D2E", "DE"]
    offered = choices(client.get("/kiem-tra"), "licence_class")
    assert offered == new + [name for name in old if name not in new], "those of today first"


def test_the_answers_stay_with_the_visitor_and_can_be_changed(client: Client) -> None:
    page = ask(client, born="12-4-1985")
    assert links(page) == {"Tìm cơ sở khám sức khỏe gần nhất": "/co-so-kham?hang=B2"}
    questions = client.get("/kiem-tra")
    assert {name: field(questions, name) for name in ANSWERS} == ANSWERS | {"born": "12-4-1985"}
    assert client.session["precheck"] == ANSWERS | {"born": "12-4-1985"}
    assert field(Client().get("/kiem-tra"), "born") == "", "another visitor sees none of it"
    assert title(ask(client, hold="seized")) == NOT_YET
    assert client.session["precheck"]["hold"] == "seized"


def test_nothing_is_written_and_nobody_is_asked(client: Client) -> None:
    ask(client)
    assert not Applicant.objects.exists() and not Licence.objects.exists() and not Exchange.objects.exists()


def test_what_is_kept_holds_only_the_questions(client: Client) -> None:
    client.post("/kiem-tra", ANSWERS | {"citizen": "x", "next": "//evil.example", "role": "leader"})
    assert set(client.session["precheck"]) == set(ANSWERS)
    assert "citizen" not in client.session


def test_answers_that_no_longer_fit_are_asked_again(client: Client) -> None:
    session = client.session
    for kept in ({"held": "pet"}, ANSWERS | {"licence_class": "Z"}):
        session["precheck"] = kept
        session.save()
        assert client.get(ANSWER)["Location"] == "/kiem-tra"


def test_hostile_answers_are_only_text(client: Client) -> None:
    page = client.post("/kiem-tra", ANSWERS | {"issued": '"><script>alert(1)</script>', "born": "{{ 7*7 }}"})
    assert "<script>alert" not in page.content.decode()
    assert field(page, "issued") == '"><script>alert(1)</script>'
    assert field(page, "born") == "{{ 7*7 }}"


def test_in_english_the_laws_reasons_are_english_and_the_articles_stay(client: Client) -> None:
    client.cookies["django_language"] = "en"
    page = ask(client, expires="1/1/2020")
    assert title(page) == "You must be tested again first"
    assert "Điều 36 khoản 1" in main(page) and "sát hạch" not in main(page)
