"""A clinic registers itself: what it says is kept, what cannot be is told beside its field."""

import re

import pytest
from django.test import Client

from gplx.ledger.questions import history
from gplx.offices.models import APPLIED, APPROVED, DOCTOR, REFUSED, SUSPENDED, Clinic, Officer
from tests import builders
from tests.pages.clinic.registration import SAID, register, send
from tests.pages.reading import main, mistakes, rows, title

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _departments() -> None:
    builders.department()


def test_a_clinic_registers_and_waits_for_its_health_office(client: Client) -> None:
    answer = send(client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/co-so-kham/dang-ky/xong")
    clinic = Clinic.objects.get(id="01955")
    assert (clinic.name, clinic.province, clinic.state, clinic.groups) == (SAID["name"], "01", APPLIED, [1, 2, 3])
    assert (clinic.phone, clinic.email, clinic.address) == (
        "0900000001",
        "phongkham@example.vn",
        "2 phố Thử, phường Thử",
    )
    assert (clinic.latitude, clinic.longitude) == (21.0285, 105.8542)
    assert [(one.act, one.actor) for one in history(subject="clinic:01955")] == [("apply", "clinic")]


def test_the_doctors_account_is_made_and_opens_nothing_yet(client: Client) -> None:
    send(client)
    doctor = Officer.objects.get(username="bacsi.01955")
    assert (doctor.name, doctor.roles, doctor.clinic_id) == ("Nguyễn Bác Sĩ Thử", [DOCTOR], "01955")
    assert (doctor.department_id, doctor.is_active, doctor.has_usable_password()) == ("Y26", False, False)


def test_the_code_is_shown_once(client: Client) -> None:
    send(client)
    shown = client.get("/co-so-kham/dang-ky/xong")
    assert title(shown) == "Đã gửi đăng ký"
    told = rows(shown)
    assert (told["Mã cơ sở"], told["Tên đăng nhập"]) == ("01955", "bacsi.01955")
    assert re.fullmatch(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", told["Mã kích hoạt"])
    assert "Sở Y tế Hà Nội xem xét" in main(shown)
    again = client.get("/co-so-kham/dang-ky/xong")
    assert again.headers["Location"] == "/co-so-kham/kich-hoat"


def test_the_code_itself_is_kept_nowhere(client: Client) -> None:
    code = register(client)
    kept = Officer.objects.get(username="bacsi.01955").activation.digest
    assert code not in kept
    assert len(kept) == 64


@pytest.mark.parametrize(
    ("field", "said", "sentence"),
    [
        ("code", "1955", "Mã cơ sở gồm 5 chữ số, ví dụ 01901."),
        ("code", "0195A", "Mã cơ sở gồm 5 chữ số, ví dụ 01901."),
        ("code", "٠١٩٥٥", "Mã cơ sở gồm 5 chữ số, ví dụ 01901."),
        ("code", "", "Vui lòng điền: Mã cơ sở khám chữa bệnh."),
        ("name", "", "Vui lòng điền: Tên cơ sở."),
        ("name", "T" * 121, "Tên cơ sở: tối đa 120 ký tự."),
        ("province", "99", "Vui lòng chọn: Tỉnh, thành phố."),
        ("address", "", "Vui lòng điền: Địa chỉ."),
        ("phone", "12345", "Số điện thoại cần có 10 chữ số, ví dụ 0912345678."),
        ("email", "phongkham", "Thư điện tử chưa đúng, ví dụ đúng: ten@example.vn."),
        ("email", "", "Vui lòng điền: Thư điện tử."),
        ("groups", [], "Vui lòng chọn: Cơ sở đủ điều kiện khám cho các hạng nào?."),
        ("groups", ["7"], "Vui lòng chọn: Cơ sở đủ điều kiện khám cho các hạng nào?."),
        ("doctor", " ", "Vui lòng điền: Bác sĩ chịu trách nhiệm kết luận."),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(client: Client, field: str, said: object, sentence: str) -> None:
    answer = send(client, **{field: said})
    assert mistakes(answer) == [sentence]
    assert not Clinic.objects.exists()
    assert not Officer.objects.exists()


@pytest.mark.parametrize(
    "place", ["105.8542, 21.0285", "21.0285", "1,2,3", "phố Thử", "95, 105", "nan, nan", "inf, inf"]
)
def test_a_place_outside_of_the_country_is_none(client: Client, place: str) -> None:
    assert mistakes(send(client, place=place)) == [
        "Vị trí cần ghi vĩ độ rồi kinh độ, ví dụ 21.0285, 105.8542; hoặc để trống."
    ]


@pytest.mark.parametrize("place", ["16.2, 111.9", "  10.78;106.70 ", "10.78 106.70", "8.64,111.92,"])
def test_a_place_may_be_written_in_several_ways(client: Client, place: str) -> None:
    send(client, place=place)
    assert Clinic.objects.get(id="01955").latitude in (16.2, 10.78, 8.64)


def test_a_place_may_be_left_out(client: Client) -> None:
    send(client, place=" ")
    assert Clinic.objects.get(id="01955").latitude is None


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (APPLIED, "Cơ sở mã này đã đăng ký và đang chờ Sở Y tế xem xét; không cần đăng ký lại."),
        (APPROVED, "Cơ sở mã này đã kết nối. Nếu cần tài khoản mới, vui lòng liên hệ Sở Y tế."),
        (SUSPENDED, "Cơ sở mã này đang tạm dừng kết nối. Vui lòng liên hệ Sở Y tế."),
    ],
)
def test_a_second_registration_of_a_code_is_told_so(client: Client, state: str, sentence: str) -> None:
    builders.clinic("01955", state=state)
    assert mistakes(send(client, name="Tên khác")) == [sentence]
    assert Clinic.objects.get(id="01955").name == "Phòng khám Thử 01955"
    assert not history(subject="clinic:01955").exists()


def test_one_that_was_refused_may_register_again(client: Client) -> None:
    builders.clinic("01955", state=REFUSED)
    first = register(client)
    clinic = Clinic.objects.get(id="01955")
    assert (clinic.state, clinic.name) == (APPLIED, SAID["name"])
    Clinic.objects.update(state=REFUSED)
    assert register(client, doctor="Trần Bác Sĩ Khác") != first
    assert Officer.objects.get(username="bacsi.01955").name == "Trần Bác Sĩ Khác"


def test_the_form_offers_the_classes_of_the_day_by_their_groups(client: Client) -> None:
    words = main(client.get("/co-so-kham/dang-ky"))
    assert "A2, A3, A4, B2, C, D, E, FB2, FC, FD, FE" in words
    assert "Đăng ký kết nối cơ sở khám" in words
