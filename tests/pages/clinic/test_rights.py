"""Who comes to which desk: a doctor to their own clinic's, a health office to its own province's, and to nobody else's."""

import pytest
from django.test import Client

from gplx.offices.entry import PUBLIC, STAFF
from gplx.offices.models import DOCTOR, HEALTH_OFFICE, OFFICE_ROLES, Officer
from gplx.pages.clinic import urls
from tests import builders
from tests.house.entry.routes import routes
from tests.pages.clinic.exam import issue

pytestmark = pytest.mark.django_db
DESK = ("exam_new", "exams", "exam", "exam_edit", "connection", "new_password", "add_certificate", "retire_certificate")
OFFICE = ("clinics", "clinic", "new_code", "decide_clinic")
JOINING = ("register_facility", "registered", "activate", "set_secrets")
PAGES = ("/co-so-kham/kham", "/co-so-kham/da-phat-hanh", "/co-so-kham/ket-noi")
ACTS = ("/co-so-kham/kham", "/co-so-kham/ket-noi/mat-khau", "/co-so-kham/ket-noi/chung-thu")


def test_every_page_states_for_whom_it_is() -> None:
    stated = {one.name: one.callback.entry for one in urls.urlpatterns}
    assert {name: (entry.who, entry.roles) for name, entry in stated.items()} == (
        dict.fromkeys(DESK, (STAFF, (DOCTOR,)))
        | dict.fromkeys(OFFICE, (STAFF, (HEALTH_OFFICE,)))
        | dict.fromkeys(JOINING, (PUBLIC, ()))
    )


def test_a_stranger_and_a_citizen_are_sent_to_sign_in(client: Client) -> None:
    citizen = builders.sign_in_citizen(Client(), builders.applicant())
    for browser in (client, citizen):
        for page in (*PAGES, "/can-bo/co-so-kham"):
            assert browser.get(page).headers["Location"].startswith("/can-bo/dang-nhap?next=")
        for act in ACTS:
            assert browser.post(act).headers["Location"].startswith("/can-bo/dang-nhap?next=")


@pytest.mark.parametrize("role", [*OFFICE_ROLES, HEALTH_OFFICE])
def test_nobody_else_of_the_staff_comes_to_the_desk(role: str, desk: Client) -> None:
    exam = issue(desk)
    browser = builders.sign_in(Client(), builders.officer(role))
    for page in (*PAGES, f"/co-so-kham/phieu/{exam.uuid}"):
        assert browser.get(page).status_code == 403
    for act in (*ACTS, f"/co-so-kham/phieu/{exam.uuid}/sua"):
        assert browser.post(act).status_code == 403


def test_a_doctor_sees_no_dossier_and_no_office(desk: Client) -> None:
    dossier = builders.submitted()
    staff = [route for route in routes(STAFF) if "co-so-kham" not in route.path and route.path != "/can-bo/hoi-luat"]
    assert len(staff) > 10
    for route in staff:
        address = route.address(dossier_id=dossier.id, code=dossier.code, act="accept")
        for method in ("get", "post"):
            assert getattr(desk, method)(address).status_code in (403, 405), route.path
    assert "Hồ sơ cần xử lý" not in desk.get("/co-so-kham/da-phat-hanh").content.decode()


def test_a_doctor_of_no_clinic_finds_nothing() -> None:
    builders.health_office()
    lost = builders.sign_in(Client(), builders.officer(DOCTOR, department_id="Y26"))
    for page in PAGES:
        assert lost.get(page).status_code == 404


def test_a_doctor_who_left_is_out(desk: Client, doctor: Officer) -> None:
    Officer.objects.filter(pk=doctor.pk).update(is_active=False)
    assert desk.get(PAGES[0]).headers["Location"].startswith("/can-bo/dang-nhap?next=")


def test_with_the_password_alone_nobody_signs_an_exam(doctor: Officer) -> None:
    browser = Client()
    browser.force_login(doctor)
    assert browser.get(PAGES[0]).headers["Location"].startswith("/can-bo/dang-nhap?next=")


def test_the_desk_names_the_clinic_and_leads_to_its_pages(desk: Client) -> None:
    page = desk.get("/co-so-kham/da-phat-hanh").content.decode()
    for words in ("Phòng khám Thử 01901", "/co-so-kham/kham", "/co-so-kham/ket-noi"):
        assert words in page
