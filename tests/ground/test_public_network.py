"""An address that somebody outside names leads into the public network, or nowhere."""

import socket
from typing import Any

import pytest

from gplx.ground.public_network import is_public, public_address

PUBLIC = ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::8.8.8.8"]
PRIVATE = [
    "127.0.0.1", "10.0.0.7", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "255.255.255.255",
    "224.0.0.1", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.7", "64:ff9b::10.0.0.7", "2002:7f00:0001::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_network(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_what_lies_in_another(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("text", ["", "localhost", "example.vn", "1.2.3", "0x7f000001", "017700000001"])
def test_a_name_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        is_public(text)


def resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Every name leads to these addresses."""

    def found(_host: str, port: int, **_more: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", found)


def test_a_name_leads_to_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "8.8.8.8", "1.1.1.1")
    assert public_address("so-thu.example.vn", 443) == "8.8.8.8"


@pytest.mark.parametrize("addresses", [("10.0.0.7",), ("8.8.8.8", "127.0.0.1"), ("fe80::1%eth0",), ()])
def test_a_name_that_leads_inside_as_well_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...]
) -> None:
    resolving(monkeypatch, *addresses)
    with pytest.raises(OSError, match="not of the public network"):
        public_address("so-thu.example.vn", 443)
