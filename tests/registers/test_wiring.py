"""Every operation has its adapter, and each address is its own setting."""

from typing import get_type_hints

import pytest

from gplx.conf import env
from gplx.conf.outside import PLAIN
from gplx.conf.outside import outside as addresses
from gplx.conf.wiring import _operations
from gplx.registers import directory, signin
from gplx.registers.errors import AlreadyDone
from gplx.registers.faults import NotReached
from gplx.registers.signin.http import HttpSignIn
from gplx.registers.sms.port import SendText, SentText
from tests.registers.outside import Outside, closed_port

OPERATIONS = {
    "licences": {"find", "photo", "issue"},
    "health": {"find"},
    "police": {"find"},
    "inspectorate": {"find"},
    "sync": {"report", "look_up", "compare", "fetch"},
    "payments": {"initiate", "query", "bill", "statement"},
    "treasury": {"order", "answer", "statement"},
    "post": {"order", "track", "cancel"},
    "sms": {"send"},
    "email": {"send"},
    "webhooks": {"tell", "try_out"},
}


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses are declared as they are read; what a test reads stays out of the table of the docs."""
    monkeypatch.setattr(env, "SETTINGS", dict(env.SETTINGS))


def test_at_the_start_every_register_is_provided():
    assert {name: set(directory._DIRECTORY[name]) for name in OPERATIONS} == OPERATIONS
    assert isinstance(signin.sign_in(), HttpSignIn)


def test_each_operation_takes_and_gives_what_its_adapter_does():
    for operations in _operations(
        addresses(practice=True, state_key="k" * 32, base_url="https://x.example.vn")
    ).values():
        for operation in operations.values():
            hints = get_type_hints(operation.perform)
            if "ask" in hints:
                assert (hints["ask"], hints["return"]) == (operation.ask, operation.answer)


@pytest.mark.parametrize("name", [*PLAIN, "portal", "sync", "payments", "post"])
def test_one_system_is_pointed_elsewhere_by_its_own_settings(monkeypatch: pytest.MonkeyPatch, name: str):
    before = addresses(practice=True, state_key="k" * 32, base_url="https://x.example.vn")
    for setting, value in {"URL": "https://x.example.vn", "TIMEOUT": "2.5", "LIMIT": "3", "TOKEN": "hush"}.items():
        monkeypatch.setenv(f"GPLX_{name.upper()}_{setting}", value)

    after = addresses(practice=True, state_key="k" * 32, base_url="https://x.example.vn")

    address = after.plain[name] if name in PLAIN else getattr(after, name)
    assert (address.url, address.timeout, address.connections, address.token) == (
        "https://x.example.vn",
        2.5,
        3,
        "hush",
    )
    others = [other for other in PLAIN if other != name]
    assert [after.plain[other] for other in others] == [before.plain[other] for other in others]


def test_outside_the_practice_world_there_is_no_account_by_default(monkeypatch: pytest.MonkeyPatch):
    real = addresses(practice=False, state_key="k" * 32, base_url="https://x.example.vn")

    assert (real.portal.client_id, real.portal.client_secret) == ("", "")
    assert (real.sync.username, real.sync.password) == ("", "")
    assert (real.payments.partner, real.payments.secret) == ("", "")
    assert (real.post.customer, real.post.access_token) == ("", "")


def test_what_is_secret_is_declared_so():
    secret = {name for name, setting in env.SETTINGS.items() if setting.secret}
    told = (
        "GPLX_PORTAL_SECRET",
        "GPLX_SYNC_PASSWORD",
        "GPLX_PAYMENTS_SECRET",
        "GPLX_POST_ACCESS_TOKEN",
        "GPLX_SMS_TOKEN",
    )
    assert secret.issuperset(told)


def test_a_second_provider_stands_in_only_where_there_is_one(outside: Outside, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GPLX_SMS_URL", f"http://127.0.0.1:{closed_port()}")
    text = SendText(id="m-1", to="0900000001", text="Thử")

    assert sms().stand_in is None
    monkeypatch.setenv("GPLX_SMS2_URL", outside.url)
    outside.will_answer({"status": "sent"}, {"status": "already"})
    with pytest.raises(NotReached):
        sms().perform(text)
    stand_in = sms().stand_in
    assert stand_in is not None
    assert stand_in(text) == SentText(provider=2)
    with pytest.raises(AlreadyDone):
        stand_in(text)


def sms():
    return _operations(addresses(practice=True, state_key="k" * 32, base_url="https://x.example.vn"))["sms"]["send"]
