"""Where a licence cannot be exchanged now: why, and what to do, before anything else."""

from datetime import date

import pytest
from django.test import Client

from gplx.applicants.models import Applicant
from gplx.casework.learn_violations import learn_violations
from gplx.dossiers.models import Dossier
from gplx.ground.clock import now
from gplx.licences.models import Licence
from gplx.registers.models import GIVEN_UP, Exchange
from gplx.registers.violations_record import FoundViolations, Violation
from tests import builders
from tests.pages.citizen.conftest import text

pytestmark = pytest.mark.django_db

SEIZED = Violation(
    minutes_number="1/BB-VPHC",
    noted=date(2021, 9, 1),
    agency="Phòng Thử",
    behaviour="Hành vi thử",
    kind="seized",
    since=date(2021, 9, 1),
    until=None,
    fine=None,
    paid=None,
    active=True,
    licence_number=None,
    licence_class=None,
)


@pytest.fixture
def dossier(citizen: Applicant) -> Dossier:
    """A draft to which everybody has answered well."""
    made = builders.draft(citizen)
    builders.learn_all(made)
    Exchange.objects.update(state=GIVEN_UP, learnt_at=now())
    return made


def tasks(browser: Client, dossier: Dossier) -> str:
    return text(browser.get(f"/ho-so/{dossier.id}"))


@pytest.mark.parametrize(
    ("changes", "answer", "why", "next_step"),
    [
        (
            {"expires": date(2021, 4, 18)},
            "Ông/bà phải sát hạch lại trước",
            "Giấy phép quá hạn 162 ngày: phải sát hạch lại lý thuyết.",
            "Liên hệ Sở Giao thông vận tải nơi gần nhất để đăng ký sát hạch lại.",
        ),
        (
            {"issuer": "military"},
            "Trường hợp của ông/bà làm theo thủ tục khác",
            "Giấy phép do quân đội cấp thì đổi theo thủ tục khác.",
            "Mang giấy tờ đến bộ phận một cửa của Sở Giao thông vận tải để được hướng dẫn thủ tục đúng.",
        ),
    ],
)
def test_who_is_barred_reads_why_and_what_to_do_and_is_asked_for_nothing_more(
    browser: Client, dossier: Dossier, changes: dict[str, object], answer: str, why: str, next_step: str
) -> None:
    Licence.objects.update(**changes)
    page = tasks(browser, dossier)
    assert answer in page and next_step in page
    assert page.index(answer) < page.index(why) < page.index(next_step) < page.index("Điều kiện đổi")
    assert "Ảnh chân dung" not in page and "Cách nhận kết quả" not in page
    assert "Xem lại và nộp hồ sơ" not in page
    assert "Hạng này không cần giấy khám sức khỏe." not in page


def test_who_is_held_knows_whom_to_turn_to_and_may_submit_all_the_same(browser: Client, dossier: Dossier) -> None:
    learn_violations(dossier_id=dossier.id, source="police", found=FoundViolations(records=(SEIZED,)))
    page = tasks(browser, dossier)
    assert "Phải giải quyết xong việc đang vướng rồi mới đổi được" in page
    assert "Làm việc với cơ quan đang giữ giấy phép." in page
    assert "Ông/bà vẫn nộp được để cán bộ xem xét; chưa phải trả lệ phí." in page
    assert "Xem lại và nộp hồ sơ" in page
    assert "Đã đủ để nộp." not in page


def test_where_nothing_stands_in_the_way_nothing_is_said_of_it(browser: Client, dossier: Dossier) -> None:
    page = tasks(browser, dossier)
    assert "Đã đủ để nộp." in page and "Ảnh chân dung" in page
    assert "Lưu ý" not in page


def test_who_has_a_dossier_finds_it_before_the_licences(browser: Client, dossier: Dossier, citizen: Applicant) -> None:
    another = builders.licence(citizen)
    page = text(browser.get("/cua-toi"))
    assert page.index(f"/ho-so/{dossier.id}") < page.index(another.number)
