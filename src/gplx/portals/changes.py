"""Small writes about what comes from portals."""

from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F

from gplx.ground.jobs import enqueue
from gplx.portals.models import Comparison, Difference, Filing
from gplx.registers import exchanges
from gplx.registers.sync.port import FetchFile

_KEY = "fetch"


def fetch_file(filing: Filing, *, kind: str, url: str) -> None:
    """Have a file fetched from the portal; once, whoever asks."""
    exchanges.want(
        register=filing.portal,
        operation="fetch",
        ask=FetchFile(url=url, path=filing.path_of(kind)),
        about=f"dossier:{filing.dossier_id}",
        key=f"{_KEY}:{filing.id}:{kind}",
    )


def fetched(key: str) -> tuple[str, str]:
    """The id of the filing, and the kind of the file, for which ``fetch_file`` made this key."""
    _, filing_id, kind = key.split(":")
    return filing_id, kind


def keep_incoming(filing: Filing, *, kind: str, data: bytes) -> None:
    """Keep a file that came within the message itself until the queue has checked it."""
    path = filing.path_of(kind)
    default_storage.delete(path)
    default_storage.save(path, ContentFile(data))
    enqueue("portal_file_came", {"filing": str(filing.id), "kind": kind})


def begin(*, portal: str, occasion: str, at: datetime) -> Comparison | None:
    """A new comparison, or none where there is one for this occasion."""
    told = {"begun_at": at}
    comparison, created = Comparison.objects.get_or_create(portal=portal, occasion=occasion, defaults=told)
    return comparison if created else None


def raise_questions(comparison: Comparison, *, dossiers: int) -> None:
    """One more question is on its way, about so many dossiers."""
    Comparison.objects.filter(id=comparison.id).update(questions=F("questions") + 1, dossiers=F("dossiers") + dossiers)


def count_answer(comparison_id: int, *, answered: bool) -> None:
    """A question has been answered, or will not be."""
    field = "answered" if answered else "unanswered"
    Comparison.objects.filter(id=comparison_id).update(**{field: F(field) + 1})


def find(comparison: Comparison, *, dossier_id: UUID, kind: str) -> bool:
    """Keep that a dossier differs in this way; whether it is new in this comparison."""
    return Difference.objects.get_or_create(comparison=comparison, dossier_id=dossier_id, kind=kind)[1]
