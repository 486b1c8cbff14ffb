"""``POST /api/hssk/gksk/thu``: nothing is kept, and the answer says part by part what is right and what is wrong."""

from typing import Any

import pytest

from gplx.api.clinic import trial as module
from gplx.api.clinic.receive import WRONG_LOGIN
from gplx.health.exams.models import Exam, GatewayCall
from gplx.health.exams.told import NOT_LOOKED_AT, UNSIGNED
from gplx.offices.models import APPLIED, REFUSED, SUSPENDED, Clinic
from sandbox.clinics.keys import Holder
from sandbox.clinics.signed import Manner
from tests.api.clinic.calls import TRIAL, call, send
from tests.health.exams import sender
from tests.health.exams.sender import Signing

pytestmark = pytest.mark.django_db
PARTS = ["Đăng nhập", "Các trường", "Chữ ký", "Chứng thư", "Khớp với nội dung đã ký"]


@pytest.fixture
def clinic() -> Clinic:
    return sender.connected()


def tried(message: Any, **how: Any) -> tuple[str, str, dict[str, tuple[str, str]]]:
    """State, text and parts of the answer; nothing was kept."""
    answer = send(message, to=TRIAL, **how)
    assert not Exam.objects.exists()
    assert [part["MUC"] for part in answer["KIEMTRA"]] == PARTS
    parts = {part["MUC"]: (part["DAT"], part["NOIDUNG"]) for part in answer["KIEMTRA"]}
    return answer["MSG_STATE"], answer["MSG_TEXT"], parts


def test_a_good_message(clinic: Clinic) -> None:
    state, text, parts = tried(sender.message(Signing(manner=Manner(sha256=True))))
    assert (state, text) == ("1", module.GOOD)
    assert parts == {
        "Đăng nhập": ("1", "Đúng."),
        "Các trường": ("1", "Đúng."),
        "Chữ ký": ("1", "Đúng."),
        "Chứng thư": ("1", "Đã đăng ký và còn hiệu lực."),
        "Khớp với nội dung đã ký": ("1", "Mọi trường đều khớp."),
    }
    call_noted = GatewayCall.objects.get()
    assert (call_noted.clinic, call_noted.kind, call_noted.accepted) == (clinic, "try", True)


def test_an_old_algorithm_is_good_but_named(clinic: Clinic) -> None:
    assert tried(sender.message())[2]["Chữ ký"] == ("1", "Đúng (RSA-SHA1; nên chuyển sang RSA-SHA256).")


@pytest.mark.parametrize("unsigned", ["test", ""])
def test_unsigned_is_enough_to_try(clinic: Clinic, unsigned: str) -> None:
    state, _, parts = tried(sender.fields() | {"SIGNDATA": unsigned})
    assert (state, parts["Chữ ký"]) == ("1", ("1", UNSIGNED))
    assert parts["Chứng thư"] == parts["Khớp với nội dung đã ký"] == ("", NOT_LOOKED_AT)


def test_before_the_approval_one_may_try() -> None:
    sender.connected(state=APPLIED)
    state, _, parts = tried(sender.message())
    assert (state, parts["Đăng nhập"]) == ("1", ("1", module.WAITING))


@pytest.mark.parametrize("state", [REFUSED, SUSPENDED])
def test_who_was_refused_or_stopped_is_told_so(state: str) -> None:
    sender.connected(state=state)
    assert tried(sender.message())[2]["Đăng nhập"][0] == "0"


def test_everything_that_is_wrong_is_told(clinic: Clinic) -> None:
    message = sender.message(Signing(keys=Holder()), NGAYSINH="hôm qua") | {"KETLUAN": "A0-2"}
    state, text, parts = tried(message, password="0" * 32)
    assert state == "0"
    assert [parts[name][0] for name in PARTS] == ["0", "0", "1", "", "0"]
    assert WRONG_LOGIN in text
    assert "NGAYSINH: " in text
    assert "KETLUAN: " in parts["Khớp với nội dung đã ký"][1]


def test_a_certificate_of_somebody_else(clinic: Clinic) -> None:
    assert tried(sender.message(Signing(keys=Holder())))[2]["Chứng thư"][0] == "0"


def test_a_signature_that_proves_nothing(clinic: Clinic) -> None:
    _, _, parts = tried(sender.message() | {"SIGNDATA": "AAAA"})
    assert [parts[name][0] for name in PARTS] == ["1", "1", "0", "", ""]


def test_of_nonsense_nothing_is_noted(clinic: Clinic) -> None:
    assert call("[", to=TRIAL).status_code == 400
    assert not GatewayCall.objects.exists()


def test_trying_and_sending_agree(clinic: Clinic) -> None:
    for message in (sender.message(), sender.message() | {"MATUY": "1"}, sender.message(HANGBANGLAI="Z")):
        assert tried(message)[0] == send(message)["MSG_STATE"]
        Exam.objects.all().delete()
