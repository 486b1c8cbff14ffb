"""Every list of the clinics' rooms asks the database as often for a thousand rows as for ten."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gplx.ground.clock import now
from gplx.health.exams.browser.models import ExamSheet
from gplx.health.exams.models import Exam, GatewayCall
from gplx.offices.models import APPROVED, Clinic, SigningCertificate
from tests import builders
from tests.pages.clinic.exam import issue, send
from tests.pages.reading import links, main, marked, tree

pytestmark = pytest.mark.django_db
FEW, MANY = 10, 1000


def exams(clinic: Clinic, numbers: range) -> None:
    """Exams as the clinic's software sends them."""
    Exam.objects.bulk_create(
        Exam(
            clinic=clinic,
            number=f"{number:05d}/GKSKLX/{clinic.id}/21",
            classes="B2",
            identity_number=f"001085{number:06d}",
            name=f"Người Thử {number}",
            born=date(1985, 4, 12),
            sex="male",
            concluded=date(2021, 9, 27),
            conclusion="A0-1",
            doctor="Bác Sĩ Thử",
            drugs=False,
            fields={},
            digest=f"{number:064d}",
            received_at=now(),
        )
        for number in numbers
    )


def calls(clinic: Clinic, numbers: range) -> None:
    """Calls of the clinic's software."""
    GatewayCall.objects.bulk_create(
        GatewayCall(at=now(), clinic=clinic, accepted=True, sentence=f"Lần {number}.", milliseconds=1)
        for number in numbers
    )


def certificates(clinic: Clinic, numbers: range) -> None:
    """Certificates of keys of the clinic's own."""
    SigningCertificate.objects.bulk_create(
        SigningCertificate(
            clinic=clinic,
            pem="",
            fingerprint=f"{number:064d}",
            subject=f"CN=Thử {number}",
            valid_from=now(),
            valid_until=now() + timedelta(weeks=4),
            added_at=now(),
        )
        for number in numbers
    )


def clinics(numbers: range) -> None:
    """Connected clinics of Hà Nội."""
    Clinic.objects.bulk_create(
        Clinic(
            id=f"01{number:03d}",
            name=f"Phòng khám Thử {number}",
            province="01",
            groups=[1, 2, 3],
            state=APPROVED,
            applied_at=now(),
        )
        for number in numbers
    )


def questions(browser: Client, address: str, sought: str | None = None) -> int:
    """How often a page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address) if sought is None else browser.post(address, {"sought": sought})
    assert answer.status_code == 200
    return len(asked)


@pytest.mark.parametrize("sought", [None, "Người Thử", "001085"])
def test_the_exams_of_a_clinic(desk: Client, clinic: Clinic, sought: str | None) -> None:
    address = "/co-so-kham/da-phat-hanh"
    exams(clinic, range(1, FEW + 1))
    few = questions(desk, address, sought)
    exams(clinic, range(FEW + 1, MANY + 1))
    assert questions(desk, address, sought) == few
    assert "Trang 1 / 40" in main(desk.get(address))
    assert len([one for one in links(desk.get(f"{address}?trang=40")) if "/GKSKLX/" in one]) == 25


def test_the_next_number_after_a_thousand(desk: Client, clinic: Clinic) -> None:
    exams(clinic, range(1, MANY + 1))
    assert issue(desk).number == "01001/GKSKLX/01901/21"


def test_issuing_asks_as_often_after_a_thousand(desk: Client, clinic: Clinic) -> None:
    issue(desk)
    asked = []
    for numbers in (range(2, FEW + 1), range(FEW + 2, MANY + 1)):
        exams(clinic, numbers)
        with CaptureQueriesContext(connection) as seen:
            issue(desk)
        asked.append(len(seen))
    assert asked[0] == asked[1]


def test_the_calls_of_a_clinics_software(desk: Client, clinic: Clinic) -> None:
    calls(clinic, range(FEW))
    few = questions(desk, "/co-so-kham/ket-noi")
    calls(clinic, range(FEW, MANY))
    assert questions(desk, "/co-so-kham/ket-noi") == few
    page = desk.get("/co-so-kham/ket-noi")
    rows = tree(page).xpath("//main//tbody/tr")
    assert len(rows) == 20
    assert "Lần 999." in rows[0].text_content()
    assert "Lần 980." in rows[-1].text_content()


def test_the_certificates_of_a_clinic(desk: Client, clinic: Clinic) -> None:
    certificates(clinic, range(FEW))
    few = questions(desk, "/co-so-kham/ket-noi")
    certificates(clinic, range(FEW, FEW * 10))
    assert questions(desk, "/co-so-kham/ket-noi") == few
    assert len(marked(tree(desk.get("/co-so-kham/ket-noi")), "gplx-facility")) == FEW * 10


def test_the_clinics_of_a_health_office(health_office: Client) -> None:
    clinics(range(FEW))
    few = questions(health_office, "/can-bo/co-so-kham")
    clinics(range(FEW, MANY))
    assert questions(health_office, "/can-bo/co-so-kham") == few
    assert "Trang 1 / 40" in main(health_office.get("/can-bo/co-so-kham"))


@pytest.mark.parametrize("query", ["", "?tinh=01&hang=B2", "?tinh=79"])
def test_the_finder(client: Client, query: str) -> None:
    builders.department()
    clinics(range(FEW))
    few = questions(client, f"/co-so-kham{query}")
    clinics(range(FEW, MANY))
    assert questions(client, f"/co-so-kham{query}") == few == 1


def test_the_versions_of_an_exam(desk: Client) -> None:
    exam = issue(desk)
    address = f"/co-so-kham/phieu/{exam.uuid}"
    asked = []
    for seen in range(1, 6):
        send(desk, "sign", page=f"{address}/sua", name=f"Tên Thử {'I' * seen}", why="Sai tên", version=seen)
        desk.get(address)
        asked.append(questions(desk, address))
    assert ExamSheet.objects.count() == 6
    assert len(set(asked)) == 1
    assert {f"Bản {number}" for number in range(1, 7)} <= set(links(desk.get(address)))
