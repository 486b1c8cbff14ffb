"""Reads about ratings: one's own, and what all of them together say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from gplx.dossiers.models import CLOSED, REFUSED, Dossier
from gplx.ground.clock import HANOI
from gplx.ground.names import sort_key
from gplx.ratings.models import ITEMS, LEVELS, Rating


@dataclass(frozen=True, kw_only=True)
class Satisfaction:
    """How many people rated, and of each item how many chose each level."""

    ratings: int
    items: Mapping[str, Mapping[str, int]]

    @property
    def is_told(self) -> bool:
        """Whether they are enough to tell nobody's own."""
        return self.ratings >= settings.FEWEST_RATINGS


def may_rate(dossier: Dossier, *, at: datetime) -> bool:
    """Whether the dossier has its result, and that not too long ago."""
    if dossier.state not in (CLOSED, REFUSED) or dossier.ended_at is None:
        return False
    return at <= dossier.ended_at + timedelta(days=settings.RATING_DAYS)


def rating_of(dossier: Dossier) -> Rating | None:
    """What its applicant said, or nothing yet."""
    return Rating.objects.filter(dossier=dossier).first()


def satisfaction(*, year: int, department: str = "") -> Satisfaction:
    """What was said in a year so far (TT 32/2017/TT-BTTTT Art 11.3), of one department or of all."""
    rows = _of(year)
    rows = rows.filter(department=department) if department else rows
    counts = {f"{item}_{level}": Count("pk", filter=Q(**{item: level})) for item in ITEMS for level in LEVELS}
    found = rows.aggregate(all=Count("pk"), **counts)
    items = {item: {level: found[f"{item}_{level}"] for level in LEVELS} for item in ITEMS}
    return Satisfaction(ratings=found["all"], items=items)


def comments(*, year: int, most: int) -> list[str]:
    """What people wrote in a year, the newest ``most`` of all departments, by the alphabet: not by time, and nobody's dossier with it."""
    newest = _of(year).exclude(comment="").order_by("-at")
    return sorted(newest.values_list("comment", flat=True)[:most], key=sort_key)


def _of(year: int) -> QuerySet[Rating]:
    begins = datetime.combine(date(year, 1, 1), datetime.min.time(), HANOI)
    ends = datetime.combine(date(year + 1, 1, 1), datetime.min.time(), HANOI)
    return Rating.objects.filter(at__gte=begins, at__lt=ends)
