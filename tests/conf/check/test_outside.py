"""`./gplx check`: each system is called once and harmlessly, and each fault is told with the setting to look at."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from gplx.conf.check.finding import BAD, GOOD, NOT_SET, Finding
from gplx.conf.check.outside import check_outside, systems
from gplx.conf.outside import Outside
from gplx.registers.scanner.clamd import ScannerAddress
from tests.registers.contract.conftest import World, running, world
from tests.registers.outside import Answer, a_world, closed_port
from tests.registers.outside import Outside as Fake

__all__ = ["running", "world"]

EVERY = (
    "email",
    "health",
    "inspectorate",
    "licences",
    "payments",
    "police",
    "portal",
    "post",
    "sms",
    "sync",
    "treasury",
    "vnpay",
)
ACCOUNTS: dict[str, dict[str, str]] = {
    "portal": {"client_id": "gplx", "client_secret": "gplx-practice"},
    "sync": {"username": "gplx", "password": "gplx-practice"},
    "payments": {"partner": "GPLX", "secret": "practice-secret"},
    "vnpay": {"terminal": "GPLXTHU1", "secret": "practice-secret"},
    "post": {"customer": "GPLX", "access_token": "gplx-practice"},
}


def at(url: str, *, scans: bool = False, provinces: tuple[str, ...] = (), **changed: dict[str, Any]) -> Outside:
    """All systems under one address, the second providers of messages nowhere; ``changed`` lays something else over a system's own."""
    told: Outside = settings.OUTSIDE
    own = {
        one.name: replace(
            getattr(told, one.name), **({"url": f"{url}/{one.name}"} | ACCOUNTS[one.name] | changed.get(one.name, {}))
        )
        for one in fields(told)
        if one.name not in ("plain", "provinces", "scanner", "webhooks")
    }
    plain = {
        name: replace(address, **({"url": "" if name.endswith("2") else f"{url}/{name}"} | changed.get(name, {})))
        for name, address in told.plain.items()
    }
    scanner = ScannerAddress(url=f"tcp://{urlsplit(url).netloc}" if scans else "", timeout=5)
    local = {one: replace(own["sync"], url=f"{url}/province/{one.lower()}") for one in provinces}
    return Outside(plain=plain, scanner=scanner, provinces=local, webhooks=told.webhooks, **own)


def only(outside: Outside, name: str) -> Finding:
    (found,) = check_outside(outside, only=(name,))
    return found


@pytest.fixture
def fake() -> Iterator[Fake]:
    with a_world() as found:
        yield found


def test_where_all_is_well_every_system_is_good(world: World) -> None:
    found = {one.system: one for one in check_outside(at(world.url))}
    assert sorted(found) == sorted(systems(settings.OUTSIDE))
    assert {name for name, one in found.items() if one.verdict == GOOD} == set(EVERY)
    assert {name for name, one in found.items() if one.verdict == NOT_SET} == {"sms2", "email2", "scanner"}
    assert {one.at for one in found.values() if one.verdict == GOOD} == {world.url}


def test_the_portals_of_provinces_are_called_too(world: World) -> None:
    found = {
        one.system: one for one in check_outside(at(world.url, provinces=("H25", "H22")), only=("sync_h25", "sync_h22"))
    }
    assert (found["sync_h25"].verdict, found["sync_h25"].says) == (GOOD, "lets us in, and looks dossiers up")
    assert (found["sync_h22"].verdict, found["sync_h22"].says) == (
        BAD,
        "sync_h22 does not let us in (HTTP 404). Check that GPLX_SYNC_H22_URL leads to this system; if it is only slow, raise "
        "GPLX_SYNC_H22_TIMEOUT.",
    )


def test_a_scanner_is_asked_its_version_and_sent_no_file(world: World) -> None:
    world.http.delete("/_sandbox/received").raise_for_status()
    found = only(at(world.url, scans=True), "scanner")
    assert (found.verdict, found.at) == (GOOD, world.url.replace("http:", "tcp:"))
    assert found.says.startswith("is ClamAV 0.103.3/")
    assert [call["method"] for call in world.see("received?system=scanner")["received"]] == ["VERSION"]


def test_a_scanner_that_does_not_answer_is_told_with_its_setting() -> None:
    found = only(at(f"http://127.0.0.1:{closed_port()}", scans=True), "scanner")
    assert found.verdict == BAD
    assert "GPLX_SCANNER_URL" in found.says


def test_a_check_orders_and_sends_nothing(world: World) -> None:
    world.http.delete("/_sandbox/received").raise_for_status()
    check_outside(at(world.url))
    asked = {(call["system"], call["path"]) for call in world.see("received")["received"]}
    harmless = {
        ("portal", "/portal/.well-known/openid-configuration"),
        ("portal", "/portal/oauth2/jwks"),
        ("sync", "/sync/mapi/login"),
        ("sync", "/sync/mapi/g"),
        ("payments", "/payments/query"),
        ("vnpay", "/vnpay/merchant_webapi/api/transaction"),
        ("treasury", "/treasury/statement"),
        ("post", "/post/tracking"),
        ("sms", "/sms/"),
        ("email", "/email/"),
        *((name, f"/{name}/find") for name in ("licences", "health", "police", "inspectorate")),
    }
    assert asked == harmless
    assert world.see("messages")["messages"] == []


@pytest.mark.parametrize(
    ("system", "wrong", "told"),
    [
        ("sync", {"password": "other"}, "sync does not let us in: check the account in the settings"),
        ("payments", {"secret": "other"}, "GPLX_PAYMENTS_SECRET is not the secret agreed with it"),
        ("payments", {"partner": "OTHER"}, "payments does not know our partner code GPLX_PAYMENTS_PARTNER"),
        ("vnpay", {"secret": "other"}, "GPLX_VNPAY_SECRET or GPLX_VNPAY_TERMINAL is not what was agreed"),
        ("vnpay", {"terminal": "OTHER"}, "GPLX_VNPAY_SECRET or GPLX_VNPAY_TERMINAL is not what was agreed"),
        ("post", {"access_token": "other"}, "does not let us in: check GPLX_POST_TOKEN and the other credentials"),
    ],
)
def test_a_wrong_account_is_told_with_its_setting(world: World, system: str, wrong: dict[str, str], told: str) -> None:
    found = only(at(world.url, **{system: wrong}), system)
    assert found.verdict == BAD
    assert told in found.says


@pytest.mark.parametrize("system", EVERY)
def test_nobody_listens(system: str) -> None:
    url = f"http://127.0.0.1:{closed_port()}"
    found = only(at(url), system)
    assert (found.verdict, found.at) == (BAD, url)
    assert f"Check GPLX_{system.upper()}_URL, and whether this machine may reach it." in found.says


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer({"detail": "no"}, status=401), "does not let us in: check GPLX_LICENCES_TOKEN"),
        (Answer({"detail": "no"}, status=404), "check the path in GPLX_LICENCES_URL"),
        (Answer({"detail": "slow"}, status=429, headers={"Retry-After": "7"}), "Try again in 7 s"),
        (Answer({"detail": "no"}, status=500), "Check that GPLX_LICENCES_URL leads to this system"),
        (Answer(b"<html>hello</html>"), "answered what cannot be read"),
        (Answer(hang=True), "licences did not answer in time. Check that GPLX_LICENCES_URL leads to this system"),
    ],
)
def test_each_fault_has_its_advice(fake: Fake, answer: Answer, told: str) -> None:
    fake.will_answer(answer)
    found = only(at("http://unused.invalid", licences={"url": fake.url, "timeout": 0.5}), "licences")
    assert found.verdict == BAD
    assert told in found.says


def test_a_system_without_an_address_is_a_fault_and_a_second_provider_is_not() -> None:
    outside = at("http://127.0.0.1:9", sms={"url": ""})
    assert only(outside, "sms") == Finding(
        system="sms", at="", verdict=BAD, says="GPLX_SMS_URL is not set: nothing can go there."
    )
    assert only(outside, "sms2").verdict == NOT_SET
    assert only(at("http://127.0.0.1:9", vnpay={"url": ""}), "vnpay").verdict == NOT_SET


def test_no_secret_of_an_address_is_shown() -> None:
    url = f"http://user:s3cret@127.0.0.1:{closed_port()}/token-t0ps3cret?key=k3y"
    found = only(at("http://unused.invalid", licences={"url": url}), "licences")
    assert found.at == url.replace("user:s3cret@", "").partition("/token")[0]
    assert not {"s3cret", "t0ps3cret", "k3y"} & set(str(found).replace("=", " ").split())
    assert "s3cret" not in str(found)


def test_a_slow_system_makes_the_others_wait_no_longer(world: World) -> None:
    world.faults("health", fault="500")
    found = {one.system: one.verdict for one in check_outside(at(world.url))}
    assert found.pop("health") == BAD
    assert set(found.values()) == {GOOD, NOT_SET}
