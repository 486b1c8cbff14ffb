"""The database that a command works on: the checkout's own PostgreSQL, or the one that DATABASE_URL names."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from gplx.conf.checkout.locks import Lock, alone
from gplx.conf.checkout.places import Places, UnableToStart
from gplx.conf.postgres.binaries import OLDEST_MAJOR, binaries
from gplx.conf.postgres.cluster import Cluster, cluster

NAME = "gplx"
OWNER = "gplx_owner"
APPLICATION = "gplx_app"

ROLES = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gplx_owner') THEN CREATE ROLE gplx_owner LOGIN CREATEDB; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gplx_app') THEN CREATE ROLE gplx_app LOGIN; END IF;
END $$;
GRANT gplx_app TO gplx_owner;
"""


@dataclass(frozen=True)
class Database:
    """Two ways into one database: as its owner, who migrates it, and as the application, which may do less."""

    owner_url: str
    app_url: str
    stop: Callable[[], None]


@contextmanager
def database(root: Path, *, environment: Mapping[str, str]) -> Iterator[Database]:
    """The database for the length of the block.

    DATABASE_URL names an outside one (GPLX_OWNER_DATABASE_URL its owner, where that is another role).
    Without it the checkout's own server is started.
    """
    url = environment.get("DATABASE_URL")
    found = _outside(url, owner=environment.get("GPLX_OWNER_DATABASE_URL") or url) if url else start(root)
    try:
        yield found
    finally:
        found.stop()


def start(root: Path) -> Database:
    """Start the checkout's own server, or join the one that runs. The last one out stops it.

    The kernel counts the users: each holds a shared lock, which it loses even by kill -9.
    """
    places = Places(root=root)
    users = Lock(places.state / "postgres.users")
    with alone(places.state / "postgres.gate"):
        server = cluster(places, binaries(places))
        server.start()
        _furnish(server)
        users.share()

    def stop() -> None:
        with alone(places.state / "postgres.gate"):
            if users.take_at_once():
                server.stop()
            users.close()

    owner, application = (server.url(role=role, database=NAME) for role in (OWNER, APPLICATION))
    return Database(owner_url=owner, app_url=application, stop=stop)


def _furnish(server: Cluster) -> None:
    """Roles and database, once. What the application's role may do is written in the migrations."""
    with server.connect() as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            return
        connection.execute(ROLES)
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(NAME), sql.Identifier(OWNER)))


def _outside(url: str, *, owner: str | None) -> Database:
    """An operator's own server. Messages never show the address, which may hold a password."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version // 10000
    except psycopg.Error as trouble:
        raise UnableToStart(
            "The database of DATABASE_URL does not answer. Check address, user and password."
        ) from trouble
    if version < OLDEST_MAJOR:
        raise UnableToStart(f"DATABASE_URL names PostgreSQL {version}; GPLX needs {OLDEST_MAJOR} or newer.")
    return Database(owner_url=owner or url, app_url=url, stop=lambda: None)
