"""The first sign-in of a doctor: with a code that was shown once, for a password and a second factor of their own."""

import secrets
from datetime import datetime

from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from gplx.ledger.changes import append
from gplx.offices.api_keys import digest_of
from gplx.offices.models import Activation, Officer

DEVICE = "authenticator"
# No letters or digits that are mistaken for one another; eighty bits in all.
_SIGNS, _LENGTH, _PART = "ABCDEFGHJKMNPQRSTUVWXYZ23456789", 16, 4


class UnableToActivate(Exception):
    """Why the account cannot be activated, in one sentence for the doctor."""


def give_activation(doctor: Officer, *, at: datetime) -> str:
    """A new code for a doctor's account; shown only now, and the one before no longer opens anything."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    code = "-".join(signs[place : place + _PART] for place in range(0, _LENGTH, _PART))
    Activation.objects.update_or_create(officer=doctor, defaults={"digest": _digest(code), "made_at": at})
    return code


def activation_of(*, clinic_id: str, code: str) -> Activation | None:
    """The activation that a clinic's code and this code open together, or none."""
    found = Activation.objects.select_related("officer", "officer__clinic").filter(digest=_digest(code))
    return found.filter(officer__clinic_id=clinic_id).first()


def device_of(doctor: Officer) -> TOTPDevice | None:
    """The device that the doctor is about to set up, or none."""
    return TOTPDevice.objects.filter(user=doctor, confirmed=False).first()


@transaction.atomic
def prepare_device(doctor: Officer) -> TOTPDevice:
    """The device that the doctor is about to set up; until a code of it was typed in it opens nothing."""
    return TOTPDevice.objects.get_or_create(user=doctor, confirmed=False, defaults={"name": DEVICE})[0]


@transaction.atomic
def activate(activation: Activation, *, password: str, token: str, at: datetime) -> Officer:
    """Give the doctor's account its password and second factor, and use the code up. Raises ``UnableToActivate``."""
    device = TOTPDevice.objects.select_for_update().filter(user=activation.officer, confirmed=False).first()
    if device is None or not device.verify_token(token):
        raise UnableToActivate("Mã xác nhận không đúng. Vui lòng xem lại mã 6 chữ số đang hiện trong ứng dụng.")
    doctor = activation.officer
    TOTPDevice.objects.filter(user=doctor).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save()
    doctor.set_password(password)
    doctor.is_active = True
    doctor.save()
    activation.delete()
    subject = doctor.clinic.subject if doctor.clinic else f"officer:{doctor.pk}"
    append(subject=subject, kind="act", act="activate", actor=f"officer:{doctor.pk}", at=at, details={})
    return doctor


def _digest(code: str) -> str:
    return digest_of("".join(sign for sign in code.upper() if sign in _SIGNS))
