"""What the processes are told through their environment."""

import os
import secrets
from collections.abc import Mapping

from gplx.conf.run.places import Places
from gplx.conf.run.postgres import Database

SETTINGS = "gplx.conf.settings"


def for_owner(places: Places, database: Database) -> dict[str, str]:
    """For what changes tables: migrations, tests, management commands."""
    return common(places) | {"DATABASE_URL": database.owner_url, "GPLX_OWNER_DATABASE_URL": database.owner_url}


def common(places: Places) -> dict[str, str]:
    """The caller's own environment comes first; what it leaves open is filled in."""
    given = dict(os.environ)
    return {"DJANGO_SETTINGS_MODULE": SETTINGS, "GPLX_SECRET_KEY": secret(places, given)} | given


def secret(places: Places, given: Mapping[str, str]) -> str:
    """The key that signs sessions: made once for a checkout, readable by its owner alone."""
    if "GPLX_SECRET_KEY" in given:
        return given["GPLX_SECRET_KEY"]
    places.state.mkdir(exist_ok=True)
    try:
        with os.fdopen(os.open(places.secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return places.secret.read_text()
