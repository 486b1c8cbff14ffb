"""Words about payments that were refused: forged ones are counted as they come, the others were kept as notices."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Greatest

from gplx.fees.models import ForgedWords, Notice
from gplx.fees.questions import WRONG_AMOUNT
from gplx.ground.clock import HANOI, now

FORGED, UNKNOWN = "97", "01"
PERIOD = timedelta(weeks=1)


@dataclass(frozen=True, kw_only=True)
class Refused:
    """How many words of a gateway (``method`` of the payment, empty where none is known) got this answer in a week, and when the last."""

    method: str
    result: str
    count: int
    last_at: datetime


def note_forged(method: str) -> None:
    """One more word came in the name of this gateway that it did not say."""
    at = now()
    day = at.astimezone(HANOI).date()
    one, _ = ForgedWords.objects.get_or_create(method=method, day=day, defaults={"last_at": at})
    ForgedWords.objects.filter(id=one.pk).update(count=F("count") + 1, last_at=Greatest("last_at", at))


def refused_words(*, department_id: str | None = None) -> list[Refused]:
    """What was refused in the last seven days, the last first. ``department_id``: of its payments, and what names nobody's."""
    since = now() - PERIOD
    forged = ForgedWords.objects.filter(last_at__gt=since).values("method").order_by()
    found = [Refused(result=FORGED, **row) for row in forged.annotate(count=Sum("count"), last_at=Max("last_at"))]
    kept = Notice.objects.filter(result__in=(WRONG_AMOUNT, UNKNOWN), at__gt=since)
    if department_id:
        kept = kept.filter(Q(payment=None) | Q(payment__dossier__department_id=department_id))
    counted = kept.values_list("payment__method", "result").annotate(count=Count("id"), last_at=Max("at")).order_by()
    found += [
        Refused(method=method or "", result=result, count=count, last_at=last_at)
        for method, result, count, last_at in counted
    ]
    return sorted(found, key=lambda one: one.last_at, reverse=True)
