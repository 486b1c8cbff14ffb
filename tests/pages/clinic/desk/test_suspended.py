"""A clinic that is stopped, or whose key cannot be opened: what is there can be read, nothing new is signed, nothing is lost."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from cryptography.fernet import Fernet
from django.test import Client
from pytest_django import Settings

from gplx.conf.settings import PRACTICE_CLINIC_KEY
from gplx.ground.clock import now
from gplx.health.exams.models import Exam
from gplx.ledger.models import Entry
from gplx.offices.models import APPLIED, REFUSED, SUSPENDED, Clinic, HeldKey, Officer, SigningCertificate
from tests.pages.clinic.exam import NEW, issue, send
from tests.pages.reading import links, main, marked, said, title, tree

pytestmark = pytest.mark.django_db
HERE = "/co-so-kham/ket-noi"
UNOPENED = "Khóa ký của cơ sở không mở được. Vui lòng báo người quản trị hệ thống."


@pytest.mark.parametrize("state", [APPLIED, REFUSED, SUSPENDED])
def test_only_a_connected_clinic_corrects(desk: Client, state: str) -> None:
    exam = issue(desk)
    Clinic.objects.update(state=state)
    page = f"/co-so-kham/phieu/{exam.uuid}/sua"
    for answer in (desk.get(page), send(desk, "sign", page=page, why="Sai tên", version=1, name="Tên Mới")):
        assert title(answer) == "Chưa phát hành được phiếu"
    assert Exam.objects.count() == 1


def test_one_that_is_taken_up_again_goes_on_where_it_was(desk: Client) -> None:
    issue(desk)
    Clinic.objects.update(state=SUSPENDED)
    send(desk, "sign")
    Clinic.objects.update(state="approved")
    assert issue(desk).number == "00002/GKSKLX/01901/21"
    assert HeldKey.objects.count() == 1


def test_a_stopped_clinic_is_not_offered_to_begin_anything(desk: Client) -> None:
    issue(desk)
    Clinic.objects.update(state=SUSPENDED)
    page = desk.get("/co-so-kham/da-phat-hanh")
    assert "Lập phiếu khám" not in links(page)
    assert "00001/GKSKLX/01901/21" in links(page)


def test_a_stopped_clinic_may_still_mend_its_connection(desk: Client, clinic: Clinic) -> None:
    Clinic.objects.update(state=SUSPENDED)
    assert desk.post(f"{HERE}/mat-khau").headers["Location"] == HERE
    assert said(marked(tree(desk.get(HERE)), "gplx-secret")[0])
    clinic.refresh_from_db()
    assert (clinic.username, clinic.state) == ("01901", SUSPENDED)


def test_a_key_closed_with_another_key_signs_nothing_and_says_so(desk: Client, settings: Settings) -> None:
    issue(desk)
    entries = Entry.objects.count()
    settings.CLINIC_KEYS = [Fernet.generate_key().decode()]
    answer = send(desk, "sign")
    assert answer.status_code == 400
    assert UNOPENED in main(answer)
    assert (Exam.objects.count(), HeldKey.objects.count(), Entry.objects.count()) == (1, 1, entries)


def test_once_the_right_key_is_back_no_number_is_missing(desk: Client, settings: Settings) -> None:
    issue(desk)
    settings.CLINIC_KEYS = [Fernet.generate_key().decode()]
    send(desk, "sign")
    settings.CLINIC_KEYS = [PRACTICE_CLINIC_KEY]
    assert issue(desk).number == "00002/GKSKLX/01901/21"


def test_the_sample_says_that_the_key_does_not_open(desk: Client, settings: Settings) -> None:
    issue(desk)
    settings.CLINIC_KEYS = [Fernet.generate_key().decode()]
    (line,) = [said(one) for one in marked(tree(desk.post(HERE, {"sample": "1"})), "gplx-verdicts")[0].iter("li")]
    assert line == f"Sai Bản tin: {UNOPENED}"


def test_after_the_certificate_was_retired_a_new_key_signs(desk: Client, clinic: Clinic) -> None:
    first = issue(desk)
    desk.post(f"{HERE}/chung-thu/ngung", {"fingerprint": first.certificate_fingerprint})
    second = issue(desk)
    assert second.certificate_fingerprint != first.certificate_fingerprint
    assert clinic.certificates.get(fingerprint=first.certificate_fingerprint).revoked_at
    assert said(tree(desk.get(f"/co-so-kham/phieu/{first.uuid}")).find(".//h1"))


def test_a_certificate_that_is_over_is_followed_by_a_new_one(
    desk: Client, clinic: Clinic, live_on: Callable[[date], None]
) -> None:
    issue(desk)
    live_on(date(2023, 12, 1))
    assert issue(desk).number == "00001/GKSKLX/01901/23"
    assert clinic.certificates.count() == 2
    assert "Hết hạn" in main(desk.get(HERE))


def test_a_certificate_that_is_not_valid_yet_is_not_used(desk: Client, clinic: Clinic) -> None:
    issue(desk)
    SigningCertificate.objects.update(valid_from=now() + timedelta(hours=1))
    issue(desk)
    assert clinic.certificates.count() == 2


def test_when_the_numbers_of_a_year_are_used_up_it_says_so(desk: Client) -> None:
    exam = issue(desk)
    Exam.objects.filter(pk=exam.pk).update(number="99999/GKSKLX/01901/21")
    answer = send(desk, "sign")
    assert answer.status_code == 400
    assert "SO:" in main(answer)
    assert Exam.objects.count() == 1


def test_a_doctor_who_moves_takes_nothing_along(desk: Client, doctor: Officer, clinic: Clinic) -> None:
    exam = issue(desk)
    other = Clinic.objects.create(id="01902", name="Nơi mới", province="01", groups=[1, 2, 3], state="approved")
    Officer.objects.filter(pk=doctor.pk).update(clinic=other)
    assert desk.get(f"/co-so-kham/phieu/{exam.uuid}").status_code == 404
    assert "Chưa có phiếu nào." in main(desk.get("/co-so-kham/da-phat-hanh"))
    assert issue(desk).number == "00001/GKSKLX/01902/21"
    assert title(desk.get(NEW)) == "Lập phiếu khám"
