"""How a clinic's software is connected: its password, its certificates, a test call in words, and what it called."""

import hashlib
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from gplx.ground.clock import now
from gplx.health.exams.models import Exam, GatewayCall
from gplx.ledger.questions import history
from gplx.offices.clinics import held_keys
from gplx.offices.clinics.login import clinic_by_login
from gplx.offices.models import Clinic, Officer, SigningCertificate
from tests import builders
from tests.pages.clinic.conftest import doctor_of
from tests.pages.reading import field, main, marked, mistakes, rows, said, tree

pytestmark = pytest.mark.django_db
HERE = "/co-so-kham/ket-noi"


def certificate(clinic: Clinic, kind: Encoding = Encoding.DER) -> bytes:
    """A certificate of a key of the clinic's own."""
    key = held_keys.generate_private_key(public_exponent=65537, key_size=2048)
    return held_keys._self_signed(clinic, key, now()).public_bytes(kind)


def bring(desk: Client, data: bytes):
    return desk.post(f"{HERE}/chung-thu", {"file": SimpleUploadedFile("ky.cer", data)})


def verdicts(page: Any) -> list[str]:
    """What the test call says, line by line."""
    return [said(line) for line in marked(tree(page), "gplx-verdicts")[0].iter("li")]


def sample(desk: Client) -> dict[str, str]:
    """The sample's message, as it stands in the field."""
    message: dict[str, str] = json.loads(str(field(desk.post(HERE, {"sample": "1"}), "message")))
    return message


def test_before_anything_it_says_what_there_is(desk: Client, settings: Settings) -> None:
    settings.BASE_URL = "https://gplx.example.vn"
    page = desk.get(HERE)
    told = rows(page)
    assert told["Địa chỉ gửi phiếu"] == "https://gplx.example.vn/api/hssk/gksk"
    assert told["Địa chỉ gọi thử"] == "https://gplx.example.vn/api/hssk/gksk/thu"
    assert told["Tên đăng nhập"] == told["Mật khẩu"] == "Chưa có"
    assert "Chưa có chứng thư nào." in main(page)
    assert "Phần mềm của cơ sở chưa gọi lần nào." in main(page)


def test_a_password_is_shown_once_and_opens_the_gateway(desk: Client, clinic: Clinic, doctor: Officer) -> None:
    desk.post(f"{HERE}/mat-khau")
    page = desk.get(HERE)
    password = said(marked(tree(page), "gplx-secret")[0])
    assert rows(page)["Tên đăng nhập"] == clinic.id
    assert password not in main(desk.get(HERE))
    assert clinic_by_login(username=clinic.id, md5=md5(password)) == clinic
    desk.post(f"{HERE}/mat-khau")
    assert clinic_by_login(username=clinic.id, md5=md5(password)) is None
    assert [(one.act, one.actor) for one in history(subject="clinic:01901")] == [
        ("password", f"officer:{doctor.pk}")
    ] * 2


def md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


@pytest.mark.parametrize("kind", [Encoding.DER, Encoding.PEM])
def test_a_certificate_is_added(desk: Client, clinic: Clinic, kind: Encoding) -> None:
    assert bring(desk, certificate(clinic, kind)).status_code == 302
    kept = clinic.certificates.get()
    page = main(desk.get(HERE))
    assert "Đã thêm chứng thư số." in page
    assert kept.fingerprint[:16] in page
    assert "Khóa của phần mềm" in page
    assert history(subject="clinic:01901").get().act == "certificate"


@pytest.mark.parametrize("data", [b"x", b"-----BEGIN PRIVATE KEY-----\n", b"\x30\x82" + b"0" * 50_000])
def test_what_is_no_certificate_is_said(desk: Client, data: bytes) -> None:
    (sentence,) = mistakes(bring(desk, data))
    assert sentence.startswith("Tệp này không phải chứng thư số.")
    assert not SigningCertificate.objects.exists()
    assert mistakes(desk.post(f"{HERE}/chung-thu")) == [
        "Vui lòng chọn tệp: Chứng thư số của cơ sở (.cer, .crt hoặc .pem)."
    ]


def test_a_certificate_is_retired(desk: Client, clinic: Clinic) -> None:
    bring(desk, certificate(clinic))
    kept = clinic.certificates.get()
    for _ in range(2):
        desk.post(f"{HERE}/chung-thu/ngung", {"fingerprint": kept.fingerprint})
    kept.refresh_from_db()
    assert kept.revoked_at
    assert [one.act for one in history(subject="clinic:01901")] == ["certificate", "retire"]
    assert "Đã ngừng dùng" in main(desk.get(HERE))


def test_another_clinics_certificate_is_not_retired(desk: Client, clinic: Clinic) -> None:
    bring(desk, certificate(clinic))
    other = builders.sign_in(Client(), doctor_of(builders.clinic("01902")))
    other.post(f"{HERE}/chung-thu/ngung", {"fingerprint": clinic.certificates.get().fingerprint})
    assert clinic.certificates.get().revoked_at is None


def test_a_certificate_that_is_over_says_so(desk: Client, clinic: Clinic) -> None:
    bring(desk, certificate(clinic))
    SigningCertificate.objects.update(valid_until=now() - timedelta(days=1))
    assert "Hết hạn" in main(desk.get(HERE))


def test_the_sample_is_all_right_and_nothing_is_kept(desk: Client) -> None:
    page = desk.post(HERE, {"sample": "1"})
    assert verdicts(page) == [
        "Đúng Các trường: Đúng.",
        "Đúng Chữ ký: Đúng.",
        "Đúng Chứng thư: Đã đăng ký và còn hiệu lực.",
        "Đúng Khớp với nội dung đã ký: Mọi trường đều khớp.",
    ]
    assert not Exam.objects.exists()
    assert not GatewayCall.objects.exists()
    assert "Khóa do hệ thống giữ" in main(page)


def test_the_sample_can_be_sent_again_by_hand(desk: Client) -> None:
    message = sample(desk)
    assert message["SO"] == "00001/GKSKLX/01901/21"
    assert all(line.startswith("Đúng") for line in verdicts(desk.post(HERE, {"message": json.dumps(message)})))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"HOTEN": "Tên Khác"}, "Sai Khớp với nội dung đã ký: HOTEN: khác với nội dung đã ký trong SIGNDATA."),
        ({"NGAYSINH": "1990-11-01"}, "Sai Các trường: NGAYSINH: phải là ngày có thật, viết dd/MM/yyyy."),
        ({"SIGNDATA": "x"}, "Sai Chữ ký: SIGNDATA: không phải Base64"),
        ({"SIGNDATA": ""}, "Đúng Chữ ký: Chưa ký số: gọi thử thì được"),
        ({"IDBENHVIEN": "01902"}, "Sai Các trường: SO: phải mang mã cơ sở như IDBENHVIEN."),
    ],
)
def test_what_is_wrong_is_told_in_words(desk: Client, changes: dict[str, str], sentence: str) -> None:
    lines = verdicts(desk.post(HERE, {"message": json.dumps(sample(desk) | changes)}))
    assert [line for line in lines if line.startswith(sentence)], lines


def test_another_clinics_signature_is_not_known(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    message = sample(desk)
    SigningCertificate.objects.update(fingerprint="0" * 64)
    lines = verdicts(desk.post(HERE, {"message": json.dumps(message)}))
    assert lines[2].startswith("Sai Chứng thư: SIGNDATA: chứng thư ký chưa được đăng ký cho cơ sở này.")


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("{", "Sai Bản tin: Đây không phải JSON. Vui lòng chép nguyên bản tin mà phần mềm gửi."),
        ("[" * 5000, "Sai Bản tin: Đây không phải JSON. Vui lòng chép nguyên bản tin mà phần mềm gửi."),
        ("[1]", "Sai Bản tin: Bản tin JSON phải là một đối tượng gồm các trường."),
        ('{"SO": {"a": 1}}', "Sai Các trường: SO: phải là chuỗi ký tự."),
    ],
)
def test_what_is_no_message_is_said(desk: Client, message: str, sentence: str) -> None:
    assert verdicts(desk.post(HERE, {"message": message}))[0].startswith(sentence)


def test_an_empty_test_call_asks_for_a_message(desk: Client) -> None:
    assert mistakes(desk.post(HERE, {"message": " "})) == ["Vui lòng dán bản tin, hoặc bấm “Gửi thử mẫu”."]
    assert mistakes(desk.post(HERE, {"message": "x" * 65_537})) == ["Bản tin JSON: tối đa 65536 ký tự."]


def test_without_the_key_of_the_keys_the_sample_says_so(desk: Client, settings: Settings) -> None:
    settings.CLINIC_KEYS = []
    assert "Chức năng ký trên trình duyệt chưa được bật." in verdicts(desk.post(HERE, {"sample": "1"}))[0]


def test_the_last_calls_are_told_with_their_verdict(desk: Client, clinic: Clinic) -> None:
    other = builders.clinic("01902")
    for whose, accepted, sentence in (
        (clinic, False, "HOTEN: chưa có."),
        (clinic, True, "Đã tiếp nhận."),
        (other, True, "Của ai"),
    ):
        GatewayCall.objects.create(
            at=now(),
            clinic=whose,
            kind="send",
            accepted=accepted,
            sentence=sentence,
            number="00001/GKSKLX/01901/21",
            milliseconds=3,
        )
    page = desk.get(HERE)
    lines = [said(row) for row in tree(page).xpath("//main//tbody/tr")]
    assert [re.sub(r"^\S+ ngày \S+ ", "", line) for line in lines] == [
        "Nhận 00001/GKSKLX/01901/21 Đã tiếp nhận.",
        "Không nhận 00001/GKSKLX/01901/21 HOTEN: chưa có.",
    ]
