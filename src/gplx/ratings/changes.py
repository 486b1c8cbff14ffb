"""Keep a rating."""

from collections.abc import Mapping
from datetime import datetime

from gplx.dossiers.models import Dossier
from gplx.ratings.models import ITEMS, Rating
from gplx.ratings.questions import may_rate


class UnableToRate(Exception):
    """The dossier has not ended, or ended too long ago."""


def rate(*, dossier: Dossier, levels: Mapping[str, str], comment: str, at: datetime) -> Rating:
    """Keep what an applicant says of the way of their dossier (``levels`` by item); said again it replaces what was said.

    Raises ``UnableToRate`` before the result, and when the time for it is over.
    """
    if not may_rate(dossier, at=at):
        raise UnableToRate
    told = {item: levels[item] for item in ITEMS} | {"department": dossier.department_id, "comment": comment.strip()}
    return Rating.objects.update_or_create(dossier=dossier, defaults={**told, "at": at})[0]
