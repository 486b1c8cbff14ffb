"""The first way in of a doctor: the code, the answer of the health office, a password and a second factor."""

from base64 import b32decode

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from gplx.ground.clock import now
from gplx.ledger.questions import history
from gplx.offices.clinics.activating import give_activation
from gplx.offices.models import APPROVED, REFUSED, SUSPENDED, Activation, Clinic, Officer
from tests import builders
from tests.pages.clinic.registration import register
from tests.pages.reading import main, mistakes, said, tree

pytestmark = pytest.mark.django_db
PASSWORD = "một câu dễ nhớ 2021"


@pytest.fixture
def code(client: Client) -> str:
    """The code of a clinic that registered."""
    builders.department()
    return register(client)


def open_with(client: Client, code: str, clinic: str = "01955"):
    return client.post("/co-so-kham/kich-hoat", {"clinic": clinic, "code": code})


def approve(state: str = APPROVED, refusal: str = "") -> None:
    Clinic.objects.update(state=state, refusal=refusal)


def secret(client: Client) -> bytes:
    """The secret that the page shows beside its QR."""
    page = client.get("/co-so-kham/kich-hoat/mat-khau")
    assert page.status_code == 200
    return b32decode(said(tree(page).xpath("//strong[@class='gplx-secret']")[0]))


def set_secrets(client: Client, **other: str):
    token = f"{totp(secret(client)):06d}"
    return client.post(
        "/co-so-kham/kich-hoat/mat-khau", {"password": PASSWORD, "again": PASSWORD, "token": token} | other
    )


def test_before_the_decision_the_code_tells_how_it_stands(client: Client, code: str) -> None:
    words = main(open_with(client, code))
    assert "Phòng khám Đa khoa Thử Nghiệm: Chờ Sở Y tế xem xét" in words
    assert not TOTPDevice.objects.exists()
    assert client.get("/co-so-kham/kich-hoat/mat-khau").headers["Location"] == "/co-so-kham/kich-hoat"


def test_one_that_was_refused_reads_why(client: Client, code: str) -> None:
    approve(REFUSED, "Thiếu công bố")
    answer = open_with(client, code)
    assert "Bị từ chối" in main(answer)
    assert "Lý do: Thiếu công bố" in main(answer)
    assert "Sửa lại và đăng ký lần nữa" in main(answer)


def test_once_approved_the_doctor_sets_both_factors_and_signs_in(client: Client, code: str) -> None:
    approve()
    assert open_with(client, code).headers["Location"] == "/co-so-kham/kich-hoat/mat-khau"
    assert set_secrets(client).headers["Location"] == "/can-bo/dang-nhap"
    doctor = Officer.objects.get(username="bacsi.01955")
    assert doctor.is_active
    assert doctor.check_password(PASSWORD)
    assert not Activation.objects.exists()
    device = TOTPDevice.objects.get(user=doctor, confirmed=True)
    later = f"{totp(device.bin_key, t0=-30):06d}"
    form = {"username": "bacsi.01955", "password": PASSWORD, "code": later, "next": ""}
    assert client.post("/can-bo/dang-nhap", form).headers["Location"] == "/co-so-kham/da-phat-hanh"
    assert history(subject="clinic:01955").last().act == "activate"


def test_the_code_is_read_however_it_is_written(client: Client, code: str) -> None:
    approve()
    assert open_with(client, f" {code.lower().replace('-', ' ')} ").status_code == 302


def test_the_code_works_once(client: Client, code: str) -> None:
    approve()
    open_with(client, code)
    set_secrets(client)
    wrong = "Mã cơ sở hoặc mã kích hoạt không đúng, hoặc mã đã được dùng. Vui lòng xem lại."
    assert wrong in main(open_with(client, code))
    assert client.get("/co-so-kham/kich-hoat/mat-khau").headers["Location"] == "/co-so-kham/kich-hoat"


@pytest.mark.parametrize(("clinic", "spoilt"), [("01956", ""), ("01955", "X"), ("", "")])
def test_another_clinic_or_code_opens_nothing(client: Client, code: str, clinic: str, spoilt: str) -> None:
    approve()
    answer = open_with(client, code + spoilt, clinic)
    assert answer.status_code == 200
    assert not TOTPDevice.objects.exists()


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"password": "ngắn", "again": "ngắn"}, "Mật khẩu cần ít nhất 10 ký tự."),
        ({"again": "một câu khác hẳn"}, "Hai lần nhập mật khẩu không giống nhau. Vui lòng nhập lại."),
        ({"token": "abc"}, "Mã xác nhận không đúng. Vui lòng xem lại mã 6 chữ số đang hiện trong ứng dụng."),
        ({"token": ""}, "Vui lòng điền: Mã xác nhận."),
    ],
)
def test_what_is_wrong_is_told_and_no_secret_comes_back(
    client: Client, code: str, other: dict[str, str], sentence: str
) -> None:
    approve()
    open_with(client, code)
    answer = set_secrets(client, **other)
    assert mistakes(answer) == [sentence]
    assert PASSWORD not in answer.content.decode()
    assert not Officer.objects.get(username="bacsi.01955").is_active


def test_a_clinic_that_is_stopped_meanwhile_activates_nobody(client: Client, code: str) -> None:
    approve()
    open_with(client, code)
    approve(SUSPENDED)
    assert client.get("/co-so-kham/kich-hoat/mat-khau").headers["Location"] == "/co-so-kham/kich-hoat"


def test_activating_again_takes_the_old_device_away(client: Client, code: str) -> None:
    approve()
    open_with(client, code)
    set_secrets(client)
    doctor = Officer.objects.get(username="bacsi.01955")
    before = TOTPDevice.objects.get(user=doctor)
    from_office = renewed(doctor)
    open_with(client, from_office)
    assert TOTPDevice.objects.filter(user=doctor, confirmed=True).get() == before
    assert set_secrets(client, token=f"{totp(secret(client)):06d}").status_code == 302
    assert TOTPDevice.objects.filter(user=doctor).exclude(pk=before.pk).count() == 1


def renewed(doctor: Officer) -> str:
    """A code that the health office gave anew."""

    return give_activation(doctor, at=now())
