"""VNPay's signed addresses against what was recorded: the page to pay on, the notice by GET, and the code that it is answered with."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import msgspec
import pytest
from django.test import Client
from pytest_django import Settings

from gplx.fees.changes import open_page_again
from gplx.fees.models import Payment
from gplx.ground.clock import now
from gplx.registers.payments.port import InitiatePayment
from gplx.registers.payments.vnpay.notice import UnableToTrust, parse
from tests import builders
from tests.registers.recorded.hashes import SECRET, hashed
from tests.registers.recorded.record import Way, changed, load, other, without
from tests.registers.recorded.test_recorded import vnpay_at
from tests.sandbox.conftest import Partner

ADDRESSES = load("vnpay_addresses")
PAGE, NOTICE = ADDRESSES["page"], ADDRESSES["notice"]
PLAIN: Way = {"name": "plain", "reads": {}}
WAYS: list[Way] = [PLAIN, *NOTICE["odd"]]
BY_NAME = {way["name"]: way for way in WAYS}
ADDRESS = {"scheme": "vnpay address"}
PAGE_AT = f"/vnpay/{PAGE['path']}"
named = pytest.mark.parametrize("way", WAYS, ids=lambda way: way["name"])


def notice(way: Way) -> dict[str, str]:
    """A notice as it comes: hashed, and what happened to it on the way."""
    told = hashed(other(NOTICE["told"], way), ADDRESS)
    return dict(without(changed(told, way.get("alter", {})), way.get("without", ())))


def test_the_page_is_the_address_that_was_recorded() -> None:
    page = vnpay_at("https://pay.example.vn/base").initiate(msgspec.convert(PAGE["ask"], InitiatePayment))

    parts = urlsplit(page.url)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"https://pay.example.vn/base/{PAGE['path']}"
    # Names in their order, the hash behind them.
    assert parse_qsl(parts.query, keep_blank_values=True) == list(hashed(PAGE["told"], ADDRESS).items())
    assert page.until is not None
    assert page.until.isoformat() == PAGE["until"]


@named
def test_a_notice_is_believed_or_doubted(way: Way) -> None:
    if way.get("doubted"):
        with pytest.raises(UnableToTrust) as doubt:
            parse(notice(way), terminal="GPLXTHU1", secret=SECRET)
        assert doubt.value.code == way["reply"]["RspCode"]
    else:
        word = parse(notice(way), terminal="GPLXTHU1", secret=SECRET)
        assert msgspec.to_builtins(word) == changed(NOTICE["read"], way["reads"])


@pytest.fixture
def payment(settings: Settings, db: None) -> Payment:
    """Opened at VNPay under the reference that was recorded."""
    account = replace(settings.OUTSIDE.vnpay, terminal="GPLXTHU1", secret=SECRET)
    settings.OUTSIDE = replace(settings.OUTSIDE, vnpay=account)
    one = open_page_again(dossier=builders.submitted(), at=now(), gateway="vnpay")
    one.reference = NOTICE["told"]["vnp_TxnRef"]
    one.save(update_fields=["reference"])
    return one


@named
def test_it_is_answered_with_the_code_that_was_recorded(client: Client, payment: Payment, way: Way) -> None:
    for before in way.get("after", ()):
        assert client.get(NOTICE["path"], notice(BY_NAME[before])).json() == NOTICE["reply"]

    answer = client.get(NOTICE["path"], notice(way))

    assert (answer.status_code, answer.json()) == (200, way.get("reply", NOTICE["reply"]))
    payment.refresh_from_db()
    assert payment.state == way.get("state", NOTICE["state"])


# ---- the practice world


def page(**changes: str) -> dict[str, str]:
    """The page's parameters; its last moment put off, since the practice world's day has the hours of the real one."""
    return hashed(PAGE["told"] | {"vnp_ExpireDate": "20210930103000"} | changes, ADDRESS)


def test_it_takes_the_page(world: httpx.Client) -> None:
    shown = world.get(PAGE_AT, params=page())
    assert (shown.status_code, "135000 VND" in shown.text) == (200, True)


@pytest.mark.parametrize("field", sorted(PAGE["told"]))
def test_a_page_with_a_parameter_less_is_refused_with_its_name(world: httpx.Client, field: str) -> None:
    shown = world.get(PAGE_AT, params=hashed(without(page(), [field, "vnp_SecureHash"]), ADDRESS))
    if field == "vnp_ExpireDate":
        assert shown.status_code == 200
    else:
        assert (shown.status_code, f"Thiếu {field}" in shown.text) == (400, True)


def test_without_a_hash_it_is_refused(world: httpx.Client) -> None:
    shown = world.get(PAGE_AT, params=without(page(), ["vnp_SecureHash"]))
    assert (shown.status_code, "Thiếu vnp_SecureHash" in shown.text) == (400, True)


@pytest.mark.parametrize(
    ("choice", "recorded"),
    [
        ("pay", "plain"),
        ("cancel", "cancelled by the payer"),
        ("wrong_amount", "less than was asked"),
        ("forged", "hashed with another secret"),
    ],
)
def test_its_notice_is_the_one_that_was_recorded(
    world: httpx.Client, partner: Partner, choice: str, recorded: str
) -> None:
    wanted = notice(BY_NAME[recorded])
    partner.reply = lambda _request: httpx.Response(200, json=NOTICE["reply"])
    world.post(PAGE_AT, params=page(), data={"choice": choice})

    [sent] = partner.got
    told: dict[str, Any] = dict(parse_qsl(urlsplit(sent["url"]).query, keep_blank_values=True))
    assert urlsplit(sent["url"]).path == NOTICE["path"]
    # When it was paid is the world's own.
    wanted |= {"vnp_PayDate": told["vnp_PayDate"]}
    if choice == "forged":
        assert set(told["vnp_SecureHash"]) == set(wanted["vnp_SecureHash"]) == {"0"}
        assert without(told, ["vnp_SecureHash"]) == without(wanted, ["vnp_SecureHash"])
    else:
        assert told == hashed(without(wanted, ["vnp_SecureHash"]), ADDRESS)


@pytest.mark.parametrize("reply", [way["reply"] for way in WAYS if "reply" in way][:5])
def test_it_hears_our_answer(world: httpx.Client, partner: Partner, reply: dict[str, str]) -> None:
    partner.reply = lambda _request: httpx.Response(200, json=reply)
    world.post(PAGE_AT, params=page(), data={"choice": "pay"})
    [heard] = world.get(f"/_sandbox/vnpay/{PAGE['told']['vnp_TxnRef']}").json()["notices"]
    assert (heard["status"], heard["reply"]) == (200, reply)


def test_it_keeps_a_list_of_who_came_to_the_page(world: httpx.Client) -> None:
    world.get(PAGE_AT, params=page())
    [kept] = world.get("/_sandbox/received").json()["received"]
    assert (kept["method"], kept["path"], kept["status"]) == ("GET", PAGE_AT, 200)
    assert dict(parse_qsl(kept["query"])) == page()
