"""What GPLX needs of its own place: the database with its tables, a folder for files, a trust list that can be read."""

import uuid
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import Error

from gplx.api.probes.tables import missing_migrations
from gplx.conf.check.finding import BAD, GOOD, Finding
from gplx.health.copies.trust import UnableToReadTrustList, trust_list

LEAST_KEY = 50


def check_inside() -> tuple[Finding, ...]:
    """All of them, in the order in which a start needs them."""
    return tuple(_finding(name, look) for name, look in LOOKS.items())


def _finding(name: str, look: Callable[[], tuple[str, str]]) -> Finding:
    verdict, says = look()
    return Finding(system=name, at="here", verdict=verdict, says=says)


def _key() -> tuple[str, str]:
    if len(settings.SECRET_KEY) < LEAST_KEY:
        return BAD, f"GPLX_SECRET_KEY has fewer than {LEAST_KEY} characters: sessions could be forged."
    return GOOD, "the key for sessions is long enough"


def _database() -> tuple[str, str]:
    try:
        missing = len(missing_migrations())
    except Error as trouble:
        return BAD, f"The database does not answer ({type(trouble).__name__}): check DATABASE_URL."
    if missing:
        return BAD, f"{missing} migrations are missing: run ./gplx migrate."
    return GOOD, "answers, and has every table"


def _files() -> tuple[str, str]:
    path = f"check/{uuid.uuid4()}"
    try:
        kept = default_storage.save(path, ContentFile(b"check"))
        default_storage.delete(kept)
    except OSError as trouble:
        return BAD, f"Files cannot be kept ({type(trouble).__name__}): check GPLX_FILES."
    return GOOD, "can be written, read and removed"


def _trust() -> tuple[str, str]:
    try:
        trusted = len(trust_list(Path(settings.TRUST_LIST)))
    except UnableToReadTrustList as trouble:
        return BAD, str(trouble)
    if not trusted:
        return GOOD, "empty: an officer reads every certified copy, for nobody's signature is known (GPLX_TRUST_LIST)"
    return GOOD, f"{trusted} authorities are trusted to vouch for certified copies"


LOOKS = {"key": _key, "database": _database, "files": _files, "trust list": _trust}
