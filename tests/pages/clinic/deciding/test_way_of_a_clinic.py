"""A clinic's whole way before its health office, told by what each page shows after each decision."""

import re

import pytest
from django.test import Client

from gplx.ground.clock import now
from gplx.ledger.questions import history, is_whole
from gplx.offices.clinics.deciding import LONGEST_REASON
from gplx.offices.models import APPLIED, APPROVED, CLERK, DIRECTORATE, LEADER, Activation, Clinic
from tests import builders
from tests.pages.clinic.conftest import doctor_of, health_office_of
from tests.pages.clinic.exam import NEW
from tests.pages.clinic.registration import register
from tests.pages.reading import links, main, marked, rows, said, title, tree

pytestmark = pytest.mark.django_db
HERE = "/can-bo/co-so-kham"
ADDRESS = f"{HERE}/01955"


def decide(browser: Client, act: str, **words: str) -> None:
    assert browser.post(f"{ADDRESS}/{act}", words).status_code == 302


def found(client: Client) -> list[str]:
    """The clinics that people are sent to."""
    return [said(one.find(".//h3")) for one in marked(tree(client.get("/co-so-kham?tinh=01")), "gplx-facility")]


def test_from_the_registration_to_the_finder_and_out_of_it_again(client: Client, health_office: Client) -> None:
    register(client)
    assert found(client) == []
    decide(health_office, "approve")
    assert found(client) == ["Phòng khám Đa khoa Thử Nghiệm"]
    decide(health_office, "suspend", reason="Hết hạn công bố")
    assert found(client) == []
    decide(health_office, "resume")
    assert found(client) == ["Phòng khám Đa khoa Thử Nghiệm"]
    assert [one.act for one in history(subject="clinic:01955")] == ["apply", "approve", "suspend", "resume"]
    assert is_whole(subject="clinic:01955")


def test_one_that_was_refused_registers_again_and_waits_again(client: Client, health_office: Client) -> None:
    first = register(client)
    decide(health_office, "refuse", reason="Thiếu công bố")
    assert "Thiếu công bố" in main(health_office.get(ADDRESS))
    second = register(client, name="Phòng khám Thử Sửa Lại")
    assert first != second
    assert "Có 1 cơ sở chờ xem xét." in main(health_office.get(HERE))
    assert Clinic.objects.get().refusal == ""
    decide(health_office, "approve")
    assert found(client) == ["Phòng khám Thử Sửa Lại"]


def test_the_doctors_desk_opens_and_closes_with_the_decision(health_office: Client) -> None:
    clinic = builders.clinic("01955", state=APPLIED)
    desk = builders.sign_in(Client(), doctor_of(clinic))
    seen = [title(desk.get(NEW))]
    for act in ("approve", "suspend", "resume"):
        decide(health_office, act, reason="Hết hạn công bố")
        seen.append(title(desk.get(NEW)))
    closed, opened = "Chưa phát hành được phiếu", "Lập phiếu khám"
    assert seen == [closed, opened, closed, opened]


def test_the_second_click_of_a_decision_is_told_and_changes_nothing(health_office: Client) -> None:
    builders.clinic("01955", state=APPLIED)
    decide(health_office, "approve")
    decided_at = Clinic.objects.get().decided_at
    health_office.get(ADDRESS)
    decide(health_office, "approve")
    assert "Trạng thái của cơ sở đã thay đổi." in main(health_office.get(ADDRESS))
    assert Clinic.objects.get().decided_at == decided_at
    assert history(subject="clinic:01955").count() == 1


def test_a_colleagues_decision_comes_first(health_office: Client) -> None:
    builders.clinic("01955", state=APPLIED)
    colleague = health_office_of("H26")
    decide(colleague, "refuse", reason="Thiếu công bố")
    decide(health_office, "approve")
    clinic = Clinic.objects.get()
    assert (clinic.state, clinic.refusal) == ("refused", "Thiếu công bố")


@pytest.mark.parametrize("reason", ["", " ", "\t\n", "\u3000"], ids=ascii)
def test_a_reason_of_nothing_is_none(health_office: Client, reason: str) -> None:
    builders.clinic("01955", state=APPROVED)
    decide(health_office, "suspend", reason=reason)
    assert Clinic.objects.get().state == APPROVED
    assert not history(subject="clinic:01955").exists()


def test_an_approval_keeps_no_reason(health_office: Client) -> None:
    builders.clinic("01955", state=APPLIED)
    decide(health_office, "approve", reason="không cần")
    assert Clinic.objects.get().refusal == ""
    assert history(subject="clinic:01955").get().details == {}


def test_a_reason_is_read_as_it_was_written(health_office: Client) -> None:
    builders.clinic("01955", state=APPROVED)
    decide(health_office, "suspend", reason="<b>Hết hạn</b> & 'công bố'" + "x" * LONGEST_REASON)
    kept = Clinic.objects.get().refusal
    assert len(kept) == LONGEST_REASON
    page = health_office.get(ADDRESS)
    assert kept in main(page)
    assert not tree(page).xpath("//main//b")


@pytest.mark.parametrize("beside", ["H29", "H15", "H31"])
def test_the_office_of_another_province_finds_nothing(beside: str, health_office: Client) -> None:
    clinic = builders.clinic("01955", state=APPLIED)
    doctor_of(clinic)
    stranger = health_office_of(beside)
    assert links(stranger.get(HERE)) == {}
    for address in (ADDRESS, f"{ADDRESS}/approve", f"{ADDRESS}/ma-kich-hoat"):
        assert stranger.post(address, {"reason": "x"}).status_code in (404, 405)
    assert stranger.get(ADDRESS).status_code == 404
    assert Clinic.objects.get().state == APPLIED
    assert not Activation.objects.exists()
    assert health_office.get(ADDRESS).status_code == 200


@pytest.mark.parametrize("role", [CLERK, LEADER, DIRECTORATE])
def test_the_transport_department_decides_nothing(role: str) -> None:
    builders.clinic("01955", state=APPLIED)
    browser = builders.sign_in(Client(), builders.officer(role))
    for act in ("approve", "refuse", "ma-kich-hoat"):
        assert browser.post(f"{ADDRESS}/{act}", {"reason": "x"}).status_code == 403
    assert Clinic.objects.get().state == APPLIED


@pytest.mark.parametrize("act", ["approve", "refuse", "suspend", "resume", "ma-kich-hoat"])
def test_looking_decides_nothing(health_office: Client, act: str) -> None:
    builders.clinic("01955", state=APPLIED)
    assert health_office.get(f"{ADDRESS}/{act}").status_code == 405
    assert Clinic.objects.get().state == APPLIED


def test_a_code_is_for_the_first_doctor_and_ends_the_one_before(health_office: Client) -> None:
    clinic = builders.clinic("01955")
    for name in ("bacsi.2", "bacsi.1"):
        builders.officer("doctor", department_id="Y26", username=name, clinic=clinic)
    codes = []
    for _ in range(2):
        health_office.post(f"{ADDRESS}/ma-kich-hoat")
        words = main(health_office.get(ADDRESS))
        assert "Mã kích hoạt mới của bacsi.1:" in words
        codes += re.findall(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", words)
    assert len(set(codes)) == 2
    assert Activation.objects.get().officer.username == "bacsi.1"
    assert [one.details for one in history(subject="clinic:01955")] == [{}, {}], "the record holds no code"


def test_the_oldest_of_those_that_wait_is_not_lost_behind_the_decided(health_office: Client) -> None:
    for number in range(40):
        builders.clinic(f"01{number:03d}")
    builders.clinic("01955", state=APPLIED)
    Clinic.objects.filter(id="01955").update(applied_at=now())
    assert next(iter(links(health_office.get(HERE)))) == "Phòng khám Thử 01955"
    assert "Có 1 cơ sở chờ xem xét." in main(health_office.get(f"{HERE}?trang=2"))


def test_one_of_no_place_and_no_doctor_is_shown_all_the_same(health_office: Client) -> None:
    builders.clinic("01955", state=APPLIED)
    told = rows(health_office.get(ADDRESS))
    assert told["Mã cơ sở"] == "01955"
