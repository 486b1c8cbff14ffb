"""Reads about files."""

from uuid import UUID

from django.core.files.storage import default_storage

from gplx.documents.models import INFECTED, SHOWN, UNSCANNABLE, Document
from gplx.dossiers.models import Dossier


def newest(*, dossier: Dossier, kind: str) -> Document | None:
    """The newest file of a kind, or none; also where the scanner's word was against it."""
    found = Document.objects.filter(dossier=dossier, kind=kind).order_by("-at").first()
    return None if found and found.scan in (INFECTED, UNSCANNABLE) else found


def newest_of_each_kind(dossier: Dossier) -> dict[str, Document]:
    """The newest file of each kind, by its kind."""
    found = Document.objects.filter(dossier=dossier).order_by("kind", "-at").distinct("kind")
    return {document.kind: document for document in found}


def document_of(*, dossier: Dossier, document_id: UUID | str) -> Document | None:
    """A file of this dossier as others than its sender may have it, or none: one in quarantine is as good as none."""
    return Document.objects.filter(dossier=dossier, id=document_id, scan__in=SHOWN).first()


def content_of(document: Document) -> bytes:
    """The bytes of a file."""
    with default_storage.open(document.path) as file:
        content: bytes = file.read()
    return content


def documents_of(dossier: Dossier) -> list[Document]:
    """All files of a dossier, the newest first."""
    return list(Document.objects.filter(dossier=dossier).order_by("-at"))
