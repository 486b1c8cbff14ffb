"""Faults, the list of what came in, and who lives here; the faults over real connections too."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn

from sandbox.__main__ import AbortableProtocol, main
from sandbox.app import create
from sandbox.control.faults import SYSTEMS, Faults
from sandbox.wire import BadInputError
from tests.sandbox.conftest import ENV

ASK = {"numbers": ["094078004299"]}


def fault(world, system="licences", **change):
    return world.put("/_sandbox/faults", json={system: change})


def ask(world, path="/licences/find"):
    return world.post(path, json=ASK | {"born": "19781128"})


def test_it_is_alive(world):
    assert world.get("/healthz/live").json() == {"status": "ok", "people": 5000, "seed": 2021}


def test_a_fault_500_and_its_end(world):
    fault(world, fault="500")
    assert [ask(world).status_code for _ in range(2)] == [500, 500]
    assert ask(world, "/police/find").status_code == 200
    world.delete("/_sandbox/faults")
    assert ask(world).status_code == 200


def test_a_counted_fault_stops_by_itself(world):
    fault(world, fault="500", count=2)
    assert [ask(world).status_code for _ in range(3)] == [500, 500, 200]


def test_a_fault_named_anew_is_not_used_up(world):
    fault(world, fault="500", count=1)
    ask(world)
    fault(world, fault="garbage")
    assert ask(world).content.startswith(b"<html>")


def test_a_share_of_the_requests_is_struck(world):
    fault(world, fault="500", share=0.5)
    struck = [ask(world).status_code for _ in range(60)].count(500)
    assert 10 < struck < 50


def test_garbage_is_no_json(world):
    fault(world, fault="garbage")
    answer = ask(world)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    with pytest.raises(ValueError, match="decode"):
        answer.json()


def test_a_dripping_answer_is_the_true_one(world):
    true = ask(world).content
    fault(world, fault="drip")
    assert ask(world).content == true


def test_a_refused_connection(world):
    fault(world, fault="refuse")
    with pytest.raises(ConnectionResetError):
        ask(world)


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("500", "500"),
        (500, "500"),
        ({"fault": 500}, "500"),
        ({"fault": "time-out"}, "timeout"),
        ("refused connection", "refuse"),
        ({"fault": "slow drip"}, "drip"),
        (None, None),
        ("none", None),
    ],
)
def test_a_fault_may_be_said_short_or_by_another_name(world, sent, meant):
    fault(world, fault="garbage")
    assert world.put("/_sandbox/faults", json={"licences": sent}).status_code == 200
    assert world.get("/_sandbox/faults").json()["licences"]["fault"] == meant


def test_every_system_has_its_own_fault(world):
    fault(world, "*", fault="500")
    doors = [f"/{system}/anything" for system in SYSTEMS]
    assert {world.get(door).status_code for door in doors} == {500}
    assert world.get("/_sandbox/faults").status_code == 200 == world.get("/healthz/live").status_code


def test_changes_are_merged(world):
    fault(world, delay=0.01)
    fault(world, fault="500")
    now = world.get("/_sandbox/faults").json()
    assert (now["licences"]["delay"], now["licences"]["fault"], now["police"]["fault"]) == (0.01, "500", None)


def test_a_delay_is_waited_out(world, monkeypatch):
    waited = []
    real = asyncio.sleep

    async def note(seconds):
        waited.append(seconds)
        await real(0)

    monkeypatch.setattr("sandbox.control.gate.asyncio.sleep", note)
    fault(world, delay=2.5)
    assert ask(world).status_code == 200 and waited == [2.5]


@pytest.mark.parametrize(
    "sent",
    [
        {"nobody": {}},
        {"licences": {"fault": "fire"}},
        {"licences": {"delay": -1}},
        {"licences": {"delay": "2"}},
        {"licences": {"delay": None}},
        {"licences": {"share": 2}},
        {"licences": {"count": 1.5}},
        {"licences": {"dirty": 1}},
        {"licences": {"slow": 1}},
        {"licences": 3},
        {"licences": {"fault": "500"}, "nobody": {}},
    ],
)
def test_a_wrong_fault_is_refused_and_nothing_changes(world, sent):
    before = world.get("/_sandbox/faults").json()
    assert world.put("/_sandbox/faults", json=sent).status_code == 400
    assert world.get("/_sandbox/faults").json() == before


def test_sessions_expire_once_for_each_time_it_is_asked():
    faults = Faults(seed=1)
    faults.merge({"sync": {"expire_sessions": True}})
    assert [faults.sessions_expired("sync") for _ in range(2)] == [True, False]
    with pytest.raises(BadInputError):
        faults.merge({"sync": {"expire_sessions": None}})


@pytest.mark.parametrize("path", ["/licences/find", "/health/find", "/police/find"])
def test_dirty_systems_write_decomposed_text(world, citizen, path):
    person = citizen("seized")
    sent = {"numbers": [person["cccd"]], "born": person["born"].replace("-", "")}
    clean = world.post(path, json=sent).json()
    fault(world, "*", dirty=True)
    dirty = world.post(path, json=sent).json()
    assert dirty != clean
    fault(world, "*", dirty=False)
    assert world.post(path, json=sent).json() == clean


def test_what_came_in_is_listed_with_what_happened(world):
    ask(world)
    fault(world, fault="500")
    ask(world)
    world.post("/sms/send", content=b"not json")
    found = world.get("/_sandbox/received", params={"system": "licences"}).json()["received"]
    assert [(each["path"], each["fault"], each["status"]) for each in found] == [
        ("/licences/find", None, 200),
        ("/licences/find", "500", 500),
    ]
    assert found[0]["body"]["numbers"] == ASK["numbers"]
    assert [each["body"] for each in world.get("/_sandbox/received").json()["received"]][-1] == "not json"
    world.delete("/_sandbox/received")
    assert world.get("/_sandbox/received").json()["received"] == []


def test_people_are_listed_by_kind(world):
    listed = world.get("/_sandbox/people", params={"kind": "old_cmnd", "limit": 200}).json()["people"]
    assert len({person["cccd"] for person in listed}) == 200
    assert all(person["registeredUnder"] == person["cmnd"] for person in listed)
    pilot = world.get("/_sandbox/people", params={"kind": "old_cmnd", "limit": 5, "pilot": 1}).json()["people"]
    assert len(pilot) == 5 and all(person["pilot"] for person in pilot)
    kinds = world.get("/_sandbox/people").json()["kinds"]
    assert sum(kind["share"] for kind in kinds) == 1000


@pytest.mark.parametrize(
    "query", [{"kind": "rich"}, {"kind": "lost", "limit": "many"}, {"kind": "lost", "limit": "-1"}]
)
def test_a_wrong_listing_is_refused(world, query):
    assert world.get("/_sandbox/people", params=query).status_code == 400


def test_one_person_and_the_qr_of_the_card(world, citizen):
    person = citizen("lost")
    assert person["lost"] is True and set(person["violations"]) == {"police", "inspectorate"}
    assert world.get(f"/_sandbox/qr/{person['cmnd']}").text == person["qr"]
    assert world.get("/_sandbox/people/000").status_code == 404 == world.get("/_sandbox/qr/000").status_code


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """The same world on a real socket, so that a cut connection is one."""
    config = uvicorn.Config(create(people=100, env=ENV, tick=0.01), http=AbortableProtocol, log_level="critical")
    server = uvicorn.Server(config)
    door = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    yield f"http://127.0.0.1:{door.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    door.close()


@pytest.fixture
def network(served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served, timeout=5, trust_env=False) as client:
        yield client
        client.delete("/_sandbox/faults")


@pytest.mark.parametrize("kind", ["refuse", "half"])
def test_a_cut_connection_over_the_network(network, kind):
    true = ask(network).content
    fault(network, fault=kind, count=1)
    with pytest.raises(httpx.RemoteProtocolError):
        ask(network)
    assert ask(network).content == true


def test_a_held_request_over_the_network(network):
    fault(network, fault="timeout", count=1)
    with pytest.raises(httpx.ReadTimeout):
        network.post("/licences/find", json=ASK, timeout=0.2)
    assert ask(network).status_code == 200


def test_a_drip_over_the_network_comes_byte_by_byte(network):
    fault(network, fault="drip", count=1)
    started = time.monotonic()
    with network.stream("POST", "/licences/find", json={"numbers": ["1"]}) as answer:
        parts = list(answer.iter_raw())
    assert b"".join(parts) == b'{"persons":[]}' and len(parts) > 1 and time.monotonic() - started >= 0.13


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--port", "1", "--people", "0"], "from 1 to 1000000 people"),
        ([], "--port"),
        (["--port", "x"], "invalid int value"),
    ],
)
def test_a_wrong_start_says_what_is_wrong(monkeypatch, capsys, arguments, said):
    monkeypatch.setattr("sys.argv", ["sandbox", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2 and said in capsys.readouterr().err
