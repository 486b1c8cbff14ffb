"""The database's address as Django wants it."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

# Server-side prepared statements from the second use on; not behind a pooler that pools by transaction.
PREPARE_AFTER = 2


def parse(url: str) -> dict[str, Any]:
    """``postgresql://user:password@host:port/name?host=/socket/dir`` as an entry of ``DATABASES``."""
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or query.get("dbname", ""),
        "USER": unquote(parts.username or query.get("user", "")),
        "PASSWORD": unquote(parts.password or query.get("password", "")),
        "HOST": unquote(query.get("host") or parts.hostname or ""),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"prepare_threshold": PREPARE_AFTER, "server_side_binding": True}
        | ({"sslmode": query["sslmode"]} if "sslmode" in query else {}),
    }
