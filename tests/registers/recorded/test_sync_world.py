"""The portals of the practice world against what was recorded: the same conversations, the same shapes, and a reason for each refusal."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from sandbox.app import create
from sandbox.sync.rules import FIRST, SECOND, STEP
from tests.registers.recorded.conversations import SYNC, Conversation, Exchange, conversations, named
from tests.registers.recorded.record import changed, without
from tests.registers.recorded.test_practice_world import kinds
from tests.sandbox.conftest import ENV, InProcess, Partner

DOORS = ("/sync", "/province/h26")
CODE = "000.00.99.H26-210927-0001"


@pytest.fixture
def world() -> Iterator[httpx.Client]:
    app = create(people=1000, env=ENV, outgoing=Partner().transport)
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox.test") as client:
        yield client


class Portal:
    """A portal to which requests are sent as they were recorded, under the session that it gave."""

    def __init__(self, world: httpx.Client, door: str) -> None:
        self.world, self.door, self.session = world, door, ""

    def hears(self, path: str, body: dict[str, Any]) -> httpx.Response:
        """The answer to a request."""
        told = body | ({"session": self.session} if body.get("session") else {})
        reply = self.world.post(f"{self.door}/{path}", json=told, headers=SYNC["headers"])
        self.session = reply.json().get("session", self.session)
        return reply

    def asked(self, name: str, **changes: Any) -> Any:
        """The answer to a request by its name, with some places of its body changed."""
        request = named("requests", name)
        return self.hears(request["path"], changed(request["body"], changes)).json()

    def plays(self, exchange: Exchange) -> None:
        """It answers as was recorded: the same code, and every field that was recorded in the same kind."""
        reply = self.hears(exchange.path, exchange.body)
        assert reply.status_code == exchange.status
        assert reply.json()["error_code"] == exchange.answer["error_code"], reply.text
        assert lacks(kinds(reply.json()), kinds(exchange.answer)) == []


@pytest.fixture(params=DOORS)
def portal(world: httpx.Client, request: pytest.FixtureRequest) -> Portal:
    """One that has let us in."""
    one = Portal(world, request.param)
    one.asked("login")
    return one


def lacks(shape: Any, recorded: Any, place: str = "") -> list[str]:
    """What was recorded and is not there, or in another kind; a portal may say more."""
    if isinstance(recorded, dict) and isinstance(shape, dict):
        return [
            wrong
            for name in recorded
            for wrong in (
                lacks(shape[name], recorded[name], f"{place}.{name}") if name in shape else [f"{place}.{name}"]
            )
        ]
    if isinstance(recorded, list) and isinstance(shape, list):
        return lacks(shape[0], recorded[0], f"{place}[]") if shape and recorded else []
    return [] if shape == recorded else [f"{place} is {shape}"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("one", [one for one in conversations() if one.played], ids=str)
def test_it_goes_the_same_way(world: httpx.Client, one: Conversation, door: str) -> None:
    portal = Portal(world, door)
    for turn in one.turns:
        if turn.meanwhile == "sessions end":
            system = door.split("/")[1]
            world.put("/_sandbox/faults", json={system: {"expire_sessions": True}}).raise_for_status()
        for exchange in turn.exchanges:
            portal.plays(exchange)


def test_what_it_holds_is_what_it_was_told(portal: Portal) -> None:
    for name in ("tell", "progress"):
        assert portal.asked(name)["error_code"] == 0
    told, steps = (named("requests", name)["body"]["data"] for name in ("tell", "progress"))
    assert portal.asked("look_up")["result"] == [told[0] | {"DanhSachTienDo": steps}]


def test_a_dossier_told_twice_exists(portal: Portal) -> None:
    portal.asked("tell")
    assert portal.asked("tell") == named("answers", "exists")["body"]
    assert portal.asked("update") == named("answers", "told")["body"]


@pytest.mark.parametrize("generation", ["tell", "tell, generation 1"])
def test_a_field_less_is_refused_with_its_name(portal: Portal, generation: str) -> None:
    [dossier] = named("requests", generation)["body"]["data"]
    needed = {*FIRST, *SECOND} if "KenhThucHien" in dossier else set(FIRST)
    assert needed <= set(dossier)
    for field in sorted(needed - {"KenhThucHien"}):
        said = portal.asked(generation, data=[without(dossier, [field])])
        assert (said["error_code"], field in said["message"]) == (-1, True), field
    for field in sorted(set(dossier) - needed):
        said = portal.asked(generation, data=[without(dossier, [field])])
        assert said["error_code"] == 0, said
        portal.world.delete(f"{control(portal)}/{CODE}").raise_for_status()


def control(portal: Portal) -> str:
    return "/_sandbox/dossiers" if portal.door == "/sync" else f"/_sandbox{portal.door}/dossiers"


def test_a_step_with_a_field_less_is_refused_with_its_name(portal: Portal) -> None:
    portal.asked("tell")
    [step, _] = named("requests", "progress")["body"]["data"]
    for field in STEP:
        said = portal.asked("progress", data=[without(step, [field])])
        assert (said["error_code"], field in said["message"]) == (-1, True), field
    for field in sorted(set(step) - set(STEP)):
        assert portal.asked("progress", data=[without(step, [field])])["error_code"] == 0, field


@pytest.mark.parametrize(
    ("name", "field", "reason"),
    [
        ("look_up", "session", "Phiên làm việc đã hết hạn"),
        ("look_up", "madonvi", "madonvi"),
        ("look_up", "service", "Không có dịch vụ"),
        ("look_up", "mahoso", "mahoso"),
        ("tell", "isUpdating", "isUpdating"),
        ("tell", "data", "data"),
        ("progress", "data", "data"),
        ("login", "username", "Sai tên đăng nhập"),
        ("login", "password", "mật khẩu"),
    ],
)
def test_a_request_with_a_field_less_is_refused_with_the_reason(
    portal: Portal, name: str, field: str, reason: str
) -> None:
    request = named("requests", name)
    said = portal.hears(request["path"], without(request["body"], [field])).json()
    assert said["error_code"] < 0
    assert reason in said["message"]
    assert portal.asked("look_up")["result"] == []


def test_what_it_says_to_a_wrong_account_and_an_ended_session(portal: Portal) -> None:
    assert portal.asked("login", password="guess") == named("answers", "not let in")["body"]
    portal.session = "of yesterday"
    assert portal.asked("look_up") == named("answers", "expired")["body"]


def test_an_adapter_forwards_for_a_named_member_alone(portal: Portal) -> None:
    request = named("requests", "look_up")
    path = f"VXPAdapter/RestService/forward/{request['path']}"
    body = request["body"] | {"session": portal.session}
    said = portal.world.post(f"{portal.door}/{path}", json=body).json()
    assert (said["error_code"], "dstcode" in said["message"]) == (-1, True)
    assert portal.hears(path, body).json() == named("answers", "nothing")["body"]


def test_it_keeps_a_list_of_what_it_received(portal: Portal) -> None:
    portal.world.delete("/_sandbox/received")
    names = ("login", "look_up", "tell", "progress")
    for name in names:
        portal.asked(name)
    kept = [one for one in portal.world.get("/_sandbox/received").json()["received"] if one["method"] == "POST"]
    sent = [named("requests", name) for name in names]
    assert [one["path"] for one in kept] == [f"{portal.door}/{one['path']}" for one in sent]
    assert [one["status"] for one in kept] == [200] * len(names)
    under = {"session": portal.session}
    assert [one["body"] for one in kept] == [sent[0]["body"], *(one["body"] | under for one in sent[1:])]
