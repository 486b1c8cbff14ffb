"""A province's health office and its clinics: it sees its own, decides once, says why, and each decision is recorded."""

import re

import pytest
from django.test import Client

from gplx.ledger.questions import history, is_whole
from gplx.offices.clinics.activating import activation_of
from gplx.offices.models import APPLIED, APPROVED, REFUSED, SUSPENDED, Clinic
from tests import builders
from tests.pages.clinic.conftest import doctor_of, health_office_of
from tests.pages.clinic.registration import register
from tests.pages.reading import forms, links, main, rows, title

pytestmark = pytest.mark.django_db
HERE = "/can-bo/co-so-kham"


def decide(browser: Client, act: str, clinic: str = "01901", **said: str):
    return browser.post(f"{HERE}/{clinic}/{act}", said)


def test_those_that_wait_stand_first(health_office: Client) -> None:
    for code, state in (("01901", APPROVED), ("01902", APPLIED), ("01903", REFUSED)):
        builders.clinic(code, state=state)
    page = health_office.get(HERE)
    assert title(page) == "Cơ sở khám sức khỏe lái xe"
    assert "Có 1 cơ sở chờ xem xét." in main(page)
    assert next(iter(links(page))) == "Phòng khám Thử 01902"
    words = main(page)
    assert [words.index(one) for one in ("Chờ Sở Y tế xem xét", "Đã kết nối")] == sorted(
        words.index(one) for one in ("Chờ Sở Y tế xem xét", "Đã kết nối")
    )


def test_without_any_it_says_so(health_office: Client) -> None:
    assert "Chưa có cơ sở nào đăng ký." in main(health_office.get(HERE))


def test_a_long_list_comes_in_pages(health_office: Client) -> None:
    for number in range(30):
        builders.clinic(f"01{number:03d}")
    first = health_office.get(HERE)
    assert "Trang 1 / 2" in main(first)
    assert len(links(health_office.get(f"{HERE}?trang=2"))) == 5 + 1


def test_another_provinces_clinics_do_not_exist(health_office: Client) -> None:
    builders.clinic("79901")
    assert links(health_office.get(HERE)) == {}
    assert health_office.get(f"{HERE}/79901").status_code == 404
    assert decide(health_office, "suspend", "79901", reason="x").status_code == 404
    assert health_office.post(f"{HERE}/79901/ma-kich-hoat").status_code == 404
    assert Clinic.objects.get().state == APPROVED
    there = health_office_of("H29")
    assert title(there.get(f"{HERE}/79901")) == "Phòng khám Thử 79901"


def test_one_page_tells_what_the_clinic_said_of_itself(client: Client, health_office: Client) -> None:
    register(client)
    told = rows(health_office.get(f"{HERE}/01955"))
    assert (told["Mã cơ sở"], told["Điện thoại"]) == ("01955", "0900000001")
    assert told["Khám cho các hạng"] == "A1 B1, B11 A2, A3, A4, B2, C, D, E, FB2, FC, FD, FE"
    assert told["Bác sĩ"] == "Nguyễn Bác Sĩ Thử bacsi.01955"
    assert told["Vị trí trên bản đồ"] == "21.0285, 105.8542"


def test_it_approves(health_office: Client) -> None:
    builders.clinic("01901", state=APPLIED)
    assert decide(health_office, "approve").headers["Location"] == f"{HERE}/01901"
    clinic = Clinic.objects.get()
    assert clinic.state == APPROVED
    assert clinic.decided_by
    assert clinic.decided_by.name == "Cán bộ Y tế Thử"
    page = health_office.get(f"{HERE}/01901")
    assert "Đã phê duyệt cơ sở." in main(page)
    assert "Sở Y tế phê duyệt" in main(page)
    entry = history(subject="clinic:01901").get()
    assert (entry.kind, entry.act, entry.actor) == ("act", "approve", f"officer:{clinic.decided_by.pk}")


@pytest.mark.parametrize(("before", "act", "after"), [(APPLIED, "refuse", REFUSED), (APPROVED, "suspend", SUSPENDED)])
def test_it_refuses_and_suspends_with_a_reason(health_office: Client, before: str, act: str, after: str) -> None:
    builders.clinic("01901", state=before)
    decide(health_office, act)
    assert Clinic.objects.get().state == before
    assert "Vui lòng ghi lý do để cơ sở biết cần làm gì." in main(health_office.get(f"{HERE}/01901"))
    decide(health_office, act, reason="  Hết hạn   công bố ")
    clinic = Clinic.objects.get()
    assert (clinic.state, clinic.refusal) == (after, "Hết hạn công bố")
    assert history(subject="clinic:01901").get().details == {"reason": "Hết hạn công bố"}


def test_it_takes_one_up_again(health_office: Client) -> None:
    builders.clinic("01901", state=SUSPENDED)
    Clinic.objects.update(refusal="Hết hạn công bố")
    decide(health_office, "resume")
    clinic = Clinic.objects.get()
    assert (clinic.state, clinic.refusal) == (APPROVED, "")
    assert is_whole(subject="clinic:01901")


@pytest.mark.parametrize(
    ("state", "acts"),
    [(APPLIED, {"approve", "refuse"}), (APPROVED, {"suspend"}), (SUSPENDED, {"resume"}), (REFUSED, set())],
)
def test_only_what_is_possible_is_offered_and_done(health_office: Client, state: str, acts: set[str]) -> None:
    builders.clinic("01901", state=state)
    offered = {address.rsplit("/", 1)[1] for address in forms(health_office.get(f"{HERE}/01901"))}
    assert offered == acts
    for act in {"approve", "refuse", "suspend", "resume"} - acts:
        decide(health_office, act, reason="x")
        assert "Trạng thái của cơ sở đã thay đổi." in main(health_office.get(f"{HERE}/01901"))
    assert Clinic.objects.get().state == state
    assert not history(subject="clinic:01901").exists()


def test_a_decision_that_there_is_not_is_no_page(health_office: Client) -> None:
    builders.clinic("01901")
    assert decide(health_office, "delete").status_code == 404


def test_a_lost_code_is_replaced_and_shown_once(client: Client, health_office: Client) -> None:
    first = register(client)
    health_office.post(f"{HERE}/01955/ma-kich-hoat")
    words = main(health_office.get(f"{HERE}/01955"))
    (code,) = re.findall(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", words)
    assert code not in main(health_office.get(f"{HERE}/01955"))
    assert activation_of(clinic_id="01955", code=code)
    assert activation_of(clinic_id="01955", code=first) is None
    assert [one.act for one in history(subject="clinic:01955")] == ["apply", "new_code"]


def test_a_clinic_without_a_doctor_has_no_code(health_office: Client) -> None:
    builders.clinic("01901")
    assert health_office.post(f"{HERE}/01901/ma-kich-hoat").status_code == 404


def test_signing_in_leads_to_its_clinics_and_nowhere_near_a_dossier(health_office: Client) -> None:
    dossier = builders.submitted()
    page = health_office.get(HERE)
    assert "Sở Y tế Hà Nội" in page.content.decode()
    assert "Hồ sơ cần xử lý" not in page.content.decode()
    assert health_office.get("/can-bo").status_code == 403
    assert health_office.get(f"/can-bo/ho-so/{dossier.id}").status_code == 403


def test_a_doctor_and_an_officer_decide_nothing(health_office: Client) -> None:
    clinic = builders.clinic("01901", state=APPLIED)
    for person in (doctor_of(clinic), builders.officer()):
        browser = builders.sign_in(Client(), person)
        assert browser.get(HERE).status_code == 403
        assert decide(browser, "approve").status_code == 403
    assert Clinic.objects.get().state == APPLIED
