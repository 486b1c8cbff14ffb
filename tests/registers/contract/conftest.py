"""The practice world as a program of its own on loopback: it and the adapters were written apart, from the same formats."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.registers.outside import closed_port

ROOT = Path(__file__).parents[3]


class World:
    """Steering the practice world, and looking into it."""

    def __init__(self, url: str) -> None:
        self.url = url
        # Waits for the program to listen: after a refused connection half a second, then one, two, four …
        self.http = httpx.Client(base_url=url, transport=httpx.HTTPTransport(retries=7))

    def see(self, path: str) -> Any:
        return self.http.get(f"/_sandbox/{path}").raise_for_status().json()

    def put(self, path: str, body: object) -> None:
        self.http.put(path, json=body).raise_for_status()

    def faults(self, system: str, **fault: object) -> None:
        self.put("/_sandbox/faults", {system: fault})

    def forget_dossiers(self) -> None:
        """Codes begin anew with each test; what the portals hold of the one before is not theirs."""
        for place in ("dossiers", "province/h26/dossiers"):
            for one in self.see(place)["dossiers"]:
                self.http.delete(f"/_sandbox/{place}/{one['MaHoSo']}").raise_for_status()
        self.http.delete("/_sandbox/received").raise_for_status()

    def person(self, kind: str, number: int = 0) -> dict[str, Any]:
        return self.see(f"people?kind={kind}&limit={number + 1}")["people"][number]


@pytest.fixture(scope="session")
def running() -> Iterator[World]:
    port = closed_port()
    told = {**os.environ, "GPLX_TODAY": "2021-09-27", "SANDBOX_POST_STEP_SECONDS": "3600"}
    command = [sys.executable, "-m", "sandbox", "--port", str(port), "--people", "1000"]
    program = subprocess.Popen(command, cwd=ROOT, env=told)
    world = World(f"http://127.0.0.1:{port}")
    try:
        world.http.get("/healthz/live").raise_for_status()
        yield world
    finally:
        world.http.close()
        program.terminate()
        program.wait(10)


@pytest.fixture
def world(running: World) -> World:
    running.http.delete("/_sandbox/faults").raise_for_status()
    running.forget_dossiers()
    return running
