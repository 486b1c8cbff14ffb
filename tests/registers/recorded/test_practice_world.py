"""The practice world against what was recorded: it takes what we send, refuses what lacks a field, and answers in the recorded shape."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from sandbox.app import create
from tests.registers.recorded.hashes import hashed
from tests.registers.recorded.record import load
from tests.registers.recorded.shapes import Recorded, recorded
from tests.sandbox.conftest import ENV, InProcess, Partner

DOORS = {"violations": "police", "messages": ""}
BY_NAME = {str(one): one for one in recorded()}
CODES = ("error_code", "Status", "MaLoi", "vnp_ResponseCode")
NAMES_THE_FIELD, OF_THE_HASH = ("vnpay", "treasury"), ("vnp_SecureHash", "vnp_TmnCode")
# Fields of our requests that a system may do without.
OPTIONAL = {
    "licences.issue": {"NgayHH"},
    "payments.init": set(),
    "payments.query": set(),
    "vnpay.query": set(),
    "vnpay.statement": set(),
    "treasury.order": set(),
    "treasury.answer": set(),
    "treasury.statement": set(),
    "post.order": {
        "ItemCode", "CODAmount", "SenderDistrict", "SenderEmail", "SenderDesc", "Description", "ReceiverDistrict",
        "ReceiverEmail", "FlagConfig", "CollectionStatus", "CollectionDesc",
    },
}  # fmt: skip


@pytest.fixture
def world() -> Iterator[httpx.Client]:
    app = create(people=5000, env=ENV, outgoing=Partner().transport)
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox.test") as client:
        yield client


def door(one: Recorded) -> str:
    system = one.operation if one.system == "messages" else DOORS.get(one.system, one.system)
    return f"/{system}/{one.request['path']}"


def send(world: httpx.Client, name: str, **changes: Any) -> httpx.Response:
    """The recorded request, with some fields changed."""
    one = BY_NAME[name]
    method, headers = one.request["method"], one.request.get("headers", {})
    return world.request(method, door(one), json=one.body(**changes) or None, headers=headers)


def person(world: httpx.Client, kind: str) -> dict[str, Any]:
    return dict(world.get("/_sandbox/people", params={"kind": kind, "limit": 1}).json()["people"][0])


def found(world: httpx.Client, name: str, kind: str) -> Any:
    known = person(world, kind)
    born = {"born": known["born"].replace("-", "")} if name == "violations.find" else {}
    return send(world, name, numbers=[known["cccd"], known["cmnd"]], **born).json()


def issued(world: httpx.Client) -> Any:
    known = person(world, "all_green")
    changes = {"SoGPLXCu": known["licences"][0], "NgaySinh": known["born"].replace("-", ""), "SoCMT": known["cccd"]}
    return send(world, "licences.issue", **changes).json()


def tracked(world: httpx.Client) -> Any:
    send(world, "post.order")
    return send(world, "post.track").json()


def cancelled(world: httpx.Client) -> Any:
    send(world, "post.order")
    return send(world, "post.cancel").json()


def queried(world: httpx.Client) -> Any:
    send(world, "payments.init")
    return send(world, "payments.query").json()


def settled(world: httpx.Client) -> Any:
    """Somebody came to the platform's page and paid, and it tells of that day."""
    page = json.loads(send(world, "payments.init").json()["message"])["UrlThanhToan"]
    assert world.post(page, data={"choice": "pay_silent"}).status_code == 303
    return send(world, "payments.statement").json()


def paid(world: httpx.Client) -> None:
    """Somebody came to VNPay's page, and paid."""
    # The practice world's day has the hours of the real one.
    told = load("vnpay_addresses")["page"]["told"] | {"vnp_ExpireDate": "20210930103000"}
    told = hashed(told, {"scheme": "vnpay address"})
    page = world.post("/vnpay/paymentv2/vpcpay.html", params=told, data={"choice": "pay"})
    assert page.status_code == 303


def after_payment(world: httpx.Client, name: str) -> Any:
    paid(world)
    return send(world, name).json()


def answered(world: httpx.Client) -> Any:
    send(world, "treasury.order")
    return send(world, "treasury.answer").json()


def stated(world: httpx.Client) -> Any:
    send(world, "treasury.order")
    return after_payment(world, "treasury.statement")


ANSWERS: dict[str, Callable[[httpx.Client], Any]] = {
    "licences.find": lambda world: found(world, "licences.find", "all_green"),
    "licences.issue": issued,
    "violations.find": lambda world: found(world, "violations.find", "seized"),
    "health.find": lambda world: found(world, "health.find", "all_green"),
    "payments.init": lambda world: send(world, "payments.init").json(),
    "payments.query": queried,
    "payments.statement": settled,
    "vnpay.query": lambda world: after_payment(world, "vnpay.query"),
    "vnpay.statement": lambda world: after_payment(world, "vnpay.statement"),
    "treasury.order": lambda world: send(world, "treasury.order").json(),
    "treasury.answer": answered,
    "treasury.statement": stated,
    "post.order": lambda world: send(world, "post.order").json(),
    "post.track": tracked,
    "post.cancel": cancelled,
    "messages.sms": lambda world: send(world, "messages.sms").json(),
    "messages.email": lambda world: send(world, "messages.email").json(),
}


def kinds(value: Any) -> Any:
    """The shape of an answer: its fields, and the kinds of values that they hold."""
    if isinstance(value, dict):
        return {name: kinds(each) for name, each in value.items()}
    if isinstance(value, list):
        return [kinds(value[0])] if value else []
    return type(value).__name__


def differs(shape: Any, known: list[Any], place: str = "") -> list[str]:
    """Where a shape is none of those that were recorded; a list may be empty."""
    if isinstance(shape, dict):
        told = [one for one in known if isinstance(one, dict)]
        fields = set().union(*(one.keys() for one in told))
        unknown = [f"{place}.{name}" for name in shape.keys() ^ fields]
        return unknown + [
            wrong
            for name in shape.keys() & fields
            for wrong in differs(shape[name], [one[name] for one in told if name in one], f"{place}.{name}")
        ]
    if isinstance(shape, list):
        lists = [one for one in known if isinstance(one, list)]
        inner = [one[0] for one in lists if one]
        return differs(shape[0], inner, f"{place}[]") if shape and inner else [] if lists else [place]
    return [] if shape in known else [f"{place} is {shape}"]


@pytest.mark.parametrize("name", ANSWERS)
def test_it_answers_in_the_recorded_shape(world: httpx.Client, name: str) -> None:
    answer = ANSWERS[name](world)
    known = [kinds(said.body) for said in BY_NAME[name].answers if not said.fails and said.played]
    assert differs(kinds(answer), known) == []


@pytest.mark.parametrize("name", ["treasury.order", "treasury.answer"])
def test_where_nothing_is_left_to_chance_it_answers_as_was_recorded(world: httpx.Client, name: str) -> None:
    assert ANSWERS[name](world) == BY_NAME[name].answers[0].body


@pytest.mark.parametrize("name", ["vnpay.query", "vnpay.statement"])
def test_what_is_hashed_holds(world: httpx.Client, name: str) -> None:
    answer = ANSWERS[name](world)
    assert answer == hashed(answer, load("vnpay")[BY_NAME[name].operation]["hashed"])


def test_every_recorded_operation_is_played() -> None:
    assert set(ANSWERS) == set(BY_NAME)


@pytest.mark.parametrize("name", OPTIONAL)
def test_it_takes_what_we_send_and_refuses_it_with_a_field_less(world: httpx.Client, name: str) -> None:
    one = BY_NAME[name]
    for field in sorted(set(one.body()) - OPTIONAL[name]):
        reply = world.post(door(one), json=one.body(left_out=field), headers=one.request.get("headers", {}))
        assert refused(reply), field
        assert len(reply.text) > 10, f"says why {field} is missed"
        if one.system in NAMES_THE_FIELD and field not in OF_THE_HASH:
            assert field in reply.text
    for field in sorted(OPTIONAL[name]):
        reply = world.post(door(one), json=one.body(left_out=field), headers=one.request.get("headers", {}))
        assert "Thiếu" not in reply.text, field


def refused(reply: httpx.Response) -> bool:
    """An HTTP error, or a code that is none of success."""
    told = reply.json()
    code = str(next((told[name] for name in CODES if name in told), "0"))
    return reply.status_code >= 400 or code not in ("0", "00", "100", "101")


@pytest.mark.parametrize("name", ["licences.find", "violations.find", "health.find"])
@pytest.mark.parametrize("numbers", [None, [], "001085000001", [1], [""]])
def test_a_look_up_without_numbers_is_refused_with_the_reason(world: httpx.Client, name: str, numbers: Any) -> None:
    reply = send(world, name, numbers=numbers)
    assert (reply.status_code, "numbers" in reply.json()["error"]) == (400, True)


@pytest.mark.parametrize("query", ["", "?day=", "?day=20210927", "?day=27/09/2021", "?day=hôm qua", "?ngay=2021-09-27"])
def test_a_statement_of_no_day_is_refused_with_the_reason(world: httpx.Client, query: str) -> None:
    reply = world.get(f"/payments/statement{query}")
    assert (reply.status_code, "day" in reply.json()["error"]) == (400, True)


@pytest.mark.parametrize("name", ANSWERS)
def test_it_keeps_a_list_of_what_it_received(world: httpx.Client, name: str) -> None:
    world.delete("/_sandbox/received")
    send(world, name)
    [kept] = world.get("/_sandbox/received").json()["received"]
    path, _, query = door(BY_NAME[name]).partition("?")
    assert (kept["path"], kept["query"], kept["body"]) == (path, query, BY_NAME[name].body() or None)
    assert isinstance(kept["status"], int)
