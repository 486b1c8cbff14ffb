"""Departments' software of the practice world: what it makes of a message in each variant, and what it does at GPLX."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import httpx
import pytest

from sandbox.software.messages import TOLERANCE, VARIANTS, Software, is_right
from tests.sandbox.conftest import Partner

SECRET = b"s" * 32
WRITTEN = "whsec_" + base64.b64encode(SECRET).decode()
HOOK, STEER = "/software/H26/hook", "/_sandbox/software/H26"
BODY = b'{"type": "dossier.acted"}'


def headers(message: str = "act-1", *, secret: bytes = SECRET, age: float = 0, body: bytes = BODY) -> dict[str, str]:
    """A message signed so, so long ago."""
    stamp = str(int(time.time() - age))
    mark = hmac.new(secret, f"{message}.{stamp}.".encode() + body, hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(mark).decode()}"
    return {"webhook-id": message, "webhook-timestamp": stamp, "webhook-signature": signature}


def set_up(world: httpx.Client, variant: str = "good", **more: Any) -> None:
    world.put(STEER, json={"variant": variant, "secret": WRITTEN, **more}).raise_for_status()


def send(world: httpx.Client, **how: Any) -> int:
    return world.post(HOOK, content=BODY, headers=headers(**how)).status_code


# variant: a good message, the same again, a forged one, an old one
ANSWERS = {
    "good": [200, 200, 401, 401],
    "trusting": [200, 200, 200, 200],
    "slow": [200, 200, 401, 401],
    "broken": [500, 500, 500, 500],
    "doubling": [200, 409, 401, 401],
}


def test_every_variant_is_known() -> None:
    assert set(ANSWERS) == set(VARIANTS)


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_each_variant_answers(world: httpx.Client, variant: str) -> None:
    set_up(world, variant)
    answers = [
        send(world),
        send(world),
        send(world, message="act-2", secret=b"x" * 32),
        send(world, message="act-3", age=TOLERANCE + 60),
    ]
    assert answers == ANSWERS[variant]
    told = world.get(STEER).json()["told"]
    assert [(one["id"], one["right"]) for one in told] == [
        ("act-1", True),
        ("act-1", True),
        ("act-2", False),
        ("act-3", False),
    ]
    assert [one["status"] for one in told] == answers


def test_setting_it_up_forgets_what_was_told_and_keeps_what_is_not_named(world: httpx.Client) -> None:
    set_up(world, user="so-h26", key="khoa")
    send(world)
    world.put(STEER, json={"variant": "broken"}).raise_for_status()
    assert world.get(STEER).json() == {"variant": "broken", "told": []}
    world.put(STEER, json={"variant": "good"}).raise_for_status()
    assert send(world) == 200


@pytest.mark.parametrize("wrong", [{"variant": "kind"}, {"delay": "long"}, {"colour": "red"}])
def test_what_it_cannot_be_is_refused(world: httpx.Client, wrong: dict[str, Any]) -> None:
    assert world.put(STEER, json=wrong).status_code == 400


def test_departments_do_not_know_one_another(world: httpx.Client) -> None:
    set_up(world)
    assert world.post("/software/H24/hook", content=BODY, headers=headers()).status_code == 401
    assert world.get(STEER).json()["told"] == []


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-signature": ""},
        {"webhook-signature": "v1,AAAA"},
        {"webhook-id": "act-2"},
        {"webhook-timestamp": "1"},
        {"webhook-timestamp": "hôm qua"},
    ],
)
def test_one_change_makes_a_message_wrong(change: dict[str, str]) -> None:
    good = headers()
    assert is_right(good, BODY, secret=WRITTEN, at=time.time())
    assert not is_right(good | change, BODY, secret=WRITTEN, at=time.time())
    assert not is_right(good, BODY + b" ", secret=WRITTEN, at=time.time())


def test_one_right_signature_among_several_is_enough() -> None:
    both = headers()
    both["webhook-signature"] = f"v1,AAAA {both['webhook-signature']}"
    assert is_right(both, BODY, secret=WRITTEN, at=time.time())


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_không", "whsec_***"])
def test_without_a_secret_nothing_is_right(secret: str) -> None:
    assert not is_right(headers(), BODY, secret=secret, at=time.time())
    assert Software(secret=secret).take(headers(), BODY, at=time.time()) == 401


def test_it_signs_in_and_asks(world: httpx.Client, partner: Partner) -> None:
    set_up(world, user="so-h26", key="khoa")
    partner.reply = lambda _request: httpx.Response(200, json={"error_code": 0, "session": "phiên"})
    answer = world.post(f"{STEER}/read", json={"service": "TraCuuHoSo", "donViXuLy": "H26", "mahoso": "x"}).json()
    assert answer == {"status": 200, "reply": {"error_code": 0, "session": "phiên"}}
    login, asked = partner.got
    assert login["url"].endswith("/apiDVC-GPLX/tcdbdvcdata/mapi/login")
    assert json.loads(login["body"]) == {"username": "so-h26", "password": "khoa"}
    assert asked["url"].endswith("/mapi/g")
    assert json.loads(asked["body"]) == {
        "session": "phiên",
        "service": "TraCuuHoSo",
        "donViXuLy": "H26",
        "mahoso": "x",
    }
    assert world.post(f"{STEER}/read", json={"service": "XoaHoSo"}).status_code == 400


def test_it_reads_a_dossier_and_acts_on_what_it_saw(world: httpx.Client, partner: Partner) -> None:
    set_up(world, key="khoa")
    partner.reply = lambda _request: httpx.Response(200, json={"version": 4})
    order = {"officer": "tiepnhan.h26"}
    answer = world.post(f"{STEER}/act", json={"code": "ma", "act": "accept", "order": order}).json()
    assert answer["status"] == 200
    read, acted = partner.got
    assert read["url"].endswith("/api/acts/dossiers/ma")
    assert acted["url"].endswith("/api/acts/dossiers/ma/accept")
    assert json.loads(acted["body"]) == {"seen": 4, "officer": "tiepnhan.h26"}
    assert world.post(f"{STEER}/act", json={"code": "ma"}).status_code == 400
