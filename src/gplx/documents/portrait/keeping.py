"""Keep a portrait with its dossier, and what its owner said of the doubts about it."""

from datetime import date, datetime

import msgspec

from gplx.documents.changes import ALLOWED, LARGEST, store
from gplx.documents.checks import JPEG, true_type
from gplx.documents.models import PHOTO, Document
from gplx.documents.portrait.examine import Portrait, examine
from gplx.documents.portrait.findings import Finding, Seen
from gplx.dossiers.models import Dossier
from gplx.rules.photo import photo_rules

REGISTER = "register"
# It came with a dossier that was filed at a portal: nobody stands before the page to be asked.
PORTAL = "portal"


def made_of(data: bytes, *, on: date) -> Portrait:
    """The portrait in a picture that was sent, by the rules of the day ``on``. It takes a while: not inside a transaction.

    Raises ``UnableToKeepFile`` with the sentence for the person.
    """
    true_type(data=data, allowed=ALLOWED[PHOTO], largest=LARGEST)
    return examine(data, rules=photo_rules(on=on))


def keep_portrait(*, dossier: Dossier, portrait: Portrait, at: datetime, source: str = "upload") -> Document:
    """Keep it; the picture that was sent is not kept."""
    seen = msgspec.to_builtins(portrait.seen)
    document = Document(dossier=dossier, kind=PHOTO, content_type=JPEG, source=source, at=at, portrait=seen)
    return store(document, portrait.jpeg)


def seen_of(photo: Document) -> Seen | None:
    """What was found of a portrait; nothing where it was not looked at."""
    return msgspec.convert(photo.portrait, Seen) if photo.portrait else None


def doubts_of(photo: Document) -> tuple[Finding, ...]:
    """What is doubtful of a portrait."""
    seen = seen_of(photo)
    return seen.doubts if seen else ()


def awaits_its_owner(photo: Document) -> bool:
    """Whether its owner has yet to say that it is to be used, doubts or not. What the register holds was taken by an office, and whoever
    filed at a portal is not here to say it."""
    return photo.source not in (REGISTER, PORTAL) and not photo.used_anyway_at and bool(doubts_of(photo))


def use_anyway(photo: Document, *, at: datetime) -> None:
    """Its owner has seen the doubts and wants it used; an officer decides."""
    photo.used_anyway_at = at
    photo.save(update_fields=["used_anyway_at"])
