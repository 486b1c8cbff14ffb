"""Reads about messages."""

from gplx.dossiers.models import Dossier
from gplx.letters.models import FAILED, Message


def messages_about(dossier: Dossier) -> list[Message]:
    """The messages to the applicant of a dossier, the newest first."""
    return list(Message.objects.filter(dossier=dossier).order_by("-id"))


def ways_that_failed(dossier: Dossier) -> tuple[str, ...]:
    """The ways (sms, email) by which the newest message to the applicant finally failed."""
    newest = Message.objects.filter(dossier=dossier).order_by("way", "-id").distinct("way")
    return tuple(message.way for message in newest if message.state == FAILED)
