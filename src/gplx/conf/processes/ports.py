"""Ports on which to listen. A choice of port is a function of the host: it finds one, or raises."""

import socket
import time
from collections.abc import Callable

from gplx.conf.checkout.places import UnableToStart
from gplx.conf.checkout.progress import say

PATIENCE = 5.0  # seconds: the programs of a launcher that was killed may still be ending


def exactly(port: int) -> Callable[[str], int]:
    """This port and no other."""

    def choose(host: str) -> int:
        end = time.monotonic() + PATIENCE
        while not _is_free(host, port):
            if time.monotonic() > end:
                raise UnableToStart(
                    f"Nothing can listen on {host}:{port}, most likely because another program already does. "
                    "Stop that one, or choose another port with --port."
                )
            time.sleep(0.1)
        return port

    return choose


def preferably(port: int) -> Callable[[str], int]:
    """This port if it is free, else any other, and say so."""

    def choose(host: str) -> int:
        if _is_free(host, port):
            return port
        other = _bound(host, 0)
        say(f"Port {port} is taken; using {other} in its place.")
        return other

    return choose


def _is_free(host: str, port: int) -> bool:
    try:
        return _bound(host, port) == port
    except OSError:
        return False


def _bound(host: str, port: int) -> int:
    """Take a port for a moment; 0 takes any that is free."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind((host, port))
        return int(trial.getsockname()[1])
