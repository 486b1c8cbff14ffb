"""The device that makes an officer's codes. It counts failures of either factor; each makes the next try wait longer."""

from datetime import datetime

from django.conf import settings
from django_otp.plugins.otp_totp.models import TOTPDevice

from gplx.offices.practice import DEVICE

# From here on the wait no longer doubles: under nine minutes, so that nobody can lock an officer out for long.
MOST_COUNTED = 10


def device_of(username: str) -> TOTPDevice | None:
    """The device of an active officer, locked until the try has ended; none of practice outside of the practice world."""
    devices = TOTPDevice.objects.select_for_update(of=("self",)).filter(confirmed=True, user__is_active=True)
    found = devices.filter(user__username=username)
    return (found if settings.PRACTICE else found.exclude(name=DEVICE)).first()


def waits_until(device: TOTPDevice | None) -> datetime | None:
    """Until when no further try counts, after failures; none where one may try now."""
    allowed, why = device.verify_is_allowed() if device else (True, None)
    return why["locked_until"] if why and not allowed else None


def is_right(device: TOTPDevice, code: str) -> bool:
    """Whether this is a code of the device that was not used before; a wrong one is counted."""
    right = bool(device.verify_token(code))
    if not right:
        _cap(device)
    return right


def count_failure(device: TOTPDevice) -> None:
    """The other factor was wrong: count it here."""
    device.throttle_increment(commit=False)
    _cap(device)


def _cap(device: TOTPDevice) -> None:
    device.throttling_failure_count = min(device.throttling_failure_count, MOST_COUNTED)
    device.save()
