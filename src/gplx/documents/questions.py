"""Reads about files."""

from uuid import UUID

from django.core.files.storage import default_storage

from gplx.documents.models import Document
from gplx.dossiers.models import Dossier


def newest(*, dossier: Dossier, kind: str) -> Document | None:
    """The newest file of a kind, or none."""
    return Document.objects.filter(dossier=dossier, kind=kind).order_by("-at").first()


def document_of(*, dossier: Dossier, document_id: UUID | str) -> Document | None:
    """A file of this dossier, or none."""
    return Document.objects.filter(dossier=dossier, id=document_id).first()


def content_of(document: Document) -> bytes:
    """The bytes of a file."""
    with default_storage.open(document.path) as file:
        content: bytes = file.read()
    return content


def documents_of(dossier: Dossier) -> list[Document]:
    """All files of a dossier, the newest first."""
    return list(Document.objects.filter(dossier=dossier).order_by("-at"))
