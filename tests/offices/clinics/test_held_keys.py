"""Keys that the house holds for clinics: made once, kept encrypted, changed with the key of the keys."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.fernet import Fernet
from pytest_django import Settings

from gplx.conf.settings import PRACTICE_CLINIC_KEY
from gplx.ground.clock import now
from gplx.ledger.questions import history
from gplx.offices.clinics.certificates import revoke
from gplx.offices.clinics.held_keys import UnableToSign, has_key, key_of
from gplx.offices.models import Clinic, HeldKey
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys(settings: Settings) -> None:
    settings.CLINIC_KEYS = [PRACTICE_CLINIC_KEY]


@pytest.fixture
def clinic() -> Clinic:
    """A connected clinic."""
    return builders.clinic()


def test_a_key_is_made_the_first_time_and_stays(clinic: Clinic) -> None:
    assert not has_key(clinic, at=now())
    first, second = key_of(clinic, at=now()), key_of(clinic, at=now())
    assert has_key(clinic, at=now())
    assert first.key.private_numbers() == second.key.private_numbers()
    assert first.certificate == second.certificate == clinic.certificates.get()
    assert [(one.act, one.actor) for one in history(subject=clinic.subject)] == [("held_key", "house")]


def test_the_certificate_is_the_clinics_and_fits_the_key(clinic: Clinic) -> None:
    made = key_of(clinic, at=now())
    certificate = x509.load_pem_x509_certificate(made.certificate.pem.encode())
    assert certificate.public_key() == made.key.public_key()
    assert "OU=01901" in certificate.subject.rfc4514_string()
    assert made.certificate.valid_until - now() > timedelta(weeks=103)


def test_each_clinic_has_its_own(clinic: Clinic) -> None:
    other = builders.clinic("01902")
    assert key_of(clinic, at=now()).certificate.fingerprint != key_of(other, at=now()).certificate.fingerprint


def test_after_one_was_retired_or_is_over_a_new_one_is_made(clinic: Clinic) -> None:
    first = key_of(clinic, at=now()).certificate
    revoke(clinic=clinic, fingerprint=first.fingerprint, at=now())
    second = key_of(clinic, at=now()).certificate
    third = key_of(clinic, at=now() + timedelta(weeks=120)).certificate
    assert len({first.pk, second.pk, third.pk}) == 3


def test_a_new_key_of_the_keys_opens_what_the_old_one_closed(clinic: Clinic, settings: Settings) -> None:
    before = key_of(clinic, at=now())
    settings.CLINIC_KEYS = [Fernet.generate_key().decode(), PRACTICE_CLINIC_KEY]
    assert key_of(clinic, at=now()).certificate == before.certificate


@pytest.mark.parametrize("spoil", ["lost", "broken"])
def test_without_it_nothing_opens_and_nothing_is_made(clinic: Clinic, settings: Settings, spoil: str) -> None:
    key_of(clinic, at=now())
    if spoil == "lost":
        settings.CLINIC_KEYS = [Fernet.generate_key().decode()]
    else:
        HeldKey.objects.update(sealed=b"x" * 40)
    with pytest.raises(UnableToSign, match="Khóa ký của cơ sở không mở được"):
        key_of(clinic, at=now())
    assert HeldKey.objects.count() == 1


def test_unless_the_house_was_given_one_there_is_no_key(clinic: Clinic, settings: Settings) -> None:
    settings.CLINIC_KEYS = []
    with pytest.raises(UnableToSign, match="chưa được bật"):
        key_of(clinic, at=now())
    assert not HeldKey.objects.exists()
