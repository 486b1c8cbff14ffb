"""The checkout's own PostgreSQL: shared, private, and alive again after every kind of crash."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from gplx.conf.checkout.places import Places, UnableToStart
from gplx.conf.postgres.binaries import binaries
from gplx.conf.postgres.cluster import cluster
from gplx.conf.postgres.database import Database, database, start
from gplx.conf.processes import programs

pytestmark = pytest.mark.stack
ROOT = Path(__file__).parents[2]
LAUNCHER = """
import sys
from pathlib import Path
from gplx.conf.postgres.database import start
found = start(Path(sys.argv[1]))
print(found.owner_url, flush=True)
sys.stdin.read()
found.stop()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that has its database already, stopped."""
    root = tmp_path_factory.mktemp("home")
    start(root).stop()
    return root


@pytest.fixture
def running(home: Path) -> Iterator[Database]:
    found = start(home)
    yield found
    found.stop()


def ask(url: str, question: str) -> object:
    """The first value of the answer."""
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(question)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def answers(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def postmaster(root: Path) -> int:
    return int((root / ".gplx/postgres/postmaster.pid").read_text().split()[0])


def launcher(root: Path) -> "subprocess.Popen[str]":
    """Another process that uses the database of `root`, until its standard input closes."""
    process = subprocess.Popen(
        [sys.executable, "-c", LAUNCHER, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    assert process.stdout and process.stdout.readline().startswith("postgresql://")
    return process


def test_owner_owns_and_application_only_uses(running: Database) -> None:
    ask(running.owner_url, "CREATE TABLE act (word text)")
    ask(running.owner_url, "GRANT SELECT, INSERT ON act TO gplx_app")
    ask(running.app_url, "INSERT INTO act VALUES ('đổi')")
    assert ask(running.app_url, "SELECT upper(word) FROM act") == "ĐỔI"
    refused = [
        "UPDATE act SET word = ''",
        "CREATE TABLE other ()",
        "DROP TABLE act",
        "TRUNCATE act",
        "CREATE ROLE intruder",
    ]
    for forbidden in refused:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(running.app_url, forbidden)
    ask(running.owner_url, "DROP TABLE act")


def test_the_owner_can_try_the_rights_of_the_application(running: Database) -> None:
    assert ask(running.owner_url, "SELECT pg_has_role('gplx_app', 'MEMBER')") is True
    assert ask(running.app_url, "SELECT pg_has_role('gplx_owner', 'MEMBER')") is False


def test_settings_are_safe_and_private(running: Database, home: Path) -> None:
    wanted = {"listen_addresses": "", "synchronous_commit": "on", "fsync": "on", "server_encoding": "UTF8"}
    assert {name: ask(running.app_url, f"SHOW {name}") for name in wanted} == wanted
    socket = cluster(Places(root=home), binaries(Places(root=home))).socket
    assert socket.stat().st_mode & 0o777 == 0o700
    assert ask(running.app_url, "SELECT count(*) FROM pg_database WHERE datlocprovider = 'i'") == 0


def test_two_users_share_it_and_the_last_stops_it(home: Path) -> None:
    first, second = start(home), start(home)
    process = postmaster(home)
    first.stop()
    assert answers(second.app_url) and postmaster(home) == process
    second.stop()
    assert not answers(second.app_url)


def test_a_killed_launcher_leaves_it_to_the_next(home: Path) -> None:
    killed = launcher(home)
    process = postmaster(home)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    found = start(home)
    assert postmaster(home) == process
    found.stop()
    assert not answers(found.app_url)


def test_another_launcher_keeps_it_alive(home: Path) -> None:
    found, other = start(home), launcher(home)
    found.stop()
    assert answers(found.app_url)
    other.communicate("")
    assert other.returncode == 0 and not answers(found.app_url)


def test_what_was_committed_outlives_a_killed_server(home: Path) -> None:
    found = start(home)
    ask(found.owner_url, "CREATE TABLE kept AS SELECT 7 AS n")
    os.kill(postmaster(home), signal.SIGKILL)
    again = start(home)
    assert ask(again.owner_url, "SELECT n FROM kept") == 7
    ask(again.owner_url, "DROP TABLE kept")
    found.stop()
    assert answers(again.owner_url)
    again.stop()


@pytest.mark.parametrize("number", [os.getpid(), 1, 4194304], ids=["a living stranger", "the first process", "nobody"])
def test_a_stale_lock_with_a_recycled_number_is_no_obstacle(home: Path, number: int) -> None:
    found = start(home)
    data = home / ".gplx/postgres"
    lock, socket_lock = data / "postmaster.pid", cluster(Places(root=home), binaries(Places(root=home))).socket
    kept = [(path, path.read_text()) for path in (lock, socket_lock / ".s.PGSQL.5432.lock")]
    found.stop()
    for path, text in kept:
        path.write_text(f"{number}\n{text.partition(chr(10))[2]}")
    again = start(home)
    assert answers(again.app_url)
    again.stop()


def test_an_interrupted_first_start_is_made_good(tmp_path: Path) -> None:
    half = tmp_path / ".gplx/postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    found = start(tmp_path)
    assert answers(found.app_url) and not half.exists()
    found.stop()


def test_two_checkouts_side_by_side_even_deep_down(home: Path, tmp_path: Path) -> None:
    deep = tmp_path / "a path with 'spaces', \"quotes\", $HOME and commas" / ("x" * 60)
    deep.mkdir(parents=True)
    here, there = start(home), start(deep)
    ask(here.owner_url, "CREATE TABLE only_here ()")
    assert ask(there.owner_url, "SELECT to_regclass('only_here')") is None
    ask(here.owner_url, "DROP TABLE only_here")
    here.stop()
    assert answers(there.app_url)
    there.stop()
    Places(root=deep).outside.rmdir()


def test_data_of_another_major_version_is_not_touched(tmp_path: Path) -> None:
    data = tmp_path / ".gplx/postgres"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n")
    with pytest.raises(UnableToStart, match=r"was made by PostgreSQL 9, but PostgreSQL \d+ is installed"):
        start(tmp_path)
    assert [path.name for path in data.iterdir()] == ["PG_VERSION"]


def test_database_url_replaces_it(running: Database, tmp_path: Path) -> None:
    with database(tmp_path, environment={"DATABASE_URL": running.app_url}) as found:
        assert (found.owner_url, found.app_url) == (running.app_url, running.app_url)
    given = {"DATABASE_URL": running.app_url, "GPLX_OWNER_DATABASE_URL": running.owner_url}
    with database(tmp_path, environment=given) as found:
        assert (found.owner_url, found.app_url) == (running.owner_url, running.app_url)
    assert answers(running.app_url) and list(tmp_path.iterdir()) == []


def test_migrations_that_start_together_take_turns(running: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    question = "SELECT pg_try_advisory_lock(hashtext('gplx migrate'))"
    seen = []

    def django(*_: str, environment: dict[str, str]) -> int:
        seen.append(ask(environment["DATABASE_URL"], question))
        return 0

    monkeypatch.setattr(programs, "django", django)
    programs.migrate({"DATABASE_URL": running.owner_url})
    assert seen == [False] and ask(running.owner_url, question) is True


def test_a_wrong_database_url_is_told_without_the_password(tmp_path: Path) -> None:
    given = {"DATABASE_URL": "postgresql://someone:s3cret@127.0.0.1:1/gplx"}
    with (
        pytest.raises(UnableToStart, match="DATABASE_URL does not answer") as told,
        database(tmp_path, environment=given),
    ):
        pytest.fail("there is nothing to work on")
    assert "s3cret" not in str(told.value)
