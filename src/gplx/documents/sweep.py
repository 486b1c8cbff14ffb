"""Content of the object store that belongs to no file any more is swept, and nothing else."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.core.files.storage import default_storage

from gplx.documents.models import INFECTED, Document

FOLDER = "documents"
# Where so much has no row, it is not the content that is wrong but the database that is asked.
MOST, OF_AT_LEAST = 0.5, 20


class UnableToSweep(Exception):
    """Most of the content has no row: this is not the database of these files. Nothing was deleted."""


def sweep(*, before: datetime) -> int:
    """Delete the content older than ``before`` (the store's own, real time) without a row, or of an infected file; tells how much.

    A file is written before its row, so what is young may yet get one. Raises ``UnableToSweep`` rather than empty a store whose
    database was lost or mistaken.
    """
    count, gone = 0, []
    for kept in _folders():
        count += len(kept)
        # At most 256 folders, however many files.
        needed = set(Document.objects.filter(id__in=kept).exclude(scan=INFECTED).values_list("id", flat=True))
        gone += [path for document, path in kept.items() if document not in needed]
    if count >= OF_AT_LEAST and len(gone) > MOST * count:
        raise UnableToSweep
    old = [path for path in gone if default_storage.get_modified_time(path) < before]
    for path in old:
        default_storage.delete(path)
    return len(old)


def _folders() -> Iterator[dict[UUID, str]]:
    """The content folder by folder: the id of its file and its path. What does not bear a name of ours is left alone."""
    if not default_storage.exists(FOLDER):
        return
    for folder in default_storage.listdir(FOLDER)[0]:
        ids = {_id_of(name): f"{FOLDER}/{folder}/{name}" for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]}
        yield {document: path for document, path in ids.items() if document is not None}


def _id_of(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None
