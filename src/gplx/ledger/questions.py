"""What the ledger says, and whether it still says what it said."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from gplx.ledger.changes import START, digest_of
from gplx.ledger.models import Entry


def history(*, subject: str, kind: str | None = None) -> QuerySet[Entry]:
    """The entries of a subject, oldest first; of one ``kind`` where given ("act", "read", "money")."""
    entries = Entry.objects.filter(subject=subject).order_by("number")
    return entries.filter(kind=kind) if kind else entries


def reads(*, subjects: Iterable[str], named: Iterable[str] = ()) -> QuerySet[Entry]:
    """Each time that personal data of one of these subjects was shown, and each act that an officer did for the person, newest first.

    ``named`` are codes of dossiers: a list in which they stood was read as a whole, and recorded as one.
    """
    found = Q(subject__in=list(subjects)) & (Q(kind="read") | Q(kind="act", details__for_applicant=True))
    for code in named:
        found |= Q(kind="read", details__contains={"dossiers": [code]})
    return Entry.objects.filter(found).order_by("-at", "-id")


def is_whole(*, subject: str) -> bool:
    """Whether no entry of the subject was changed, removed or put in between since it was written."""
    previous = START
    for number, entry in enumerate(history(subject=subject), start=1):
        said = digest_of(
            previous=previous,
            number=number,
            subject=subject,
            at=entry.at,
            what=(entry.kind, entry.act, entry.actor),
            details=entry.details,
        )
        if (entry.number, entry.previous, entry.digest) != (number, previous, said):
            return False
        previous = entry.digest
    return True
