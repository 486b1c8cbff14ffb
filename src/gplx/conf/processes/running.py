"""Runs several programs side by side, waits until each answers, notices when one ends, ends all together."""

import http.client
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from gplx.conf.checkout.places import UnableToStart
from gplx.conf.processes import guard

PATIENCE = 60.0  # seconds until a program must answer
LAST_BREATH = 5.0  # seconds
LAST_LINES = 12


class ProcessEnded(UnableToStart):
    """One of the programs ended though nobody asked it to."""


@dataclass(frozen=True)
class Program:
    """What to run. `answers_at` is an address that gives 200 once the program is ready."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    answers_at: str | None = None


@dataclass
class Running:
    """Programs that run, each in a process group of its own; a guard ends the groups if this process is killed."""

    logs: Path
    _guard: "subprocess.Popen[bytes]"
    _started: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def processes(self) -> dict[str, int]:
        """Name and process number of each program; its group has the same number."""
        return {name: process.pid for name, process in self._started.items()}

    def start(self, programs: Sequence[Program]) -> None:
        """Start programs. What each says goes to its log, which begins anew."""
        for program in programs:
            with self._log(program.name).open("wb") as log:
                self._started[program.name] = _start(program, log=log)
            if self._guard.stdin:
                self._guard.stdin.write(b"%d\n" % self._started[program.name].pid)
                self._guard.stdin.flush()

    def wait_for(self, programs: Sequence[Program]) -> None:
        """Return when these programs answer; raise when any program ends first, or when one takes too long."""
        end = time.monotonic() + PATIENCE
        for program in programs:
            while program.answers_at and not _answers(program.answers_at):
                self.check()
                if time.monotonic() > end:
                    raise UnableToStart(
                        f"{program.name} did not answer in {PATIENCE:.0f} s. {self._ending(program.name)}"
                    )
                time.sleep(0.05)

    def ended(self) -> tuple[str, ...]:
        """The names of the programs that have ended, for a supervisor who starts them again."""
        return tuple(name for name, process in self._started.items() if process.poll() is not None)

    def check(self) -> None:
        """Raise if a program has ended."""
        for name, process in self._started.items():
            code = process.poll()
            if code is not None:
                how = f"exit code {code}" if code >= 0 else f"signal {-code}"
                raise ProcessEnded(f"{name} ended by itself ({how}); everything was stopped. {self._ending(name)}")

    def watch(self) -> None:
        """Stay until a program ends by itself, which raises."""
        while True:
            self.check()
            time.sleep(0.3)

    def stop(self) -> None:
        """Let the guard end every program, and wait for it."""
        if self._guard.stdin:
            self._guard.stdin.close()
        while self._guard.poll() is None:
            self._reap()
            time.sleep(0.02)
        for process in self._started.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(LAST_BREATH)  # the guard has killed it; on a busy machine it takes a moment to be dead

    def _reap(self) -> None:
        """Dead programs must be collected, or the guard would take them for alive."""
        for process in self._started.values():
            process.poll()

    def _log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def _ending(self, name: str) -> str:
        lines = self._log(name).read_text(errors="replace").strip().splitlines()
        return "\n".join([f"The end of {self._log(name)}:", *lines[-LAST_LINES:]])


@contextmanager
def together(logs: Path, *, grace: float = 8.0) -> Iterator[Running]:
    """Programs started inside the block end with it, and with this process, even by kill -9.

    `grace` is the time in seconds that they get to finish what they do.
    """
    logs.mkdir(parents=True, exist_ok=True)
    watchman = subprocess.Popen(
        [sys.executable, "-S", guard.__file__, str(grace)], stdin=subprocess.PIPE, start_new_session=True, cwd="/"
    )
    running = Running(logs=logs, _guard=watchman)
    try:
        yield running
    finally:
        running.stop()


def _start(program: Program, *, log: IO[bytes]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        program.command,
        env=dict(program.environment),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        process_group=0,
    )


def _answers(address: str) -> bool:
    """Asked without regard to any proxy, since it stands on this machine."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=2)
    try:
        connection.request("GET", place.path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
