"""Shows on stderr what is being done and how far it is. Standard library only."""

import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from gplx.conf.checkout.places import UnableToStart

WORTH_SHOWING = re.compile(r"^\s*(Collecting|Downloading|Downloaded|Prepared|Installed|Resolved|Installing)\b.*")
ADVICE = {
    r"No space left|disk full|ENOSPC": "The disk is full. Free about 1 GB, then start ./gplx again.",
    r"name resolution|dns error|Failed to establish|error sending request|timed out|Proxy|No matching|connect": (
        "The package index could not be reached. Check the network (behind a proxy set HTTPS_PROXY, "
        "with an index of your own PIP_INDEX_URL), then start ./gplx again."
    ),
    r"(?i)hashes|hash mismatch": (
        "A downloaded package is not the one that was pinned. Clear pip's cache (`pip cache purge`) and try again; "
        "if it stays so, the package index is not to be trusted."
    ),
    r"Permission denied": "A file could not be written. See that the checkout belongs to you, then start ./gplx again.",
}


def say(text: str) -> None:
    """One line to the person at the terminal; stdout is kept for results."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


class Progress:
    """Numbered steps; under a terminal the running line carries a clock."""

    def __init__(self, *, steps: int, log: Path) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        self._steps, self._log = steps, log
        self._begun = time.monotonic()
        self._line = ""
        self._terminal = sys.stderr.isatty()

    def at(self, step: int, text: str) -> None:
        """Say that step number `step` begins."""
        self._say(f"[{step}/{self._steps}] {text}")

    def done(self) -> None:
        self._say(f"Ready after {self._seconds():.0f} s. Later starts skip this.")

    def run(self, command: Sequence[str], *, count: int = 0) -> bool:
        """Run a command, showing its telling lines; False when it fails. `count` packages give "12 of 96"."""
        started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        begun = 0
        with self._log.open("w") as log, _Clock(self), started as process:
            for line in process.stdout or ():
                log.write(line)
                begun += line.startswith("Collecting")
                if WORTH_SHOWING.match(line):
                    self._detail(line.strip(), of=f"{begun} of {count}: " if count and begun else "")
        return process.returncode == 0

    def insist(self, command: Sequence[str], *, count: int = 0) -> None:
        """As `run`, but a failure raises with advice."""
        if not self.run(command, count=count):
            raise UnableToStart(advice(self._log.read_text()) + f" (Everything it said: {self._log})")

    def tick(self) -> None:
        if self._terminal and self._line:
            sys.stderr.write(f"\r\033[K  {self._seconds():3.0f} s  {self._line[:100]}")
            sys.stderr.flush()

    def _detail(self, line: str, *, of: str) -> None:
        self._line = of + line
        if self._terminal:
            self.tick()
        else:
            self._say(f"  {self._seconds():3.0f} s  {self._line}")

    def _say(self, text: str) -> None:
        self._line = ""
        sys.stderr.write(("\r\033[K" if self._terminal else "") + text + "\n")
        sys.stderr.flush()

    def _seconds(self) -> float:
        return time.monotonic() - self._begun


class _Clock:
    """Keeps the running line's seconds going while a command is silent."""

    def __init__(self, progress: Progress) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, args=[progress], daemon=True)

    def _run(self, progress: Progress) -> None:
        while not self._over.wait(1):
            progress.tick()

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


def advice(output: str) -> str:
    """What to do about a failed installation, judged by what the installer said."""
    for pattern, sentence in ADVICE.items():
        if re.search(pattern, output):
            return sentence
    return "The packages could not be installed: " + " ".join(output.strip().splitlines()[-2:])
