"""Which addresses lie in the public network: an address that somebody outside names must not lead into ours."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# Addresses of IPv6 that carry one of IPv4: what counts is the one inside.
_TRANSLATED = IPv6Network("64:ff9b::/96")

Ip = IPv4Address | IPv6Address


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the public network; ``ValueError`` for what is none."""
    inner = _inside(ip_address(address))
    return inner.is_global and not inner.is_multicast and not inner.is_reserved


def _inside(address: Ip) -> Ip:
    if isinstance(address, IPv4Address):
        return address
    carried = address.ipv4_mapped or address.sixtofour
    if carried is None and address in _TRANSLATED:
        carried = IPv4Address(int(address) & 0xFFFFFFFF)
    return carried or address


def public_address(host: str, port: int) -> str:
    """A numeric address of ``host`` to connect to; ``OSError`` where one of its addresses is not of the public network.

    Who connects uses this very address, so that a name which answers otherwise a moment later leads nowhere else.
    """
    found = [str(place[4][0]) for place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(is_public(one.partition("%")[0]) for one in found):
        raise OSError("an address that is not of the public network")
    return found[0]
