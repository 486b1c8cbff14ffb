"""The dirty side, for each system and settable while it runs: other Unicode form, codes in every way, and it stays one true answer."""

import json
import unicodedata
from itertools import product
from typing import Any

import httpx
import pytest

from sandbox.control.dirt import Dirt
from sandbox.control.faults import SYSTEMS
from tests.registers.recorded.shapes import recorded
from tests.registers.recorded.test_practice_world import ANSWERS, BY_NAME, door, send

BY_SYSTEM = {str(one): door(one).split("/")[1] for one in recorded()}


def dirty(world: httpx.Client, system: str, **also: object) -> None:
    world.put("/_sandbox/faults", json={system: {"dirty": True, **also}}).raise_for_status()


def clean(world: httpx.Client) -> None:
    world.delete("/_sandbox/faults").raise_for_status()


def one_form(value: Any) -> Any:
    """An answer without what the dirt may change: the Unicode form, numbers told as text."""
    if isinstance(value, dict):
        return {name: one_form(each) for name, each in value.items()}
    if isinstance(value, list):
        return [one_form(each) for each in value]
    text = unicodedata.normalize("NFC", value) if isinstance(value, str) else value
    return "0" if text in (0, "0", "00") else str(text)


def test_every_code_of_success_comes_in_every_way() -> None:
    dirt = Dirt()
    seen = [json.loads(dirt.soil(b'{"error_code": "0"}'))["error_code"] for _ in range(6)]
    assert seen == [0, "0", "00", 0, "0", "00"]


@pytest.mark.parametrize("code", ["97", -1, "-1", 1, "1", None])
def test_a_refusal_stays_the_refusal_that_it_was(code: object) -> None:
    dirt, told = Dirt(), json.dumps({"error_code": code, "message": "x"}).encode()
    assert {repr(json.loads(dirt.soil(told))["error_code"]) for _ in range(6)} == {repr(code)}


@pytest.mark.parametrize("name", ["Status", "TrangThaiGD", "statusCode", "MSG_STATE"])
def test_other_codes_come_as_text_and_as_a_number(name: str) -> None:
    dirt = Dirt()
    assert [json.loads(dirt.soil(json.dumps({"a": [{name: 3}]}).encode()))["a"][0][name] for _ in range(2)] == ["3", 3]


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7 \xff", b"<html>", b"\xff\xd8\xff"])
def test_what_is_no_json_stays_as_it_is(body: bytes) -> None:
    assert Dirt().soil(body) == body


@pytest.mark.parametrize("name", ANSWERS)
def test_a_dirty_answer_says_the_same_in_other_words(world: httpx.Client, name: str) -> None:
    plain = ANSWERS[name](world)
    dirty(world, BY_SYSTEM[name])
    soiled = ANSWERS[name](world)
    varying = {
        "payments.init": ["message"],
        "licences.issue": ["DaCo"],
        "post.order": ["Status", "Message"],
        "treasury.order": ["MaLoi"],
    }
    for field in varying.get(name, ()):
        plain.pop(field), soiled.pop(field)
    if name.startswith("messages"):
        assert soiled == {"status": "already"}
    elif name != "post.cancel":
        assert one_form(soiled) == one_form(plain)


@pytest.mark.parametrize("name", ["licences.find", "health.find", "violations.find", "post.track"])
def test_its_text_is_decomposed_and_that_ends_at_once(world: httpx.Client, name: str) -> None:
    dirty(world, BY_SYSTEM[name])
    text = json.dumps(ANSWERS[name](world), ensure_ascii=False)
    assert text == unicodedata.normalize("NFD", text) != unicodedata.normalize("NFC", text)
    clean(world)
    text = json.dumps(ANSWERS[name](world), ensure_ascii=False)
    assert text == unicodedata.normalize("NFC", text)


def test_a_hash_still_holds_over_what_was_soiled(world: httpx.Client) -> None:
    """Only what no hash covers is written in another way."""
    send(world, "payments.init")
    dirty(world, "payments")
    answers = [send(world, "payments.query").json() for _ in range(4)]
    assert {answer["MaXacThuc"] for answer in answers} == {answers[0]["MaXacThuc"]}
    assert {type(answer["TrangThaiGD"]) for answer in answers} == {str, int}
    assert {type(answer["SoTien"]) for answer in answers} == {int}


def test_the_length_that_is_told_is_that_of_the_soiled_answer(world: httpx.Client) -> None:
    dirty(world, "licences")
    reply = send(world, "licences.find", numbers=["094078004299"])
    assert int(reply.headers["content-length"]) == len(reply.content)


@pytest.mark.parametrize(("name", "fault"), list(product(["licences.find", "post.order"], ["drip", "half"])))
def test_dirt_and_a_broken_answer_go_together(world: httpx.Client, name: str, fault: str) -> None:
    dirty(world, BY_SYSTEM[name], fault=fault, count=1)
    if fault == "half":
        with pytest.raises(ConnectionResetError):
            send(world, name)
    else:
        assert send(world, name).json()
    [kept] = [one for one in world.get("/_sandbox/received").json()["received"] if one["fault"] == fault]
    assert kept["body"] == BY_NAME[name].body()


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_may_wait_for_thirty_seconds_and_send_half(world: httpx.Client, system: str) -> None:
    """Said to the practice world while it runs; nothing is waited for here."""
    for how in ({"delay": 30}, {"fault": "half"}, {"fault": "drip"}, {"dirty": True}):
        assert world.put("/_sandbox/faults", json={system: how}).status_code == 200
    now = world.get("/_sandbox/faults").json()
    assert (now[system]["delay"], now[system]["fault"], now[system]["dirty"]) == (30, "drip", True)
    others = [one for one in SYSTEMS if one != system]
    assert {(now[one]["delay"], now[one]["fault"], now[one]["dirty"]) for one in others} == {(0, None, False)}


def test_thirty_seconds_are_waited_out(world: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    async def note(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("sandbox.control.gate.asyncio.sleep", note)
    world.put("/_sandbox/faults", json={"police": {"delay": 30}}).raise_for_status()
    assert send(world, "violations.find").status_code == 200
    assert waited == [30]
