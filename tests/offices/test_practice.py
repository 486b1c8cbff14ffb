"""The offices of the practice world: there only in practice, as often as one likes, with secrets that everybody knows."""

import time

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import call_command
from django_otp.oath import hotp
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from gplx.conf.settings import PRACTICE_CLINIC_KEY
from gplx.ground.clock import now
from gplx.offices.clinics.held_keys import key_of
from gplx.offices.clinics.practice import register_practice_certificates
from gplx.offices.models import (
    ACCOUNTANT,
    ADMIN,
    APPROVED,
    CLERK,
    DIRECTORATE,
    DOCTOR,
    EXAMINER,
    HEALTH_OFFICE,
    LEADER,
    PRINTER,
    Clinic,
    Department,
    HeldKey,
    Officer,
    SigningCertificate,
)
from gplx.offices.practice import (
    DESKS,
    KNOWN_TO_ALL,
    UnableToPractise,
    open_practice_world,
    practice_officers,
    unused_code,
)
from tests import builders

pytestmark = pytest.mark.django_db
PILOT = 12
# Six officers each, one of the health office, three doctors; and the Directorate's.
ALL = PILOT * 10 + 1
AT = 1_632_700_800.0  # a moment at the beginning of a code's half minute


@pytest.fixture
def practice(settings: Settings) -> None:
    settings.PRACTICE = True


@pytest.fixture
def world(practice: None) -> None:
    open_practice_world()


def device(username: str) -> TOTPDevice:
    return TOTPDevice.objects.get(user__username=username)


def test_outside_of_practice_nobody_with_a_known_secret_is_made(settings: Settings) -> None:
    settings.PRACTICE = False
    with pytest.raises(UnableToPractise):
        open_practice_world()
    assert not Department.objects.exists()
    assert not Officer.objects.exists()


@pytest.mark.parametrize(("practice", "officers"), [(False, 0), (True, ALL)])
def test_the_command_opens_what_the_world_needs(settings: Settings, practice: bool, officers: int) -> None:
    settings.PRACTICE = practice
    call_command("open_offices")
    of_health = PILOT if practice else 0
    assert Department.objects.count() == 64 + of_health, "63 provinces, the Directorate, the health offices"
    assert Officer.objects.count() == officers


def test_each_department_online_has_six_officers_in_a_role_each(world: None) -> None:
    names = Officer.objects.filter(department_id="H26").order_by("id").values_list("username", "roles")
    assert list(names) == [
        ("tiepnhan.h26", [CLERK]),
        ("thamdinh.h26", [EXAMINER]),
        ("lanhdao.h26", [LEADER]),
        ("inthe.h26", [PRINTER]),
        ("ketoan.h26", [ACCOUNTANT]),
        ("quantri.h26", [ADMIN]),
    ]
    online = Department.objects.filter(online=True)
    assert Officer.objects.filter(department__online=True).count() == online.count() * len(DESKS) == PILOT * 6
    others = Officer.objects.filter(department__online=False).exclude(department__name__startswith="Sở Y tế")
    assert others.values_list("username", "roles").get() == ("theodoi.tcdb", [DIRECTORATE])


def test_each_has_a_health_office_and_connected_clinics_with_a_doctor_each(world: None) -> None:
    names = Officer.objects.filter(department_id="Y26").order_by("id").values_list("username", "roles", "clinic")
    doctors = [(f"bacsi.0190{number}", [DOCTOR], f"0190{number}") for number in (1, 2, 3)]
    assert list(names) == [("soyte.h26", [HEALTH_OFFICE], None), *doctors]
    assert Officer.objects.filter(department__name__startswith="Sở Y tế").count() == PILOT * 4
    assert Clinic.objects.get(id="01901").state == APPROVED
    assert Clinic.objects.count() == PILOT * 3


def test_the_fee_goes_to_accounts_that_do_not_exist(world: None) -> None:
    for department in Department.objects.filter(online=True):
        assert department.account == f"THUC-HANH-{department.id}"
        assert (department.account_bank, department.phone) == ("Ngân hàng Thực hành", "0900000000")
    assert set(Department.objects.filter(online=False).values_list("account", flat=True)) == {""}


def test_twice_is_once(world: None) -> None:
    kept = [list(table.objects.order_by("pk").values()) for table in (Department, Officer, TOTPDevice, Clinic)]
    open_practice_world()
    assert [list(table.objects.order_by("pk").values()) for table in (Department, Officer, TOTPDevice, Clinic)] == kept


def test_what_is_there_already_stays_as_it_is(practice: None) -> None:
    builders.department("H26")
    Department.objects.filter(id="H26").update(account="0011", account_bank="Ngân hàng Thử", phone="0243")
    own = builders.officer(CLERK, username="tiepnhan.h26", name="Người Có Trước")
    open_practice_world()
    kept = Department.objects.get(id="H26")
    assert (kept.account, kept.account_bank, kept.phone) == ("0011", "Ngân hàng Thử", "0243")
    own.refresh_from_db()
    assert (own.name, own.password) == ("Người Có Trước", "!")
    assert not TOTPDevice.objects.filter(user=own).exists(), "somebody else's account gets no known secret"
    assert Officer.objects.count() == ALL


def test_a_department_that_joins_later_gets_its_officers(world: None) -> None:
    Department.objects.filter(id="H02").update(online=True)
    open_practice_world()
    assert Officer.objects.filter(department_id="H02").count() == 6


def test_everybody_knows_the_password(world: None) -> None:
    hashes = set(Officer.objects.values_list("password", flat=True))
    assert len(hashes) == 1
    assert check_password(KNOWN_TO_ALL, hashes.pop())


def test_each_has_a_second_factor_of_their_own(world: None) -> None:
    assert TOTPDevice.objects.filter(confirmed=True).values("key").distinct().count() == ALL


def test_only_they_are_listed_in_the_order_in_which_they_were_made(world: None) -> None:
    stranger = builders.officer(CLERK)
    listed = [officer.username for officer in practice_officers()]
    assert stranger.username not in listed
    assert len(listed) == ALL
    assert listed[PILOT * 6] == "theodoi.tcdb"


def test_listing_them_is_one_question(world: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert {officer.department.online for officer in practice_officers()} == {True, False}


# ---- codes


def test_a_code_that_is_filled_in_opens(world: None) -> None:
    officer = Officer.objects.get(username="tiepnhan.h26")
    code = unused_code(officer, at=time.time())
    assert len(code) == 6
    assert device("tiepnhan.h26").verify_token(code)


def test_as_long_as_none_is_used_it_stays_the_same(world: None) -> None:
    officer = Officer.objects.get(username="tiepnhan.h26")
    assert unused_code(officer, at=AT) == unused_code(officer, at=AT + 29.9)
    assert unused_code(officer, at=AT) != unused_code(officer, at=AT + 30)


def test_what_was_used_is_not_offered_again_within_its_half_minute(world: None) -> None:
    officer, at = Officer.objects.get(username="tiepnhan.h26"), time.time()
    codes = []
    for _ in range(5):
        codes.append(unused_code(officer, at=at))
        assert device("tiepnhan.h26").verify_token(codes[-1])
    assert len(set(codes)) == 5
    assert not device("tiepnhan.h26").verify_token(codes[0])


def test_a_code_keeps_its_zeros_in_front(world: None) -> None:
    officer, own = Officer.objects.get(username="tiepnhan.h26"), device("tiepnhan.h26")
    step = next(step for step in range(10_000) if hotp(own.bin_key, step, 6) < 100_000)
    code = unused_code(officer, at=float(step * own.step))
    assert (len(code), code[0], int(code)) == (6, "0", hotp(own.bin_key, step, 6))


def test_nobody_else_has_a_code_filled_in(world: None) -> None:
    stranger = builders.officer(CLERK)
    assert unused_code(stranger, at=AT) == ""
    TOTPDevice.objects.create(user=stranger, name="điện thoại", confirmed=True)
    assert unused_code(stranger, at=AT) == ""


# ---- clinics


def test_a_new_start_keeps_the_keys_that_the_house_holds(world: None, settings: Settings) -> None:
    """The sandbox signs with new keys each time; what doctors sign with in the browser is not of its making."""
    settings.CLINIC_KEYS = [PRACTICE_CLINIC_KEY]
    clinic = Clinic.objects.get(id="01901")
    held = key_of(clinic, at=now()).certificate
    others = [key_of(Clinic.objects.get(id=code), at=now()).certificate.pem for code in ("01902", "01903")]
    HeldKey.objects.filter(certificate__clinic_id__in=("01902", "01903")).delete()
    SigningCertificate.objects.exclude(pk=held.pk).delete()
    for pem in others:
        SigningCertificate.objects.filter(clinic=clinic).exclude(pk=held.pk).delete()
        register_practice_certificates({"01901": pem}, at=now())
    held.refresh_from_db()
    assert held.revoked_at is None
    assert key_of(clinic, at=now()).certificate == held
