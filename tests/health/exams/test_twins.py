"""Every field of the message against its twin in the signed text."""

import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest

from gplx.ground.clock import now
from gplx.health.exams.fields import FIELDS
from gplx.health.exams.inspection import Inspection, inspect
from gplx.health.exams.twins import DIFFERS, UNSIGNED
from gplx.offices.clinics.certificates import revoke
from gplx.offices.models import Clinic, SigningCertificate
from sandbox.clinics.keys import Holder
from tests.health.exams import sender
from tests.health.exams.sender import Signing

pytestmark = pytest.mark.django_db
# Another value for each field, as good by itself as the one that was signed.
OTHERS = {
    "SO": "00002/GKSKLX/01901/21",
    "HOTEN": "Trần Thử Nghiệm",
    "GIOITINHVAL": "1",
    "NGAYSINH": "13/04/1985",
    "DIACHITHUONGTRU": "2 phố Thử, Hà Nội",
    "MATINH_THUONGTRU": "31",
    "MAHUYEN_THUONGTRU": "002",
    "MAXA_THUONGTRU": "90020",
    "SOCMND_PASSPORT": "001085999998",
    "NGAYTHANGNAMCAPCMND": "02/04/2021",
    "NOICAP": "Nơi cấp khác",
    "NONGDOCON": "0.1",
    "DVINONGDOCON": "1",
    "MATUY": "1",
    "NGAYKETLUAN": "26/09/2021",
    "BACSYKETLUAN": "Bác sĩ Khác",
    "KETLUAN": "A0-2",
    "HANGBANGLAI": "C",
    "NGAYKHAMLAI": "01/03/2022",
    "LYDO": "Thử",
    "TINHTRANGBENH": "Thử",
    "STATE": "EDIT",
}
# The signed text need not hold these.
NOT_SIGNED = {"IDBENHVIEN", "BENHVIEN"}
ALL_GOOD: list[str] = []


@pytest.fixture
def clinic() -> Clinic:
    return sender.connected()


def look(message: dict[str, Any], clinic: Clinic | None) -> Inspection:
    return inspect(message, clinic=clinic, at=now())


def told(message: dict[str, Any], clinic: Clinic | None) -> list[str]:
    return [str(fault) for fault in look(message, clinic).faults]


def test_the_matrix_has_every_field() -> None:
    assert set(OTHERS) | NOT_SIGNED == set(FIELDS)


def test_a_good_message_has_no_fault(clinic: Clinic) -> None:
    found = look(sender.message(), clinic)
    assert (found.faults, found.unsigned) == ((), False)
    assert found.said is not None
    assert found.signed is not None


@pytest.mark.parametrize("name", OTHERS)
def test_a_field_changed_after_signing_is_named(clinic: Clinic, name: str) -> None:
    assert told(sender.message() | {name: OTHERS[name]}, clinic) == [f"{name}: {DIFFERS}"]


@pytest.mark.parametrize("name", OTHERS)
def test_a_field_signed_otherwise_is_named(clinic: Clinic, name: str) -> None:
    twin = {"NGAYTHANGNAMCAPCMND": "NGAYTHANGNAMCAPCMD", "STATE": "ACTION"}.get(name, name)
    assert told(sender.message(Signing(instead={twin: OTHERS[name]})), clinic) == [f"{name}: {DIFFERS}"]


def test_several_are_all_named(clinic: Clinic) -> None:
    changed = sender.message() | {"KETLUAN": "A0-2", "MATUY": "1", "HOTEN": ""}
    assert told(changed, clinic) == [
        "HOTEN: chưa có. Đây là trường bắt buộc.",
        f"MATUY: {DIFFERS}",
        f"KETLUAN: {DIFFERS}",
    ]


def left_out(name: str) -> dict[str, Any]:
    """A message in whose signed text a field is missing altogether."""
    root = sender.xml(sender.fields(), Signing())
    found = root.find(name)
    assert found is not None
    root.remove(found)
    signed = sender.sign(
        root,
        key=sender.KEYS.key,
        certificate=sender.KEYS.certificate(sender.FACILITY),
        at=Signing().at,
        manner=Signing().manner,
    )
    return sender.fields() | {"SIGNDATA": sender.encoded(signed)}


def test_what_is_missing_and_what_is_empty_are_the_same(clinic: Clinic) -> None:
    assert told(left_out("LYDO"), clinic) == ALL_GOOD
    without = sender.message()
    del without["LYDO"]
    assert told(without, clinic) == ALL_GOOD


def test_what_was_never_signed_is_told_so(clinic: Clinic) -> None:
    assert told(left_out("MATUY"), clinic) == [f"MATUY: {UNSIGNED}"]


def test_the_action_may_be_missing(clinic: Clinic) -> None:
    assert told(left_out("ACTION"), clinic) == ALL_GOOD


@pytest.mark.parametrize("action", ["", "INSERT", "1"])
def test_an_action_of_another_kind_says_nothing_of_the_state(clinic: Clinic, action: str) -> None:
    assert told(sender.message(Signing(instead={"ACTION": action})), clinic) == ALL_GOOD


@pytest.mark.parametrize("form", ["NFD", "NFC"])
def test_the_form_of_letters_and_the_number_of_spaces_are_nobodys_change(clinic: Clinic, form: Any) -> None:
    message = sender.message()
    message["HOTEN"] = "  " + unicodedata.normalize(form, message["HOTEN"]).replace(" ", "  ") + "\n"
    assert told(message, clinic) == ALL_GOOD


def test_another_spelling_on_one_side_is_nobodys_change(clinic: Clinic) -> None:
    message = sender.message()
    message["NGAYTHANGNAMCAPCMD"] = message.pop("NGAYTHANGNAMCAPCMND")
    assert told(message, clinic) == ALL_GOOD


# ---- who signed

UNREGISTERED = "SIGNDATA: chứng thư ký chưa được đăng ký cho cơ sở này. Vui lòng đăng ký chứng thư, hoặc ký bằng chứng thư đã đăng ký."


def test_another_clinics_certificate_is_not_taken(clinic: Clinic) -> None:
    sender.connected("01902")
    assert told(sender.message(Signing(facility="01902")), clinic) == [UNREGISTERED]


def test_a_key_that_nobody_registered_is_not_taken(clinic: Clinic) -> None:
    assert told(sender.message(Signing(keys=Holder())), clinic) == [UNREGISTERED]


def test_a_revoked_one_is_not_taken_and_a_new_one_is(clinic: Clinic) -> None:
    first = SigningCertificate.objects.get()
    revoke(clinic=clinic, fingerprint=first.fingerprint, at=now())
    told_of = told(sender.message(), clinic)
    assert told_of == ["SIGNDATA: chứng thư ký đã bị thu hồi. Vui lòng ký bằng chứng thư đang dùng."]
    later = Holder()
    sender.register(clinic=clinic, data=sender.pem(keys=later), at=now())
    assert told(sender.message(Signing(keys=later)), clinic) == ALL_GOOD


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (datetime(2016, 12, 31, tzinfo=UTC), "SIGNDATA: chứng thư ký chưa đến ngày có hiệu lực."),
        (datetime(2037, 1, 2, tzinfo=UTC), "SIGNDATA: chứng thư ký đã hết hạn. Vui lòng đăng ký chứng thư mới."),
    ],
)
def test_a_certificate_counts_only_in_its_term(clinic: Clinic, moment: datetime, says: str) -> None:
    found = inspect(sender.message(), clinic=clinic, at=moment)
    assert [str(fault) for fault in found.of_certificate] == [says]


@pytest.mark.parametrize("nothing", [None, "", "test", " test\n"])
def test_without_a_signature_nothing_is_taken(clinic: Clinic, nothing: str | None) -> None:
    found = look(sender.fields() | {"SIGNDATA": nothing}, clinic)
    assert found.unsigned
    assert [fault.field for fault in found.faults] == ["SIGNDATA"]
    assert found.of_twins == ()


@pytest.mark.parametrize("nonsense", ["TEST", "x", 7, [], True])
def test_what_is_no_signature_is_none(clinic: Clinic, nonsense: object) -> None:
    found = look(sender.fields() | {"SIGNDATA": nonsense}, clinic)
    assert not found.unsigned
    assert [fault.field for fault in found.faults] == ["SIGNDATA"]


def test_of_an_unknown_clinic_the_certificate_is_not_looked_up() -> None:
    assert told(sender.message(Signing(keys=Holder())), None) == ALL_GOOD
