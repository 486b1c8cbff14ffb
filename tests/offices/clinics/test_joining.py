"""A clinic's way in, beneath the pages: applying, deciding, activating; each once, each by whom it is for."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from gplx.ground.clock import now
from gplx.ledger.questions import history, is_whole
from gplx.offices.clinics.activating import (
    UnableToActivate,
    activate,
    activation_of,
    device_of,
    give_activation,
    prepare_device,
)
from gplx.offices.clinics.applying import Application, UnableToApply, apply_to_connect
from gplx.offices.clinics.deciding import UnableToDecide, clinics_of, decide, possible
from gplx.offices.models import (
    APPLIED,
    APPROVED,
    CLERK,
    DOCTOR,
    HEALTH_OFFICE,
    REFUSED,
    SUSPENDED,
    Activation,
    Clinic,
    Department,
    Officer,
)
from tests import builders

pytestmark = pytest.mark.django_db


def application(code: str = "01955", **other: Any) -> Application:
    """What a clinic of Hà Nội says of itself."""
    told = Application(
        code=code,
        name="Phòng khám Thử",
        province="01",
        address="2 phố Thử",
        phone="0900000001",
        email="phongkham@example.vn",
        groups=(3, 1),
        latitude=None,
        longitude=None,
        doctor="Bác Sĩ Thử",
    )
    return replace(told, **other)


@pytest.fixture(autouse=True)
def _departments() -> None:
    builders.department()


@pytest.fixture
def office() -> Officer:
    """An officer of Hà Nội's health office."""
    return builders.officer(HEALTH_OFFICE, department_id=builders.health_office().id)


def decided(act: str, by: Officer, reason: str = "") -> Clinic:
    return decide(clinic_id="01955", act=act, by=by, reason=reason, at=now())


def test_applying_keeps_what_was_said_and_opens_the_health_office() -> None:
    apply_to_connect(application(), at=now())
    clinic = Clinic.objects.get()
    assert (clinic.state, clinic.groups, clinic.username) == (APPLIED, [1, 3], "")
    assert Department.objects.get(id="Y26").name == "Sở Y tế Hà Nội"


def test_a_province_that_there_is_not_keeps_nothing() -> None:
    with pytest.raises(Department.DoesNotExist):
        apply_to_connect(application(province="99"), at=now())
    assert not Clinic.objects.exists()


def test_applying_twice_is_refused_and_the_first_code_stays_good() -> None:
    code = apply_to_connect(application(), at=now())
    with pytest.raises(UnableToApply, match="đã đăng ký"):
        apply_to_connect(application(name="Kẻ khác"), at=now())
    assert Clinic.objects.get().name == "Phòng khám Thử"
    assert activation_of(clinic_id="01955", code=code)


def test_applying_anew_after_a_refusal_ends_the_first_code(office: Officer) -> None:
    first = apply_to_connect(application(), at=now())
    decided("refuse", office, "Thiếu công bố")
    second = apply_to_connect(application(), at=now())
    assert activation_of(clinic_id="01955", code=first) is None
    assert activation_of(clinic_id="01955", code=second)
    assert Clinic.objects.get().refusal == ""
    assert [one.act for one in history(subject="clinic:01955")] == ["apply", "refuse", "apply"]


def test_codes_are_long_and_never_the_same() -> None:
    doctor = builders.officer(DOCTOR, clinic=builders.clinic())
    codes = {give_activation(doctor, at=now()) for _ in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(r"(?:[A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}", code) for code in codes)
    assert Activation.objects.count() == 1, "only the last opens anything"


@pytest.mark.parametrize("role", [CLERK, DOCTOR])
def test_only_a_health_office_has_clinics(role: str) -> None:
    builders.clinic()
    assert not clinics_of(builders.officer(role)).exists()


def test_a_health_office_that_left_has_none(office: Officer) -> None:
    builders.clinic()
    office.is_active = False
    assert not clinics_of(office).exists()


@pytest.mark.parametrize(
    ("state", "acts"),
    [(APPLIED, ["approve", "refuse"]), (APPROVED, ["suspend"]), (SUSPENDED, ["resume"]), (REFUSED, [])],
)
def test_each_state_has_its_decisions(state: str, acts: list[str]) -> None:
    assert possible(Clinic(state=state)) == acts


def test_the_whole_way_stands_in_the_ledger(office: Officer) -> None:
    apply_to_connect(application(), at=now())
    for act in ("approve", "suspend", "resume", "suspend"):
        decided(act, office, "Lý do")
    assert [one.act for one in history(subject="clinic:01955")] == ["apply", "approve", "suspend", "resume", "suspend"]
    assert is_whole(subject="clinic:01955")
    assert Clinic.objects.get().state == SUSPENDED


def test_the_same_decision_twice_is_refused(office: Officer) -> None:
    apply_to_connect(application(), at=now())
    decided("approve", office)
    with pytest.raises(UnableToDecide, match="đã thay đổi"):
        decided("approve", office)


@pytest.mark.parametrize("act", ["refuse", "suspend"])
def test_saying_no_needs_its_reason(office: Officer, act: str) -> None:
    builders.clinic("01955", state=APPLIED if act == "refuse" else APPROVED)
    with pytest.raises(UnableToDecide, match="ghi lý do"):
        decided(act, office)


def test_another_provinces_clinic_does_not_exist(office: Officer) -> None:
    builders.clinic("79955", state=APPLIED)
    with pytest.raises(Clinic.DoesNotExist):
        decide(clinic_id="79955", act="approve", by=office, reason="", at=now())


def test_an_endless_reason_is_cut(office: Officer) -> None:
    apply_to_connect(application(), at=now())
    assert len(decided("refuse", office, "x" * 900).refusal) == 300


def test_activating_needs_a_code_of_the_new_device() -> None:
    code = apply_to_connect(application(), at=now())
    activation = activation_of(clinic_id="01955", code=code)
    assert activation
    assert device_of(activation.officer) is None
    with pytest.raises(UnableToActivate):
        activate(activation, password="một câu dễ nhớ", token="000000", at=now())
    device = prepare_device(activation.officer)
    assert prepare_device(activation.officer) == device, "asked twice it stays the same"
    doctor = activate(activation, password="một câu dễ nhớ", token=f"{totp(device.bin_key):06d}", at=now())
    assert doctor.is_active
    assert TOTPDevice.objects.filter(user=doctor, confirmed=True).count() == 1
    assert not Activation.objects.exists()


def test_the_command_opens_a_health_office_with_its_first_officer(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("employ_officer", "an.y26", "Nguyễn An", "Y26", HEALTH_OFFICE)
    officer = Officer.objects.get(username="an.y26")
    assert (officer.department_id, officer.roles) == ("Y26", [HEALTH_OFFICE])
    assert "second factor" in capsys.readouterr().out


@pytest.mark.parametrize("code", ["Y99", "X26", "", "Y"])
def test_an_office_that_there_is_not_is_said(code: str) -> None:
    with pytest.raises(CommandError, match="There is no office"):
        call_command("employ_officer", "an", "Nguyễn An", code, HEALTH_OFFICE)
    assert not Officer.objects.exists()
