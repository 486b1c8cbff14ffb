"""One PostgreSQL data directory: made once, started, found alive, brought back after a crash, stopped."""

import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from gplx.conf.checkout.places import Places, UnableToStart, private_directory
from gplx.conf.postgres.binaries import Binaries

SUPERUSER = "postgres"
BECOMING = 10.0  # seconds that one program may take to become another
PATIENCE = 60.0  # seconds: crash recovery of a busy database may take long
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._ -]{1,103}")  # the system's limit in bytes; a comma would end a name for libpq
NO_PROCESS = "4194304"  # above every process number that a kernel gives out
SETTINGS = """\
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
effective_cache_size = 1GB
synchronous_commit = on
wal_compression = on
jit = off
log_checkpoints = off
log_min_messages = warning
log_min_error_statement = panic
"""


@dataclass(frozen=True)
class Cluster:
    """A data directory, the directory of its socket, and the programs that serve it."""

    data: Path
    socket: Path
    binaries: Binaries
    log: Path

    def url(self, *, role: str, database: str) -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket), safe='')}"

    def connect(self, *, database: str = "postgres") -> psycopg.Connection:
        """As the superuser; every statement commits by itself."""
        return psycopg.connect(self.url(role=SUPERUSER, database=database), autocommit=True, connect_timeout=5)

    def answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> None:
        """Return when the server answers. One that already runs is left as it is."""
        self._make()
        end = time.monotonic() + PATIENCE
        process = self._process()
        while not self.answers():
            if time.monotonic() > end:
                raise UnableToStart(f"PostgreSQL did not answer in {PATIENCE:.0f} s. {self._ending()}")
            if not self._serves(process):
                process = self._launch()
            time.sleep(0.03)

    def stop(self) -> None:
        """Close every connection, write everything out, end."""
        self.binaries.run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w")

    def _make(self) -> None:
        """Make the data directory whole or not at all: an interrupted attempt is thrown away."""
        self._check_version()
        private_directory(self.socket, owner=self.binaries.user)
        if not self.data.exists():
            self._initialise(self.data.with_name(self.data.name + ".new")).rename(self.data)
        (self.data / "gplx.conf").write_text(SETTINGS.format(socket=self.socket))

    def _initialise(self, fresh: Path) -> Path:
        """A new data directory. C.UTF-8 knows every letter; systems without it have C, which knows those of ASCII."""
        for locale in ("C.UTF-8", "C"):
            shutil.rmtree(fresh, ignore_errors=True)
            private_directory(fresh, owner=self.binaries.user)
            options = ["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", f"--locale={locale}"]
            answer = self.binaries.run("initdb", "-D", fresh, *options)
            if answer.returncode == 0:
                (fresh / "pg_hba.conf").write_text("local all all trust\n")
                with (fresh / "postgresql.conf").open("a") as settings:
                    settings.write("include 'gplx.conf'\n")
                return fresh
        raise UnableToStart(f"PostgreSQL could not make its files in {fresh}:\n{_last_lines(answer.stdout)}")

    def _check_version(self) -> None:
        """A data directory can only be opened by the major version that made it."""
        made_by = self.data / "PG_VERSION"
        ours = self.binaries.run("postgres", "--version").stdout.split()[2].split(b".")[0].decode()
        theirs = made_by.read_text().strip() if made_by.exists() else ours
        if theirs != ours:
            raise UnableToStart(
                f"{self.data} was made by PostgreSQL {theirs}, but PostgreSQL {ours} is installed. "
                "Install the older one beside it and dump the data, or move the directory away to begin afresh."
            )

    def _launch(self) -> str:
        """Start a server that outlives this process. The answer is its process number."""
        self._forget_recycled_process()
        with self.log.open("ab") as log:
            before = log.tell()
            number = self.binaries.leave("postgres", "-D", self.data, log=log)
        while self._serves(number) and not self.answers():
            time.sleep(0.03)
        # The server's children of before a kill -9 may take a moment to notice that they are orphans.
        if not self._serves(number) and b"still in use" not in self.log.read_bytes()[before:]:
            raise UnableToStart(f"PostgreSQL did not start. {self._ending()}")
        return number

    def _serves(self, number: str) -> bool:
        """Whether that process is a server of this very directory."""
        return bool(number) and str(self.data) in (_command_line(number) or self._look_again(number))

    def _look_again(self, number: str) -> str:
        """At the moment when one program becomes another (exec) the system shows no command line at all: a busy one for a while."""
        end = time.monotonic() + BECOMING
        while not (said := _command_line(number)) and _is_alive(number) and time.monotonic() < end:
            time.sleep(0.02)
        return said

    def _process(self) -> str:
        try:
            return (self.data / "postmaster.pid").read_text().split("\n")[0].strip()
        except FileNotFoundError:
            return ""

    def _forget_recycled_process(self) -> None:
        """After a crash the number in the lock file may belong to a stranger, and the server would refuse to start.

        Only the number is struck out: by the rest of the file the server recognises surviving children of before.
        """
        number = self._process()
        if number and _exists(int(number)):
            lock = self.data / "postmaster.pid"
            lock.write_text(NO_PROCESS + lock.read_text()[len(number) :])
            (self.socket / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _ending(self) -> str:
        return f"The end of {self.log}:\n{_last_lines(self.log.read_bytes())}"


def cluster(places: Places, binaries: Binaries) -> Cluster:
    """The cluster of one checkout. Its socket stands under the checkout where that path is short and plain enough."""
    socket = binaries.home / "run"
    if not PLAIN_PATH.fullmatch(str(socket / ".s.PGSQL.5432")):
        socket = places.outside
    places.logs.mkdir(parents=True, exist_ok=True)
    return Cluster(data=binaries.home / "postgres", socket=socket, binaries=binaries, log=places.logs / "postgres.log")


def _exists(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _command_line(process: str) -> str:
    """The words that a process was started with; empty when there is none."""
    listing = Path("/proc") / process / "cmdline"
    if Path("/proc/self").exists():
        return listing.read_text().replace("\0", " ") if listing.exists() else ""
    return subprocess.run(["/bin/ps", "-o", "command=", "-p", process], capture_output=True, text=True).stdout


def _is_alive(process: str) -> bool:
    """Whether there is such a process that has not ended; where the system does not tell, none."""
    try:
        state = (Path("/proc") / process / "stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return False
    return state not in ("Z", "X")


def _last_lines(output: bytes) -> str:
    return "\n".join(output.decode(errors="replace").strip().splitlines()[-5:])
