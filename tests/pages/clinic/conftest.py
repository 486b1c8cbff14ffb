"""A clinic, its doctor, its health office, and keys that are quickly made."""

from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from pytest_django import Settings

from gplx.conf.settings import PRACTICE_CLINIC_KEY
from gplx.offices.clinics import held_keys
from gplx.offices.models import DOCTOR, HEALTH_OFFICE, Clinic, Officer
from tests import builders

_made = cache(rsa.generate_private_key)


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """The house may hold keys; making one takes a while, so all clinics of these tests have the same."""
    settings.CLINIC_KEYS = [PRACTICE_CLINIC_KEY]
    monkeypatch.setattr(held_keys, "generate_private_key", _made)


@pytest.fixture
def clinic(db: None) -> Clinic:
    """A connected clinic of Hà Nội."""
    builders.department()
    return builders.clinic("01901")


@pytest.fixture
def doctor(clinic: Clinic) -> Officer:
    """Its doctor."""
    return doctor_of(clinic)


@pytest.fixture
def desk(doctor: Officer) -> Client:
    """The doctor's browser."""
    return builders.sign_in(Client(), doctor)


@pytest.fixture
def health_office(db: None) -> Client:
    """The browser of Hà Nội's health office."""
    return health_office_of("H26")


def doctor_of(clinic: Clinic, department_id: str = "H26") -> Officer:
    """A doctor of a clinic."""
    office = builders.health_office(department_id)
    return builders.officer(DOCTOR, department_id=office.id, name="Nguyễn Bác Sĩ Thử", clinic=clinic)


def health_office_of(department_id: str) -> Client:
    """The browser of the health office beside a transport department."""
    office = builders.health_office(department_id)
    person = builders.officer(HEALTH_OFFICE, department_id=office.id, name="Cán bộ Y tế Thử")
    return builders.sign_in(Client(), person)
