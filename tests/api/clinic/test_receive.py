"""``POST /api/hssk/gksk``: who may send, what is kept of what was sent, and how each call is answered and noted."""

from typing import Any

import pytest
from django.test import Client

from gplx.api.clinic import receive as module
from gplx.health.exams import changes
from gplx.health.exams.models import Exam, GatewayCall
from gplx.ledger.models import Entry
from gplx.offices.models import APPLIED, APPROVED, REFUSED, SUSPENDED, Clinic
from sandbox.clinics.signed import Manner
from tests.api.clinic.calls import GATEWAY, call, send
from tests.health.exams import sender
from tests.health.exams.sender import Signing

pytestmark = pytest.mark.django_db
ECHO = {"SO": "00001/GKSKLX/01901/21", "IDBENHVIEN": "01901", "BENHVIEN": "Phòng khám Thử"}


@pytest.fixture
def clinic() -> Clinic:
    return sender.connected()


def last_call() -> tuple[Any, ...]:
    one = GatewayCall.objects.latest("id")
    return one.clinic_id, one.kind, one.accepted, one.sentence, one.number


def refused(message: Any, **how: Any) -> str:
    """What a refused message is told; nothing was kept of it."""
    before = list(Exam.objects.values_list("id", "current"))
    answer = send(message, **how)
    assert (answer["MSG_STATE"], answer["UUID"]) == ("0", "")
    assert list(Exam.objects.values_list("id", "current")) == before
    return str(answer["MSG_TEXT"])


# ---- taken


def test_a_good_message_is_kept_as_it_came(clinic: Clinic) -> None:
    message = sender.message()
    answer = send(message)
    exam = Exam.objects.get()
    assert answer == {"MSG_STATE": "1", "MSG_TEXT": module.TAKEN, "UUID": str(exam.uuid), **ECHO}
    assert exam.fields == message
    assert (exam.clinic, exam.version, exam.current, exam.channel, exam.state) == (clinic, 1, True, "gateway", "ADD")
    assert (exam.number, exam.classes, exam.conclusion) == (ECHO["SO"], "B2", "A0-1")
    assert (exam.signature_algorithm, exam.weak_algorithm) == ("RSA-SHA1", True)
    assert exam.certificate_fingerprint == clinic.certificates.get().fingerprint
    assert exam.signed_at is not None
    assert last_call() == ("01901", "send", True, module.TAKEN, ECHO["SO"])
    assert Entry.objects.get(subject=f"exam:{exam.uuid}").actor == "system:clinic:01901"


def test_sha256_is_not_marked_weak(clinic: Clinic) -> None:
    assert send(sender.message(Signing(manner=Manner(sha256=True))))["MSG_STATE"] == "1"
    exam = Exam.objects.get()
    assert (exam.signature_algorithm, exam.weak_algorithm) == ("RSA-SHA256", False)


def test_the_very_same_message_again_is_done_already(clinic: Clinic) -> None:
    message = sender.message()
    first, again = send(message), send(dict(reversed(message.items())))
    assert again == first | {"MSG_TEXT": module.TAKEN_BEFORE}
    assert Exam.objects.count() == Entry.objects.filter(act="receive_exam").count() == 1
    assert [one.accepted for one in GatewayCall.objects.all()] == [True, True]


def test_another_add_of_the_same_certificate_is_told_to_edit(clinic: Clinic) -> None:
    send(sender.message())
    assert refused(sender.message(KETLUAN="A0-2")) == changes.EXISTS


def test_one_number_may_cover_several_classes(clinic: Clinic) -> None:
    uuids = {send(sender.message(HANGBANGLAI=name))["UUID"] for name in ("B2", "C", "B2,C")}
    assert len(uuids) == 3
    assert refused(sender.message(HANGBANGLAI="c;b2", KETLUAN="A0-2")) == changes.EXISTS


def test_an_edit_adds_a_version_and_keeps_the_one_before(clinic: Clinic) -> None:
    uuid = send(sender.message())["UUID"]
    answer = send(sender.message(STATE="EDIT", KETLUAN="A0-2", LYDO="Thị lực"))
    assert (answer["MSG_STATE"], answer["UUID"]) == ("1", uuid)
    kept = Exam.objects.order_by("version").values_list("version", "current", "conclusion", "state", "uuid")
    assert [(*row[:4], str(row[4])) for row in kept] == [
        (1, False, "A0-1", "ADD", uuid),
        (2, True, "A0-2", "EDIT", uuid),
    ]


def test_an_edit_of_what_is_not_there_is_told_to_add(clinic: Clinic) -> None:
    assert refused(sender.message(STATE="EDIT")) == changes.UNKNOWN


def test_an_old_message_sent_again_undoes_no_edit(clinic: Clinic) -> None:
    first = sender.message()
    send(first)
    second = sender.message(STATE="EDIT", KETLUAN="A0-2")
    send(second)
    third = sender.message(STATE="EDIT", KETLUAN="A0-3")
    send(third)
    for old in (first, second):
        assert send(old)["MSG_TEXT"] == module.TAKEN_BEFORE
    assert Exam.objects.get(current=True).conclusion == "A0-3"
    assert Exam.objects.count() == 3


def test_an_old_signed_text_in_a_new_message_undoes_no_edit(clinic: Clinic) -> None:
    first = sender.message()
    send(first)
    send(sender.message(STATE="EDIT", KETLUAN="A0-2"))
    assert "STATE: " in refused(first | {"STATE": "EDIT"})


def test_an_unknown_code_of_a_conclusion_is_taken(clinic: Clinic) -> None:
    assert send(sender.message(KETLUAN="A1-0"))["MSG_STATE"] == "1"


# ---- refused


def test_all_faults_are_told_at_once(clinic: Clinic) -> None:
    message = sender.message(NGAYSINH="31/02/1985", MATUY="2") | {"KETLUAN": "A0-2"}
    told = refused(message)
    assert [told.count(f"{name}: ") for name in ("NGAYSINH", "MATUY", "KETLUAN")] == [1, 1, 1]
    assert last_call()[2:4] == (False, told)


@pytest.mark.parametrize("unsigned", ["test", "", None])
def test_unsigned_is_refused(clinic: Clinic, unsigned: str | None) -> None:
    assert refused(sender.fields() | {"SIGNDATA": unsigned}).startswith("SIGNDATA: chưa có chữ ký số.")


@pytest.mark.parametrize(
    ("user", "password"),
    [
        ("01901", "0" * 32),
        ("01901", sender.PASSWORD),
        ("01901", ""),
        ("01902", sender.MD5),
        ("", sender.MD5),
        ("01901", sender.MD5[:-1]),
        ("01901\x00", sender.MD5),
    ],
)
def test_a_wrong_login_is_told_so_and_no_more(clinic: Clinic, user: str, password: str) -> None:
    assert refused(sender.message(), user=user, password=password) == module.WRONG_LOGIN
    assert last_call() == (None, "send", False, module.WRONG_LOGIN, ECHO["SO"])


def test_the_password_may_come_in_capitals(clinic: Clinic) -> None:
    assert send(sender.message(), password=sender.MD5.upper())["MSG_STATE"] == "1"


@pytest.mark.parametrize("state", [APPLIED, REFUSED, SUSPENDED])
def test_only_an_approved_clinic_sends(state: str) -> None:
    sender.connected(state=state)
    assert refused(sender.message()) == module.NOT_OPEN
    Clinic.objects.update(state=APPROVED)
    assert send(sender.message())["MSG_STATE"] == "1"


def test_for_another_facility_nobody_sends(clinic: Clinic) -> None:
    sender.connected("01902")
    assert "IDBENHVIEN: phải là mã của cơ sở đã đăng nhập." in refused(sender.message(), user="01902")


def test_without_a_login_of_its_own_no_clinic_is_let_in() -> None:
    Clinic.objects.create(id="01903", name="Chưa có tài khoản", province="01", state=APPROVED)
    assert refused(sender.message(), user="", password="d41d8cd98f00b204e9800998ecf8427e") == module.WRONG_LOGIN


# ---- what is no message


@pytest.mark.parametrize("body", ["", "{", "[]", '"x"', "1", '{"SO": "\\ud800"}', '{"SO": "\\u0000"}', '{"SO": NaN}'])
def test_what_is_no_json_object_is_400(clinic: Clinic, body: str) -> None:
    answer = call(body)
    assert (answer.status_code, answer.json()["MSG_STATE"]) == (400, "0")
    assert last_call()[:3] == ("01901", "send", False)


def test_what_is_too_long_is_413(clinic: Clinic) -> None:
    answer = call({"LYDO": "x" * 70_000})
    assert (answer.status_code, answer.json()["MSG_STATE"]) == (413, "0")


def test_of_strangers_nonsense_nothing_is_kept(clinic: Clinic) -> None:
    assert call("{", password="0" * 32).status_code == 400
    assert not GatewayCall.objects.exists()


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_only_post(clinic: Clinic, method: str) -> None:
    assert getattr(Client(), method)(GATEWAY).status_code == 405


def test_a_call_keeps_nothing_of_the_person(clinic: Clinic) -> None:
    send(sender.message() | {"HOTEN": "Tên Khác Hẳn", "SO": "Tên Khác Hẳn"})
    one = GatewayCall.objects.get()
    kept = " ".join(str(getattr(one, field.name)) for field in GatewayCall._meta.fields)
    for secret in ("Tên Khác Hẳn", "Nguyễn Thử Nghiệm", "001085999999", "12/04/1985"):
        assert secret not in kept
    assert one.number == ""


def test_two_clinics_do_not_see_each_others_certificates(clinic: Clinic) -> None:
    sender.connected("01902")
    other = {"SO": "00001/GKSKLX/01902/21", "IDBENHVIEN": "01902"}
    first = send(sender.message())
    second = send(sender.message(Signing(facility="01902"), **other), user="01902")
    assert first["UUID"] != second["UUID"]
    assert set(Exam.objects.values_list("clinic_id", flat=True)) == {"01901", "01902"}
