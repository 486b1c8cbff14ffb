"""The database's address as Django wants it."""

from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

# Server-side prepared statements from the second use on; not behind a pooler that pools by transaction.
PREPARE_AFTER = 2
LOOKS_LIKE = "It looks like postgresql://user:password@host:port/name, with special characters percent-encoded."
PLACE = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


def parse(url: str) -> dict[str, Any]:
    """``postgresql://user:password@host:port/name?host=/socket/dir`` as an entry of ``DATABASES``; further options go along.

    Raises ``ImproperlyConfigured`` where it cannot be read, without showing it: it may hold a password.
    """
    try:
        given: dict[str, Any] = conninfo_to_dict(url)
    except psycopg.Error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read. {LOOKS_LIKE}") from None
    return {
        **{kept: str(given.pop(name, "")) for kept, name in PLACE.items()},
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"prepare_threshold": PREPARE_AFTER, "server_side_binding": True} | given,
    }
