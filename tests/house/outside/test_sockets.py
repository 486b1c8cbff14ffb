"""The tests speak to nobody but this machine, and come in another order every time."""

import socket

import httpx
import pytest
from pytest_socket import SocketConnectBlockedError

from tests.house.source import ROOT

# Addresses that documentation may use and nobody has.
ELSEWHERE = ["192.0.2.1", "198.51.100.7", "203.0.113.9"]


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
@pytest.mark.parametrize("host", ELSEWHERE)
def test_no_test_connects_elsewhere(host: str) -> None:
    with socket.socket() as attempt, pytest.raises(SocketConnectBlockedError):
        attempt.connect((host, 80))


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_nor_does_the_library_that_the_registers_use() -> None:
    with httpx.Client(timeout=1, trust_env=False) as client, pytest.raises(SocketConnectBlockedError):
        client.get(f"http://{ELSEWHERE[0]}/")


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


def test_the_order_is_random(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.pluginmanager.hasplugin("randomly")
    assert pytestconfig.getoption("randomly_reorganize")
    assert "randomly" not in (ROOT / "pyproject.toml").read_text()


def test_a_warning_is_a_failure(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.getini("filterwarnings") == ["error"]
