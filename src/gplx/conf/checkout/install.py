"""What `./gplx` does first: make the virtual environment, once, then hand over. Standard library only."""

import hashlib
import os
import re
import shutil
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from gplx.conf.checkout.locks import alone
from gplx.conf.checkout.places import Places, UnableToStart, in_words
from gplx.conf.checkout.progress import Progress, say

FOR_USE = "requirements.txt"
FOR_WORK = "requirements-dev.txt"  # holds everything of the other, too
NEEDS_TOOLS = {"test"}
INSTALLER = "uv"


def hand_over(*, root: str, arguments: Sequence[str]) -> NoReturn:
    """Make what is missing, then become the command. Never returns."""
    places = Places(root=Path(root))
    command = arguments[0] if arguments else ""
    try:
        python = ensure(places, requirements=FOR_WORK if command in NEEDS_TOOLS else FOR_USE)
    except UnableToStart as trouble:
        sys.exit(f"gplx: {trouble}")
    except OSError as trouble:
        sys.exit(f"gplx: {in_words(trouble)}")
    except KeyboardInterrupt:
        sys.exit("gplx: installation interrupted; ./gplx goes on from here next time.")
    module = ["gplx.rules", *arguments[1:]] if command == "law" else ["gplx.conf.cli", *arguments]
    os.execve(python, [str(python), "-m", *module], _environment(places))


def _environment(places: Places) -> dict[str, str]:
    """The caller's environment, with the source on Python's path and nothing of another virtual environment."""
    path = os.pathsep.join([str(places.root / "src"), str(places.root)])
    mine = {"PYTHONPATH": path, "VIRTUAL_ENV": str(places.venv), "PYTHONUTF8": "1"}
    return {name: value for name, value in os.environ.items() if name != "PYTHONHOME"} | mine


def ensure(places: Places, *, requirements: str) -> Path:
    """The virtual environment's Python, with everything in `requirements` installed. A second call does nothing."""
    if not _is_stamped(places, requirements):
        with alone(places.state / "install.lock", on_wait=_say_that_another_installs):
            if not _is_stamped(places, requirements):
                _install(places, requirements)
    return _python(places)


def _install(places: Places, requirements: str) -> None:
    listing = places.root / requirements
    progress = Progress(steps=3, log=places.logs / "install.log")
    if not _is_stamped(places):
        progress.at(1, f"Making a virtual environment in {places.venv}")
        _make_environment(places)
    progress.at(2, f"Fetching the installer, {INSTALLER}")
    python = str(_python(places))
    pip = [python, "-m", "pip", "install", "--no-input", "--retries", "2", "--require-hashes"]
    own = places.state / "installer.txt"
    own.write_text(_stanza(listing.read_text(), package=INSTALLER))
    fast = progress.run([*pip, "--no-deps", "-r", str(own)])
    count = len(re.findall(r"(?m)^[\w.-]+(\[.*?\])?==", listing.read_text()))
    progress.at(3, f"Installing {count} packages from {requirements}")
    if fast:
        uv = [python, "-m", INSTALLER, "pip", "install", "--python", python, "--require-hashes"]
        fast = progress.run([*uv, "-r", str(listing)])
    if not fast:
        progress.at(3, f"Installing {count} packages with pip, which is slower")
        progress.insist([*pip, "-r", str(listing)], count=count)
    for satisfied in (FOR_USE, FOR_WORK) if requirements == FOR_WORK else (FOR_USE,):
        _stamp(places, satisfied).write_text(_digest(places, satisfied))
    progress.done()


def _make_environment(places: Places) -> None:
    shutil.rmtree(places.venv, ignore_errors=True)
    try:
        venv.create(places.venv, with_pip=True, symlinks=True)
    except Exception as trouble:
        shutil.rmtree(places.venv, ignore_errors=True)
        raise UnableToStart(
            "Python could not make a virtual environment. On Debian and Ubuntu install what is missing with "
            f"`apt-get install python3-venv`, and see that the disk is not full; then start ./gplx again. ({trouble})"
        ) from trouble
    _stamp(places).write_text(_digest(places))


def _python(places: Places) -> Path:
    return places.venv / "bin/python"


def _stamp(places: Places, *requirements: str) -> Path:
    return places.venv / "-".join(["done", *requirements])


def _digest(places: Places, *requirements: str) -> str:
    parts = [sys.version, str(places.venv), *((places.root / name).read_text() for name in requirements)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _is_stamped(places: Places, *requirements: str) -> bool:
    """Whether this part was done, for this Python, in this place, from this list. No list: the bare environment."""
    stamp = _stamp(places, *requirements)
    return _python(places).exists() and stamp.exists() and stamp.read_text() == _digest(places, *requirements)


def _stanza(listing: str, *, package: str) -> str:
    """The lines of one package, with its hashes, out of a pinned list."""
    found = re.search(rf"(?m)^{re.escape(package)}==.*\n(?:[ \t]+.*\n)*", listing)
    if not found:
        raise UnableToStart(f"requirements.txt does not name {package}. Run ./gplx lock on a machine that works.")
    return found.group()


def _say_that_another_installs() -> None:
    say("Another ./gplx is installing in this checkout; waiting for it.")
