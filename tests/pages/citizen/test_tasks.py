"""The task list of a draft: a word and a sentence for each check, a link where one can do something, the way on when all is there."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gplx.applicants.models import Applicant
from gplx.casework.learn_violations import learn_violations
from gplx.documents.models import Document
from gplx.dossiers.models import Dossier
from gplx.ground.clock import today
from gplx.licences.models import Licence
from gplx.registers.models import ANSWERED, GIVEN_UP, WANTED, Exchange
from gplx.registers.violations_record import FoundViolations, Violation
from tests import builders
from tests.pages.citizen.conftest import text
from tests.pages.reading import links, main, marked, said, tasks, tree

pytestmark = pytest.mark.django_db

LICENCE, LAW, HEALTH = "Giấy phép lái xe của ông/bà", "Điều kiện đổi", "Giấy khám sức khỏe"
POLICE, INSPECTORATE = "Vi phạm giao thông (cảnh sát giao thông)", "Vi phạm giao thông (thanh tra giao thông)"
TABLES = ("registers_exchange", "violations_answer")
PHOTO, DELIVERY = "Ảnh chân dung", "Cách nhận kết quả"
NO_ANSWER = ("Đang chờ trả lời", "Chưa có trả lời. Ông/bà vẫn nộp được hồ sơ.")


@pytest.fixture
def dossier(citizen: Applicant) -> Dossier:
    """A draft of which nothing is known but its photo; every agency was asked, and has not answered for long."""
    draft = builders.draft(citizen)
    Exchange.objects.update(state=GIVEN_UP, error="down", learnt_at=builders.now())
    return draft


def page(browser: Client, dossier: Dossier) -> Any:
    """Its task list."""
    return browser.get(f"/ho-so/{dossier.id}")


def violation(**changes: Any) -> Violation:
    """A measure in force."""
    known: dict[str, Any] = {"minutes_number": "BB 1", "noted": today(), "agency": "Đội Thử", "behaviour": "Thử"}
    known |= {"kind": "seized", "since": today(), "until": None, "fine": None, "paid": None, "active": True}
    return Violation(**known | {"licence_number": None, "licence_class": None} | changes)


def test_who_still_answers_is_looked_at_before_what_was_answered(browser: Client, dossier: Dossier) -> None:
    """The other way round, an answer that comes in between is in neither, and nobody looks again."""
    with CaptureQueriesContext(connection) as queries:
        page(browser, dossier)
    asked = [query["sql"] for query in queries.captured_queries]
    awaited, answers = (next(n for n, sql in enumerate(asked) if f'FROM "{table}"' in sql) for table in TABLES)
    assert awaited < answers


def test_every_check_has_its_line_in_the_order_in_which_it_is_read(browser: Client, dossier: Dossier) -> None:
    assert list(tasks(page(browser, dossier)).items()) == [
        (LICENCE, ("Xong", "Giấy phép lái xe khớp với thông tin của người đề nghị.")),
        (LAW, ("Xong", "Giấy phép có thời hạn được đổi trước khi hết hạn; không phải chờ đến gần ngày hết hạn.")),
        (
            HEALTH,
            ("Cần làm", "Cơ sở dữ liệu khám sức khỏe chưa trả lời. Ông/bà có thể chờ, hoặc gửi giấy khám đang có."),
        ),
        (POLICE, NO_ANSWER),
        (INSPECTORATE, NO_ANSWER),
        (PHOTO, ("Xong", "Đã có ảnh chân dung.")),
        (DELIVERY, ("Xong", "Đã chọn cách nhận kết quả.")),
    ]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"match": "strong"}, ("Xong", "Giấy phép lái xe khớp với thông tin của người đề nghị.")),
        ({"match": "unknown"}, NO_ANSWER),
        ({"match": "middling"}, ("Cần làm", "Cần chứng minh số giấy tờ cũ trên giấy phép lái xe là của ông/bà.")),
        ({"match": "none"}, ("Chưa đạt", "Không tìm thấy giấy phép lái xe này trong cơ sở dữ liệu.")),
    ],
)
def test_the_word_for_the_licence(
    browser: Client, dossier: Dossier, changes: dict[str, str], line: tuple[str, str]
) -> None:
    Licence.objects.filter(id=dossier.licence_id).update(**changes)
    shown = page(browser, dossier)
    assert tasks(shown)[LICENCE] == line
    assert (links(shown).get(LICENCE) == f"/ho-so/{dossier.id}/chung-minh") == (line[0] == "Cần làm")


@pytest.mark.parametrize(
    ("changes", "answer", "line"),
    [
        (
            {"expires": date(2021, 6, 27)},
            "Ông/bà phải sát hạch lại trước",
            ("Chưa đạt", "Giấy phép quá hạn 92 ngày: phải sát hạch lại lý thuyết."),
        ),
        (
            {"in_register": False},
            "Trường hợp của ông/bà làm theo thủ tục khác",
            (
                "Chưa đạt",
                "Không thấy giấy phép trong hệ thống thông tin: cơ quan cấp phải tra cứu và xác minh trước, mời đến bộ phận một cửa.",
            ),
        ),
        (
            {"issuer": "military"},
            "Trường hợp của ông/bà làm theo thủ tục khác",
            ("Chưa đạt", "Giấy phép do quân đội cấp thì đổi theo thủ tục khác."),
        ),
        (
            {"expires": None},
            "Trường hợp của ông/bà làm theo thủ tục khác",
            (
                "Chưa đạt",
                "Giấy phép hạng B2 có thời hạn nhưng dữ liệu không có ngày hết hạn: "
                "mời mang bản chính đến bộ phận một cửa để bổ sung dữ liệu.",
            ),
        ),
    ],
)
def test_what_the_law_bars_is_said_above_and_at_its_line_and_there_is_no_way_on(
    browser: Client, dossier: Dossier, changes: dict[str, Any], answer: str, line: tuple[str, str]
) -> None:
    builders.learn_all(dossier)
    Licence.objects.filter(id=dossier.licence_id).update(**changes)
    shown = page(browser, dossier)
    assert tasks(shown)[LAW] == line
    assert main(shown).startswith(f"Đổi giấy phép lái xe hạng B2 ! Lưu ý: {answer} {line[1]}")
    assert "Xem lại và nộp hồ sơ" not in links(shown)
    assert LAW not in links(shown), "nobody can change the law here"


@pytest.mark.parametrize(
    ("concluded", "licence_class", "word"),
    [
        (timedelta(0), "B2", "Xong"),
        (timedelta(days=179), "B2", "Xong"),
        (timedelta(days=400), "B2", "Cần làm"),
        (timedelta(0), "A1", "Cần làm"),
    ],
)
def test_the_word_for_the_certificate(
    browser: Client, dossier: Dossier, concluded: timedelta, licence_class: str, word: str
) -> None:
    paper = builders.certificate(dossier.applicant, concluded=today() - concluded, licence_class=licence_class)
    builders.learn_health(dossier_id=dossier.id, found=builders.FoundCertificates(certificates=(paper,)))
    shown = page(browser, dossier)
    assert tasks(shown)[HEALTH][0] == word
    assert links(shown)[HEALTH] == f"/ho-so/{dossier.id}/suc-khoe"
    assert ("Xem lại và nộp hồ sơ" in links(shown)) == (word == "Xong")


@pytest.mark.parametrize(
    ("source", "name"), [("police", POLICE), ("inspectorate", INSPECTORATE)], ids=["police", "inspectorate"]
)
@pytest.mark.parametrize(
    ("records", "line"),
    [
        ((), ("Xong", "Không có vi phạm đang xử lý.")),
        (
            (violation(),),
            ("Đang vướng", "Cơ quan này đang áp dụng biện pháp xử lý vi phạm. Vui lòng liên hệ nơi đã ra quyết định."),
        ),
        ((violation(active=False),), ("Xong", "Không có vi phạm đang xử lý.")),
        (
            (violation(kind="unpaid_fine", fine=500000),),
            ("Xong", "Có ghi nhận vi phạm nhưng không ngăn việc đổi giấy phép lái xe."),
        ),
        (
            (violation(kind="stripped", until=today() - timedelta(days=1)),),
            ("Xong", "Có ghi nhận vi phạm nhưng không ngăn việc đổi giấy phép lái xe."),
        ),
    ],
    ids=["none", "seized", "past", "a fine", "stripped until yesterday"],
)
def test_the_word_for_an_agency(
    browser: Client, dossier: Dossier, source: str, name: str, records: tuple[Violation, ...], line: tuple[str, str]
) -> None:
    learn_violations(dossier_id=dossier.id, source=source, found=FoundViolations(records=records))
    shown = tasks(page(browser, dossier))
    assert shown[name] == line
    assert shown[INSPECTORATE if name == POLICE else POLICE] == NO_ANSWER, "one agency does not speak for the other"
    assert shown[LAW][0] == ("Đang vướng" if line[0] == "Đang vướng" else "Xong")


def test_a_hold_does_not_keep_from_submitting_and_no_answer_neither(browser: Client, dossier: Dossier) -> None:
    builders.learn_health(
        dossier_id=dossier.id, found=builders.FoundCertificates(certificates=(builders.certificate(dossier.applicant),))
    )
    learn_violations(dossier_id=dossier.id, source="police", found=FoundViolations(records=(violation(),)))
    shown = page(browser, dossier)
    assert "Ông/bà vẫn nộp được để cán bộ xem xét; chưa phải trả lệ phí." in main(shown)
    assert links(shown)["Xem lại và nộp hồ sơ"] == f"/ho-so/{dossier.id}/kiem-tra"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"phone": ""}, ("Cần làm", "Chưa có số điện thoại để báo kết quả.")),
        ({"delivery": ""}, ("Cần làm", "Chưa chọn cách nhận kết quả.")),
        ({"delivery": "post", "delivery_address": ""}, ("Cần làm", "Chưa chọn cách nhận kết quả.")),
        ({"delivery": "desk", "delivery_address": ""}, ("Xong", "Đã chọn cách nhận kết quả.")),
    ],
)
def test_the_word_for_the_delivery(
    browser: Client, dossier: Dossier, changes: dict[str, str], line: tuple[str, str]
) -> None:
    Dossier.objects.filter(id=dossier.id).update(**changes)
    shown = page(browser, dossier)
    assert tasks(shown)[DELIVERY] == line
    assert links(shown)[DELIVERY] == f"/ho-so/{dossier.id}/nhan-ket-qua"


def test_what_is_missing_is_counted(browser: Client, dossier: Dossier) -> None:
    assert "Còn 1 việc cần làm trước khi nộp." in main(page(browser, dossier))
    Document.objects.all().delete()
    Dossier.objects.filter(id=dossier.id).update(phone="")
    shown = page(browser, dossier)
    assert "Còn 3 việc cần làm trước khi nộp. Mọi thứ được lưu sau mỗi bước." in main(shown)
    assert tasks(shown)[PHOTO] == ("Cần làm", "Chưa có ảnh chân dung.")


@pytest.mark.parametrize(
    ("says", "line"),
    [
        ({"state": WANTED}, "đang tra cứu"),
        ({"state": WANTED, "attempts": 2}, "chưa trả lời, hệ thống tự hỏi lại"),
        ({"state": ANSWERED, "answer": {}, "learnt_at": builders.now()}, "đã trả lời"),
        (
            {"state": GIVEN_UP, "answer": None, "learnt_at": builders.now(), "error": "x"},
            "không trả lời; cán bộ sẽ xác minh",
        ),
    ],
)
def test_while_one_agency_is_asked_each_is_listed_with_how_far_it_is(
    browser: Client, dossier: Dossier, says: dict[str, Any], line: str
) -> None:
    Exchange.objects.filter(register="inspectorate").update(state=WANTED, error="", learnt_at=None)
    Exchange.objects.filter(register="police").update(**{"error": ""} | says)
    shown = page(browser, dossier)
    told = {said(each)[2:] for each in marked(tree(shown), "gplx-waiting__item")}
    assert told == {
        "Cơ sở dữ liệu khám sức khỏe lái xe : không trả lời; cán bộ sẽ xác minh",
        f"Cục Cảnh sát giao thông : {line}",
        "Thanh tra giao thông : đang tra cứu",
    }
    done = tree(shown).xpath("//progress/@value")
    assert done == ["1" if line == "đã trả lời" else "0"]
    assert tree(shown).xpath("//progress/@max") == ["3"]
    assert "refresh" in text(shown)


def test_a_dossier_that_was_submitted_has_no_task_list(browser: Client, citizen: Applicant, dossier: Dossier) -> None:
    for state, there in (("submitted", "tien-do"), ("with_applicant", "bo-sung"), ("closed", "tien-do")):
        Dossier.objects.filter(id=dossier.id).update(state=state)
        assert browser.get(f"/ho-so/{dossier.id}")["Location"] == f"/ho-so/{dossier.id}/{there}"


def test_once_all_is_there_the_way_on_is_open_though_an_agency_is_silent(browser: Client, dossier: Dossier) -> None:
    builders.learn_health(
        dossier_id=dossier.id, found=builders.FoundCertificates(certificates=(builders.certificate(dossier.applicant),))
    )
    shown = page(browser, dossier)
    assert "Đã đủ để nộp. Cơ quan nào chưa trả lời thì hệ thống tự hỏi tiếp, không làm ông/bà phải chờ." in main(shown)
    assert links(shown)["Xem lại và nộp hồ sơ"] == f"/ho-so/{dossier.id}/kiem-tra"
