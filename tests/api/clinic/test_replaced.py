"""What the doctor changes on the page of the connection, and the health office decides, holds for the gateway at once."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gplx.api.clinic.receive import NOT_OPEN, TAKEN, TAKEN_BEFORE, WRONG_LOGIN
from gplx.health.exams.models import SEND, TRY, Exam, GatewayCall
from gplx.health.exams.registered import REVOKED, UNKNOWN
from gplx.ledger.questions import history
from gplx.offices.clinics.certificates import fingerprint_of
from gplx.offices.models import DOCTOR, HEALTH_OFFICE, Clinic
from sandbox.clinics.keys import Holder
from tests import builders
from tests.api.clinic.calls import TRIAL, call, send
from tests.health.exams import sender
from tests.health.exams.sender import Signing
from tests.offices.test_clinic_login import md5
from tests.pages.reading import marked, said, tree

pytestmark = pytest.mark.django_db
HERE = "/co-so-kham/ket-noi"
Decide = Callable[..., None]


@pytest.fixture
def clinic() -> Clinic:
    return sender.connected()


@pytest.fixture
def desk(clinic: Clinic) -> Client:
    """The doctor's browser."""
    office = builders.health_office()
    return builders.sign_in(Client(), builders.officer(DOCTOR, department_id=office.id, clinic=clinic))


@pytest.fixture
def decide() -> Decide:
    """The health office decides."""
    person = builders.officer(HEALTH_OFFICE, department_id=builders.health_office().id)
    browser = builders.sign_in(Client(), person)

    def made(act: str, reason: str = "") -> None:
        assert browser.post(f"/can-bo/co-so-kham/01901/{act}", {"reason": reason}).status_code == 302

    return made


def new_password(desk: Client) -> str:
    """A new password, as the page shows it."""
    desk.post(f"{HERE}/mat-khau")
    return said(marked(tree(desk.get(HERE)), "gplx-secret")[0])


def lines(desk: Client) -> list[str]:
    """The last calls, as the page tells them."""
    return [said(row) for row in tree(desk.get(HERE)).xpath("//main//tbody/tr")]


def test_a_new_password_opens_and_the_old_one_no_longer_does(desk: Client) -> None:
    password = new_password(desk)
    assert send(sender.message())["MSG_TEXT"] == WRONG_LOGIN
    assert not Exam.objects.exists()
    answer = send(sender.message(), password=md5(password))
    assert (answer["MSG_STATE"], answer["MSG_TEXT"]) == ("1", TAKEN)


def test_a_password_that_was_replaced_twice_is_worth_nothing(desk: Client) -> None:
    first, second = new_password(desk), new_password(desk)
    assert first != second
    assert send(sender.message(), password=md5(first))["MSG_STATE"] == "0"
    assert send(sender.message(), password=md5(second))["MSG_STATE"] == "1"


def test_the_password_in_clear_or_anothers_opens_nothing(desk: Client) -> None:
    sender.connected("01902")
    password = new_password(desk)
    for user, offered in (("01901", password), ("01902", md5(password)), ("", md5(password)), ("01901", "")):
        assert send(sender.message(), user=user, password=offered)["MSG_TEXT"] == WRONG_LOGIN
    assert not Exam.objects.exists()


def test_a_retired_certificate_signs_nothing_more_and_what_it_signed_stays(desk: Client, clinic: Clinic) -> None:
    message = sender.message()
    assert send(message)["MSG_STATE"] == "1"
    desk.post(f"{HERE}/chung-thu/ngung", {"fingerprint": clinic.certificates.get().fingerprint})
    refused = send(sender.message(SO="00002/GKSKLX/01901/21"))
    assert (refused["MSG_STATE"], REVOKED in refused["MSG_TEXT"]) == ("0", True)
    assert Exam.objects.get(current=True).number == "00001/GKSKLX/01901/21"


def test_a_new_certificate_is_taken_as_soon_as_it_is_brought(desk: Client, clinic: Clinic) -> None:
    keys = Holder()
    message = sender.message(Signing(keys=keys))
    assert UNKNOWN in send(message)["MSG_TEXT"]
    whole = keys.certificate("01901")
    file = SimpleUploadedFile("ky.cer", whole.public_bytes(Encoding.DER))
    assert desk.post(f"{HERE}/chung-thu", {"file": file}).status_code == 302
    assert send(message)["MSG_STATE"] == "1"
    assert Exam.objects.get().certificate_fingerprint == fingerprint_of(whole)
    assert clinic.certificates.filter(revoked_at=None).count() == 2
    assert [one.act for one in history(subject="clinic:01901")] == ["certificate"]


def test_a_certificate_of_another_clinic_is_not_brought(desk: Client, clinic: Clinic) -> None:
    whole = sender.KEYS.certificate("01902")
    sender.connected("01902")
    file = SimpleUploadedFile("ky.pem", whole.public_bytes(Encoding.PEM))
    answer = desk.post(f"{HERE}/chung-thu", {"file": file})
    assert answer.status_code == 200
    assert "Chứng thư số này đã được cơ sở khác đăng ký." in answer.content.decode()
    assert clinic.certificates.count() == 1
    assert not history(subject="clinic:01901").exists()


def test_a_suspended_clinic_sends_nothing_until_it_is_taken_up_again(clinic: Clinic, decide: Decide) -> None:
    message = sender.message()
    decide("suspend", "Hết hạn công bố")
    assert send(message)["MSG_TEXT"] == NOT_OPEN
    assert not Exam.objects.exists()
    decide("resume")
    assert send(message)["MSG_STATE"] == "1"
    assert send(message)["MSG_TEXT"] == TAKEN_BEFORE


def test_an_edit_of_a_suspended_clinic_changes_nothing(clinic: Clinic, decide: Decide) -> None:
    send(sender.message())
    decide("suspend", "Hết hạn công bố")
    assert send(sender.message(STATE="EDIT", KETLUAN="A0-2"))["MSG_TEXT"] == NOT_OPEN
    exam = Exam.objects.get()
    assert (exam.version, exam.conclusion) == (1, "A0-1")


def test_the_doctor_reads_what_the_software_was_answered(desk: Client) -> None:
    send(sender.message())
    send(sender.message(SO="00002/GKSKLX/01901/21", HOTEN=""))
    call("{", user=sender.FACILITY)
    newest, second, oldest = lines(desk)
    assert "Không nhận –" in newest
    assert "Không nhận 00002/GKSKLX/01901/21 HOTEN: chưa có." in second
    assert oldest.endswith(f"Nhận 00001/GKSKLX/01901/21 {TAKEN}")


def test_of_persons_the_calls_tell_nothing(desk: Client) -> None:
    send(sender.message(HOTEN="Trần Thử Riêng", SOCMND_PASSPORT="001085777777"))
    page = desk.get(HERE).content.decode()
    assert "Trần Thử Riêng" not in page
    assert "001085777777" not in page
    assert "Trần Thử Riêng" not in str(list(GatewayCall.objects.values()))


def test_what_is_no_number_of_a_certificate_is_not_kept_as_one(desk: Client) -> None:
    send(sender.message(SO="Trần Thử Riêng"))
    (line,) = lines(desk)
    assert "Trần" not in line
    assert GatewayCall.objects.get().number == ""


def test_who_guesses_a_password_leaves_nothing_on_the_clinics_page(desk: Client) -> None:
    send(sender.message(), password="0" * 32)
    assert lines(desk) == []
    assert GatewayCall.objects.get().clinic is None


def test_a_try_stands_among_the_calls_and_keeps_no_exam(desk: Client) -> None:
    assert send(sender.message(), to=TRIAL)["MSG_STATE"] == "1"
    assert send(sender.message())["MSG_STATE"] == "1"
    assert len(lines(desk)) == 2
    assert list(GatewayCall.objects.order_by("id").values_list("kind", flat=True)) == [TRY, SEND]
    assert Exam.objects.count() == 1
