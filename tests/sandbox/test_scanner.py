"""The practice world's virus scanner, spoken to as clamd's manual says, on the port of everything else."""

import json
import socket
import struct
import threading
from collections.abc import Iterator

import httpx
import pytest
import uvicorn

from sandbox.__main__ import AbortableProtocol
from sandbox.app import create
from tests.eicar import EICAR
from tests.sandbox.conftest import ENV

FOUND = b"stream: Win.Test.EICAR_HDB-1 FOUND"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The world on a real socket."""
    config = uvicorn.Config(create(people=100, env=ENV, tick=0.01), http=AbortableProtocol, log_level="critical")
    server, door = uvicorn.Server(config), socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    yield door.getsockname()[1]
    server.should_exit = True
    thread.join(timeout=10)
    door.close()


@pytest.fixture
def steer(port: int) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}/_sandbox", timeout=5, trust_env=False) as client:
        yield client
        client.delete("/faults")


def talk(port: int, *parts: bytes, timeout: float = 5) -> bytes:
    """Say something, and hear until the other side hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as line:
        for part in parts:
            line.sendall(part)
        heard = b""
        while more := line.recv(4096):
            heard += more
        return heard


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        piece = data[start : start + size]
        yield struct.pack("!L", len(piece)) + piece
    yield struct.pack("!L", 0)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        (b"zPING\0", b"PONG\0"),
        (b"nPING\n", b"PONG\n"),
        (b"zVERSION\0", b"ClamAV 0.103.3/26305/Mon Sep 27 09:04:55 2021\0"),
        (b"zRELOAD\0", b"UNKNOWN COMMAND\0"),
        (b"z\0", b"UNKNOWN COMMAND\0"),
    ],
)
def test_commands_are_answered_with_the_end_that_they_had(port: int, said: bytes, heard: bytes) -> None:
    assert talk(port, said) == heard


@pytest.mark.parametrize("size", [1, 7, 67, 68, 4096])
def test_the_test_file_is_found_however_it_is_cut(port: int, size: int) -> None:
    assert talk(port, b"nINSTREAM\n", *pieces(b"a" * 99 + EICAR + b"b", size)) == FOUND + b"\n"


@pytest.mark.parametrize("data", [b"", b"a", EICAR[:-1], EICAR.lower(), bytes(100_000)], ids=len)
def test_all_else_is_clean(port: int, data: bytes) -> None:
    assert talk(port, b"zINSTREAM\0", *pieces(data, 5000)) == b"stream: OK\0"


def test_more_than_it_takes_is_refused(port: int) -> None:
    assert talk(port, b"zINSTREAM\0", struct.pack("!L", 20_000_001)) == b"INSTREAM size limit exceeded. ERROR\0"


@pytest.mark.parametrize("said", [b"zINSTREAM\0\0\0", b"zPI", b"n" + b"x" * 70_000])
def test_whoever_hangs_up_or_speaks_nonsense_leaves_it_well(port: int, said: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(said)
    assert talk(port, b"zPING\0") == b"PONG\0"


def test_the_same_port_still_speaks_http(port: int, steer: httpx.Client) -> None:
    assert talk(port, b"zPING\0") == b"PONG\0"
    assert httpx.get(f"http://127.0.0.1:{port}/healthz/live", timeout=5, trust_env=False).status_code == 200


@pytest.mark.parametrize(
    ("fault", "heard"),
    [("half", FOUND[: (len(FOUND) + 1) // 2]), ("drip", FOUND + b"\0")],
)
def test_faults_are_those_of_every_system(port: int, steer: httpx.Client, fault: str, heard: bytes) -> None:
    steer.put("/faults", json={"scanner": {"fault": fault, "count": 1}})
    assert talk(port, b"zINSTREAM\0", *pieces(EICAR, 50)) == heard
    assert talk(port, b"zINSTREAM\0", *pieces(EICAR, 50)) == FOUND + b"\0"


def test_a_failure_is_an_error_of_its_own(port: int, steer: httpx.Client) -> None:
    steer.put("/faults", json={"scanner": {"fault": "500", "count": 1}})
    assert talk(port, b"zPING\0") == b"Can't allocate memory ERROR\n"
    assert talk(port, b"zPING\0") == b"PONG\0"


def test_garbage_is_none_of_its_answers(port: int, steer: httpx.Client) -> None:
    steer.put("/faults", json={"scanner": "garbage"})
    assert b"OK" not in talk(port, b"zPING\0")


def test_a_refused_connection_is_cut(port: int, steer: httpx.Client) -> None:
    steer.put("/faults", json={"scanner": "refuse"})
    assert talk(port, b"zPING\0") == b""


def test_a_held_connection_says_nothing(port: int, steer: httpx.Client) -> None:
    steer.put("/faults", json={"scanner": "timeout"})
    with pytest.raises(TimeoutError):
        talk(port, b"zPING\0", timeout=0.2)


def test_it_is_written_down_who_called_and_what_happened(port: int, steer: httpx.Client) -> None:
    steer.delete("/received")
    steer.put("/faults", json={"scanner": {"fault": "500", "count": 1}})
    talk(port, b"zPING\0")
    talk(port, b"zINSTREAM\0", *pieces(EICAR, 50))
    told = json.loads(steer.get("/received", params={"system": "scanner"}).text)["received"]
    assert [(one["method"], one["fault"]) for one in told] == [("PING", "500"), ("INSTREAM", None)]
    assert "EICAR" not in json.dumps(told)
