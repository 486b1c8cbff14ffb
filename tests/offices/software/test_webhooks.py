"""Where a department's software is told: which addresses may be, secrets that are kept closed and changed without a gap."""

import base64
from datetime import timedelta

import pytest
from pytest_django import Settings

from gplx.ground.clock import now
from gplx.offices.models import Webhook
from gplx.offices.software.webhooks import (
    UnableToRegister,
    check_address,
    destination_of,
    register,
    rotate,
    stop,
    webhook_of,
)
from tests import builders

pytestmark = pytest.mark.django_db
KEYS = ["MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY="]
ADDRESS = "https://gplx.so-thu.example.vn/webhook"


@pytest.fixture(autouse=True)
def _world(settings: Settings) -> None:
    settings.WEBHOOK_KEYS = KEYS[:1]
    builders.department("H26")


def opened(written: str) -> bytes:
    """The secret, as a department reads it."""
    assert written.startswith("whsec_")
    return base64.b64decode(written.removeprefix("whsec_"))


def test_a_first_address_comes_with_its_secret() -> None:
    secret = opened(register(department_id="H26", address=ADDRESS))
    to = destination_of("H26")
    assert to is not None
    assert (to.address, to.secrets, len(secret)) == (ADDRESS, (secret,), 32)
    assert secret not in bytes(Webhook.objects.get().secret)
    assert destination_of("H24") is None


def test_another_address_keeps_the_secret() -> None:
    secret = opened(register(department_id="H26", address=ADDRESS))
    since = Webhook.objects.get().since
    assert register(department_id="H26", address=f"{ADDRESS}/2") == ""
    to = destination_of("H26")
    assert to is not None
    assert (to.address, to.secrets, Webhook.objects.get().since) == (f"{ADDRESS}/2", (secret,), since)


def test_two_secrets_are_good_for_a_while(settings: Settings) -> None:
    settings.WEBHOOK_OVERLAP = 3600
    first = opened(register(department_id="H26", address=ADDRESS))
    second = opened(rotate(department_id="H26"))
    hook = Webhook.objects.get()
    assert hook.before_until is not None
    assert timedelta(minutes=59) < hook.before_until - now() <= timedelta(hours=1)
    assert destination_of("H26").secrets == (second, first)
    Webhook.objects.update(before_until=now())
    assert destination_of("H26").secrets == (second,)


def test_what_another_key_closed_is_opened_and_closed_anew_by_the_first(settings: Settings) -> None:
    first = opened(register(department_id="H26", address=ADDRESS))
    settings.WEBHOOK_KEYS = [KEYS[1], KEYS[0]]
    assert destination_of("H26").secrets == (first,)
    second = opened(rotate(department_id="H26"))
    Webhook.objects.update(secret_before=None)
    settings.WEBHOOK_KEYS = [KEYS[1]]
    assert destination_of("H26").secrets == (second,)
    settings.WEBHOOK_KEYS = [KEYS[0]]
    with pytest.raises(RuntimeError, match="cannot be opened"):
        destination_of("H26")


def test_who_stopped_is_told_nothing_and_hears_of_later_acts_after_coming_back() -> None:
    register(department_id="H26", address=ADDRESS)
    Webhook.objects.update(since=now() - timedelta(days=3))
    stop(department_id="H26")
    assert destination_of("H26") is None
    assert register(department_id="H26", address=ADDRESS) == ""
    hook = webhook_of("H26")
    assert hook is not None
    assert hook.is_on
    assert now() - hook.since < timedelta(minutes=1)


def test_without_a_key_of_the_house_nothing_is_registered(settings: Settings) -> None:
    settings.WEBHOOK_KEYS = []
    with pytest.raises(UnableToRegister, match="chưa được bật"):
        register(department_id="H26", address=ADDRESS)
    assert not Webhook.objects.exists()


GOOD = [ADDRESS, "https://so-thu.example.vn:8443/a?b=c", "https://8.8.8.8/hook", "https://[2606:4700:4700::1111]/hook"]
BAD = [
    ("http://so-thu.example.vn/hook", "https://"),
    ("ftp://so-thu.example.vn/hook", "https://"),
    ("so-thu.example.vn/hook", "chưa đúng"),
    ("https://", "chưa đúng"),
    ("https://user:pass@so-thu.example.vn/", "chưa đúng"),
    ("https://so-thu.example.vn/#x", "chưa đúng"),
    ("https://so-thu.example.vn:x/", "chưa đúng"),
    ("https://so-thu.example.vn:99999/", "chưa đúng"),
    ("https://sở-thử.example.vn/", "chưa đúng"),
    ("https://so-thu.example.vn/" + "a" * 300, "chưa đúng"),
    ("https://127.0.0.1/", "mạng nội bộ"),
    ("https://10.1.2.3/hook", "mạng nội bộ"),
    ("https://169.254.169.254/latest/meta-data", "mạng nội bộ"),
    ("https://[::1]/", "mạng nội bộ"),
    ("https://[::ffff:192.168.0.1]/", "mạng nội bộ"),
    ("https://localhost/", "mạng nội bộ"),
    ("https://db/", "mạng nội bộ"),
    ("https://may.local/", "mạng nội bộ"),
    ("https://may.internal./", "mạng nội bộ"),
    ("https://2130706433/", "mạng nội bộ"),
    ("https://0x7f000001/", "mạng nội bộ"),
]


@pytest.mark.parametrize("address", GOOD)
def test_an_address_that_may_be_called(address: str) -> None:
    check_address(address)


@pytest.mark.parametrize(("address", "says"), BAD)
def test_an_address_that_may_not(address: str, says: str) -> None:
    with pytest.raises(UnableToRegister, match=says):
        register(department_id="H26", address=address)
    assert not Webhook.objects.exists()


def test_in_practice_software_may_run_on_this_machine(settings: Settings) -> None:
    settings.PRACTICE = True
    check_address("http://127.0.0.1:8100/software/H26/hook")
    with pytest.raises(UnableToRegister):
        check_address("ftp://127.0.0.1/")
