"""A database that a benchmark or a drill has for itself, in the server that there is; it is thrown away before the next."""

import psycopg
from psycopg import sql

from gplx.conf.postgres.database import Database


def scratch(found: Database, *, name: str) -> dict[str, str]:
    """A new, empty database of this name, and its two addresses as the environment has them."""
    throw_away(found, name=name)
    with psycopg.connect(found.owner_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return {
        "DATABASE_URL": _renamed(found.app_url, name),
        "GPLX_OWNER_DATABASE_URL": _renamed(found.owner_url, name),
    }


def throw_away(found: Database, *, name: str) -> None:
    """Throw a database of this name away, whoever still uses it."""
    with psycopg.connect(found.owner_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _renamed(url: str, name: str) -> str:
    address, mark, query = url.partition("?")
    return f"{address.rpartition('/')[0]}/{name}{mark}{query}"
