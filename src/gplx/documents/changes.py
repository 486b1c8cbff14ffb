"""Keep a file with its dossier, have it scanned, and destroy what may not be kept."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from gplx.documents.checks import JPEG, PDF, PNG, clean_jpeg, true_type
from gplx.documents.models import FEE_BILL, HEALTH_COPY, INFECTED, PENDING, PHOTO, UNSCANNED, Document
from gplx.documents.pdf import check_pdf
from gplx.dossiers.models import Dossier
from gplx.ground.jobs import enqueue
from gplx.registers import exchanges
from gplx.registers.scanner.port import ScanFile

LARGEST = 5_000_000  # bytes; shown beside each control (TT 32/2017/TT-BTTTT Art 7.3)
SCAN_KEY = "scan:"
# A certified copy is known by the signature in its PDF.
ALLOWED = {PHOTO: (JPEG, PNG), HEALTH_COPY: (PDF,), FEE_BILL: (PDF,)}


def keep(*, dossier: Dossier, kind: str, data: bytes, at: datetime, source: str = "upload") -> Document:
    """Check a file by its content and keep it; images are drawn anew as JPEG, a PDF may only show pages.

    Where a virus scanner is set, it is asked, and until it has answered the file is in quarantine.
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
    document.scan = PENDING if settings.OUTSIDE.scanner.url else UNSCANNED
    document.size, document.digest = len(data), hashlib.sha256(data).hexdigest()
    # The content first: a row never points at nothing, and content without a row is swept at night (``sweep``).
    default_storage.save(document.path, ContentFile(data))
    document.save()
    if document.scan == PENDING:
        ask_scanner(document)
    return document


def ask_scanner(document: Document) -> None:
    """Have a file looked through for viruses; once for each file, whoever asks."""
    exchanges.want(
        register="scanner",
        operation="scan",
        ask=ScanFile(path=document.path),
        about=f"dossier:{document.dossier_id}",
        key=f"{SCAN_KEY}{document.id}",
    )


def record_scan(document: Document, *, scan: str) -> None:
    """Keep what the scanner said. Of an infected file the content is destroyed, once the caller's transaction commits."""
    document.scan = scan
    document.save(update_fields=["scan"])
    if scan == INFECTED:
        enqueue("remove_files", {"paths": [document.path]})


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
