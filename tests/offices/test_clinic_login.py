"""A clinic's software is known by the MD5 of its password, of which a slow hash is kept."""

import hashlib
import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError

from gplx.offices.clinics.login import clinic_by_login, give_login
from gplx.offices.models import Clinic
from tests import builders
from tests.health.exams import sender

pytestmark = pytest.mark.django_db


def md5(password: str) -> str:
    return hashlib.md5(password.encode(), usedforsecurity=False).hexdigest()


def test_what_was_given_opens_and_nothing_of_it_is_kept() -> None:
    clinic = builders.clinic()
    password = give_login(clinic)
    assert clinic_by_login(username="01901", md5=md5(password)) == clinic
    assert clinic_by_login(username="01901", md5=f" {md5(password).upper()} ") == clinic
    kept = str(Clinic.objects.values().get())
    assert password not in kept
    assert md5(password) not in kept
    assert Clinic.objects.get().password_md5_hash.startswith("scrypt$")


def test_a_new_one_ends_the_old_one() -> None:
    clinic = builders.clinic()
    old, new = give_login(clinic), give_login(clinic)
    assert old != new
    assert clinic_by_login(username="01901", md5=md5(old)) is None
    assert clinic_by_login(username="01901", md5=md5(new)) == clinic


@pytest.mark.parametrize("said", ["", "x", "0" * 31, "0" * 33, "g" * 32, "０" * 32, "0" * 32])
def test_anything_else_opens_nothing(said: str) -> None:
    give_login(builders.clinic())
    assert clinic_by_login(username="01901", md5=said) is None


@pytest.mark.parametrize("username", ["", "01902", "01901 ", "\x00", "01901\x00"])
def test_no_other_name_opens(username: str) -> None:
    password = give_login(builders.clinic())
    assert clinic_by_login(username=username, md5=md5(password)) is None


def test_without_a_password_there_is_no_way_in() -> None:
    clinic = builders.clinic()
    Clinic.objects.update(username="01901")
    assert clinic_by_login(username="01901", md5=md5("")) is None
    assert clinic.password_md5_hash == ""


def test_a_name_is_one_clinics() -> None:
    give_login(builders.clinic())
    builders.clinic("01902")
    builders.clinic("01903")  # neither of them has a name yet
    with pytest.raises(IntegrityError, match="gateway_user_once"):
        Clinic.objects.filter(id="01902").update(username="01901")


def test_the_operators_command_gives_both(tmp_path: Path) -> None:
    clinic, said = builders.clinic(), io.StringIO()
    (tmp_path / "chung-thu.pem").write_bytes(sender.pem())
    call_command("clinic_login", "01901", "--certificate", str(tmp_path / "chung-thu.pem"), stdout=said)
    password = said.getvalue().split("Password ")[1].split(" ")[0]
    assert clinic_by_login(username="01901", md5=md5(password)) == clinic
    assert clinic.certificates.count() == 1


@pytest.mark.parametrize(("code", "file"), [("99999", None), ("01901", "missing.pem"), ("01901", "words.pem")])
def test_what_the_command_cannot_do_it_says_and_changes_nothing(tmp_path: Path, code: str, file: str | None) -> None:
    builders.clinic()
    (tmp_path / "words.pem").write_text("không phải chứng thư")
    with pytest.raises(CommandError):
        call_command("clinic_login", code, *(["--certificate", str(tmp_path / file)] if file else []))
    assert Clinic.objects.get().password_md5_hash == ""
