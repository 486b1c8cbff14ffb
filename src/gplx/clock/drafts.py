"""Drafts left lying: their owners are reminded by day, twice at most; what nobody goes on with is given up, by night as well."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q

from gplx.casework.expire import expire
from gplx.dossiers.drafts import idle_drafts, kept_until
from gplx.dossiers.models import ONLINE, Dossier
from gplx.dossiers.refusals import NotPossibleNow
from gplx.ground.clock import HANOI, now
from gplx.letters.changes import remind
from gplx.letters.models import Message

# Nobody is woken by a reminder: the hours of the business clock between which one is sent.
FROM_HOUR, TO_HOUR = 8, 20
AT_ONCE = 500
FIRST, LAST = "draft", "draft_last"
# Whose owner can be reached; a draft of the counter is with its clerk.
_MUST_BE_TOLD = Q(channel=ONLINE) & ~Q(phone="", email="")


def remind_of_drafts() -> None:
    """Remind of each draft that has lain for as long as the schedule says; run again it reminds nobody anew.

    A draft entered at a counter waits for its clerk, so its owner is left in peace.
    """
    at = now()
    if not FROM_HOUR <= at.hour < TO_HOUR:
        return
    first, last = (timedelta(days=days) for days in settings.DRAFT_REMINDERS)
    _remind(LAST, since=at - last)
    _remind(FIRST, since=at - first)


def expire_drafts() -> None:
    """Give up the drafts whose last day is over, but none whose owner can be reached and was not told of it in time."""
    at = now()
    told_by = at - timedelta(days=settings.DRAFT_NOTICE_DAYS)
    told = Message.objects.filter(template=LAST, at__lte=told_by).values("dossier_id")
    # Those who are still to be told must not take the places of those whose time is over.
    over = idle_drafts(since=_began_before(kept_until_before=at.date())).filter(~_MUST_BE_TOLD | Q(id__in=told))
    for draft in over[:AT_ONCE]:
        _expire(draft)


def _began_before(*, kept_until_before: date) -> datetime:
    day = kept_until_before - timedelta(days=settings.DRAFT_DAYS)
    return datetime(day.year, day.month, day.day, tzinfo=HANOI)


def _remind(template: str, *, since: datetime) -> None:
    """Whoever had the last reminder needs no first one."""
    reminded = Message.objects.filter(template__in=(template, LAST)).values("dossier_id")
    lying = idle_drafts(since=since).filter(_MUST_BE_TOLD).exclude(id__in=reminded)
    for draft in lying.select_related("licence")[:AT_ONCE]:
        remind(draft, template=template, day=_last_day(template, draft))


def _last_day(template: str, draft: Dossier) -> date:
    """As the pages say it; but whoever is told late keeps the draft for the time of the notice."""
    notice = now().date() + timedelta(days=settings.DRAFT_NOTICE_DAYS)
    kept = kept_until(_worked_on(draft))
    return max(kept, notice) if template == LAST else kept


def _worked_on(draft: Dossier) -> datetime:
    at: datetime = draft.worked_on  # type: ignore[attr-defined]  # annotated by the question
    return at.astimezone(HANOI)


def _expire(draft: Dossier) -> None:
    try:
        expire(dossier_id=draft.id, idle_since=_worked_on(draft))
    except NotPossibleNow:
        return
