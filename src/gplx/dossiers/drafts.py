"""Drafts that nobody goes on with: since when, and until when they are kept. No text gives the time: it is the house's own."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import DateTimeField, F, Max, QuerySet
from django.db.models.functions import Coalesce

from gplx.dossiers.models import DRAFT, Act, Dossier


def idle_drafts(*, since: datetime) -> QuerySet[Dossier]:
    """The drafts on which nobody has worked since then, the longest idle first; ``worked_on`` says since when."""
    last = Coalesce(Max("acts__at"), F("created_at"), output_field=DateTimeField())
    drafts = Dossier.objects.filter(state=DRAFT).annotate(worked_on=last)
    return drafts.filter(worked_on__lte=since).order_by("worked_on", "id")


def worked_on(dossier: Dossier) -> datetime:
    """When somebody last worked on a draft."""
    at: datetime | None = Act.objects.filter(dossier=dossier).aggregate(at=Max("at"))["at"]
    return at or dossier.created_at


def kept_until(at: datetime) -> date:
    """The last day of a draft on which somebody last worked at a moment (aware, in Hà Nội's time)."""
    return at.date() + timedelta(days=settings.DRAFT_DAYS)
