"""Letters that nobody sees, and names longer than a certificate holds: refused beside their field, or signed as they are."""

import unicodedata

import pytest
from cryptography import x509
from django.test import Client

from gplx.health.exams.models import Exam
from gplx.offices.models import Clinic, Officer
from tests import builders
from tests.pages.clinic.exam import SAID, issue, send
from tests.pages.clinic.registration import send as register
from tests.pages.reading import mistakes

pytestmark = pytest.mark.django_db
SENTENCE = "Có ký tự không hiện ra được. Vui lòng xóa và gõ lại ô này."
UNSEEN = ["\x01", "\x7f", "\u200b", "\u202e", "\ufffe", "\ue000"]
WRITTEN = ("name", "issued_at", "address", "mental", "pulse", "illness")


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
@pytest.mark.parametrize("step", ["check", "sign"])
def test_a_name_with_an_unseen_sign_is_not_signed(desk: Client, step: str, sign: str) -> None:
    answer = send(desk, step, name=f"Nguyễn{sign}Thử")
    assert answer.status_code == 400
    assert mistakes(answer) == [SENTENCE]
    assert not Exam.objects.exists()


@pytest.mark.parametrize("name", WRITTEN)
def test_no_field_takes_one(desk: Client, name: str) -> None:
    assert mistakes(send(desk, "sign", **{name: "7\x012"})) == [SENTENCE]


def test_a_reason_takes_none_either(desk: Client) -> None:
    answer = send(desk, "sign", conclusion="A0-2", reason="Ma\x01túy")
    assert mistakes(answer) == [SENTENCE]
    assert not Exam.objects.exists()


def test_the_reason_of_a_correction_takes_none(desk: Client) -> None:
    exam = issue(desk)
    page = f"/co-so-kham/phieu/{exam.uuid}/sua"
    assert mistakes(send(desk, "sign", page=page, why="Sai\x02tên", version=1)) == [SENTENCE]
    assert Exam.objects.count() == 1


@pytest.mark.parametrize("space", ["\t", "\n", "\xa0", "\u3000", "   "], ids=ascii)
def test_spaces_of_any_kind_become_one(desk: Client, space: str) -> None:
    assert issue(desk, name=f" Nguyễn{space}Thử ").name == "Nguyễn Thử"


def test_letters_put_together_from_parts_are_kept_as_one(desk: Client) -> None:
    exam = issue(desk, name=unicodedata.normalize("NFD", SAID["name"]))
    assert exam.name == SAID["name"]
    assert exam.fields["HOTEN"] == SAID["name"]


@pytest.mark.parametrize("name", ["Y Thử", "H'Thử Niê", "Trần Thử (Bé)", "Ô Thử-Nghiệm", "Đ" * 80, "李 Thử"])
def test_names_as_people_have_them_are_signed(desk: Client, name: str) -> None:
    assert issue(desk, name=name).name == name


@pytest.mark.parametrize("field", ["name", "address", "doctor"])
def test_a_clinic_registers_without_unseen_signs(client: Client, field: str) -> None:
    builders.department()
    assert mistakes(register(client, **{field: "Thử\x01Nghiệm"})) == [SENTENCE]
    assert not Clinic.objects.exists()
    assert not Officer.objects.exists()


@pytest.mark.parametrize("name", ["Bệnh viện " * 12, "Ệ" * 120, "x" * 120, "Y"])
def test_a_clinic_with_a_long_name_signs_too(desk: Client, clinic: Clinic, name: str) -> None:
    Clinic.objects.update(name=name.strip())
    exam = issue(desk)
    assert exam.fields["BENHVIEN"] == name.strip()
    held = x509.load_pem_x509_certificate(clinic.certificates.get().pem.encode())
    (common,) = held.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    assert name.startswith(str(common.value))
    assert len(str(common.value).encode()) <= 64
    assert len(str(common.value)) >= min(len(name), 21)
