"""Reads about messages."""

from gplx.dossiers.models import Dossier
from gplx.letters.models import Message


def messages_about(dossier: Dossier) -> list[Message]:
    """The messages to the applicant of a dossier, the newest first."""
    return list(Message.objects.filter(dossier=dossier).order_by("-id"))
