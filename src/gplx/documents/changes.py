"""Keep a file with its dossier."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from gplx.documents.checks import JPEG, PDF, PNG, clean_jpeg, true_type
from gplx.documents.models import FEE_BILL, HEALTH_COPY, PHOTO, Document
from gplx.documents.pdf import check_pdf
from gplx.dossiers.models import Dossier
from gplx.ground.jobs import enqueue

LARGEST = 5_000_000  # bytes; shown beside each control (TT 32/2017/TT-BTTTT Art 7.3)
# A certified copy is known by the signature in its PDF.
ALLOWED = {PHOTO: (JPEG, PNG), HEALTH_COPY: (PDF,), FEE_BILL: (PDF,)}


def keep(*, dossier: Dossier, kind: str, data: bytes, at: datetime, source: str = "upload") -> Document:
    """Check a file by its content and keep it; images are drawn anew as JPEG, a PDF may only show pages.

    A photo must be an image, a certified copy a PDF, a paper either.
    Raises ``UnableToKeepFile`` with the sentence for the person; then nothing was kept.
    """
    found = true_type(data=data, allowed=ALLOWED.get(kind, (PDF, JPEG, PNG)), largest=LARGEST)
    if found == PDF:
        check_pdf(data)
    else:
        data, found = clean_jpeg(data), JPEG
    return store(Document(dossier=dossier, kind=kind, content_type=found, source=source, at=at), data)


def store(document: Document, data: bytes) -> Document:
    """Keep a file that was checked before."""
    document.size, document.digest = len(data), hashlib.sha256(data).hexdigest()
    # The content first: a row never points at nothing, and content without a row is swept.
    default_storage.save(document.path, ContentFile(data))
    document.save()
    return document


def remove_all(*, dossier: Dossier) -> int:
    """Remove every file of a dossier, the contents once the caller's transaction has committed; how many they were."""
    documents = list(Document.objects.filter(dossier=dossier))
    if documents:
        enqueue("remove_files", {"paths": [document.path for document in documents]})
    Document.objects.filter(dossier=dossier).delete()
    return len(documents)


def remove_files(payload: Mapping[str, Any]) -> None:
    """Remove contents from the object store: ``payload["paths"]``. What is gone already is as good."""
    for path in payload["paths"]:
        default_storage.delete(path)
