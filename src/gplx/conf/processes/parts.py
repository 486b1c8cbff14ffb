"""The programs that GPLX consists of, and how each is started."""

import sys
from collections.abc import Mapping
from urllib.parse import urlsplit

from gplx.conf.processes.running import Program

HERE = "127.0.0.1"
ALIVE = "/healthz/live"


def web(host: str, port: int, *, workers: int, environment: Mapping[str, str]) -> Program:
    """The pages. One blocking thread a worker: each keeps one connection to the database, open for good."""
    listens = ["--host", host, "--port", str(port), "--workers", str(workers)]
    fixed = ["--interface", "wsgi", "--blocking-threads", "1", "--no-ws", "--workers-kill-timeout", "5"]
    command = [sys.executable, "-m", "granian", *fixed, *listens, "gplx.conf.wsgi:application"]
    return Program("web", command, environment, answers_at=address(host, port) + ALIVE)


def worker(*, environment: Mapping[str, str]) -> Program:
    """What the queue and the calendar ask for."""
    return Program("worker", [sys.executable, "-m", "gplx.conf.cli", "worker"], environment)


def sandbox(url: str, *, environment: Mapping[str, str], people: int | None = None) -> Program:
    """The outside world, on this machine alone; with as many people as usual, or just so many."""
    size = [] if people is None else ["--people", str(people)]
    command = [sys.executable, "-m", "sandbox", "--port", str(urlsplit(url).port), *size]
    return Program("sandbox", command, environment, answers_at=url + ALIVE)


def address(host: str, port: int) -> str:
    """The address for this machine: what listens on every network listens here, too."""
    here = {"0.0.0.0": HERE, "::": "::1"}.get(host, host)  # noqa: S104  compared, not bound
    return f"http://[{here}]:{port}" if ":" in here else f"http://{here}:{port}"
