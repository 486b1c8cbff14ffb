"""Where things stand on disk. Standard library only: the launcher reads it before anything is installed."""

import errno
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path


class UnableToStart(Exception):
    """Something outside the program stands in the way. The message says what, and what to do next."""


def in_words(trouble: OSError) -> str:
    """What to do about a file that cannot be written. Any other trouble is a fault of ours, and raised again."""
    match trouble.errno:
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return (
                f"{trouble.filename} cannot be written. See that the checkout belongs to you, then start ./gplx again."
            )
        case errno.ENOSPC | errno.EDQUOT:
            return "The disk is full. Free about 1 GB, then start ./gplx again."
    raise trouble


@dataclass(frozen=True)
class Places:
    """The paths of one checkout."""

    root: Path

    @property
    def state(self) -> Path:
        """Everything that this checkout makes for itself; git ignores it."""
        return self.root / ".gplx"

    @property
    def venv(self) -> Path:
        return self.state / "venv"

    @property
    def logs(self) -> Path:
        return self.state / "logs"

    @property
    def secret(self) -> Path:
        return self.state / "secret"

    @property
    def clock(self) -> Path:
        return self.state / "clock.json"

    @property
    def key(self) -> str:
        """A short name, the same for this checkout every time and different for every other."""
        return hashlib.sha256(bytes(self.root)).hexdigest()[:12]

    @property
    def outside(self) -> Path:
        """A short path for what cannot stand under the root: sockets of a deep checkout."""
        return Path(tempfile.gettempdir()) / f"gplx-{self.key}"


def checkout() -> Places:
    """The checkout that this file belongs to."""
    return Places(root=Path(__file__).resolve().parents[4])


def private_directory(path: Path, *, owner: int | None = None) -> Path:
    """Make `path` for one user alone: `owner`, else whoever runs this. Raise where someone else has taken the name."""
    mine = {os.geteuid()} if owner is None else {os.geteuid(), owner}
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.is_symlink() or path.lstat().st_uid not in mine:
        raise UnableToStart(f"{path} belongs to another user. Remove it, or set TMPDIR to a directory of your own.")
    path.chmod(0o700)
    if owner is not None:
        os.chown(path, owner, owner)
    return path
