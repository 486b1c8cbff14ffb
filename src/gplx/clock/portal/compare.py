"""The daily comparison with each portal: what it holds is read, what differs is counted and mended by sending again what is missing.

A round is begun (``begin_comparison``), goes through the dossiers in chunks (``compare_chunk``), asks the portal a few codes at a time,
and learns from each answer (``learn_comparison``).
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from gplx.clock.portal.report import report_act
from gplx.clock.portal.told import steps_of, told_of
from gplx.dossiers.models import Act, Dossier
from gplx.dossiers.questions import AT_WORK, NEVER_FILED
from gplx.ground.clock import now
from gplx.ground.jobs import enqueue
from gplx.portals.changes import begin, count_answer, find, raise_questions
from gplx.portals.models import FEWER_STEPS, GIVEN_UP, MISSING, OTHER_STATE, REFUSED, UNSENT, Comparison
from gplx.registers import exchanges
from gplx.registers.models import ANSWERED, Exchange
from gplx.registers.models import GIVEN_UP as NOT_ANSWERED
from gplx.registers.models import REFUSED as NOT_TAKEN
from gplx.registers.sync.port import Compare, Compared, HeldDossier, ProgressStep, Report
from gplx.registers.sync.portals import department_of, lane, portals, step_key
from gplx.registers.wire_text import stamp

CHUNK = 200
# Between two chunks, so that what has to be told to the portal finds its way between the questions.
PAUSE = timedelta(seconds=10)
# Each code is a call of its own at the portal; together they must end before the exchange is taken for one of a killed worker.
AT_ONCE = 5


def compare_with_portals() -> None:
    """Compare with every portal, as the calendar has it: once a day."""
    begin_comparisons(occasion=f"{now():%Y%m%d}")


def begin_comparisons(*, occasion: str) -> list[Comparison]:
    """Begin a comparison with each portal, once for each ``occasion``; those that were begun."""
    return [one for name in portals() if (one := begin_comparison(portal=name, occasion=occasion))]


@transaction.atomic
def begin_comparison(*, portal: str, occasion: str) -> Comparison | None:
    """Begin to compare with one portal, unless it was for this occasion."""
    comparison = begin(portal=portal, occasion=occasion, at=now())
    if comparison:
        enqueue("compare_with_portal", {"comparison": comparison.id, "after": None})
    return comparison


@transaction.atomic
def compare_chunk(payload: dict[str, Any]) -> None:
    """Send what was never sent of the next ``CHUNK`` dossiers, ask what the portal holds of them, and go on with those behind them."""
    comparison = Comparison.objects.select_for_update().get(id=payload["comparison"])
    chunk = _next(comparison, after=payload["after"])
    if not chunk:
        return
    asked = [dossier for dossier in chunk if not _send_unsent(comparison, dossier)]
    for first in range(0, len(asked), AT_ONCE):
        _ask(comparison, asked[first : first + AT_ONCE])
    enqueue("compare_with_portal", {"comparison": comparison.id, "after": str(chunk[-1].id)}, after=PAUSE)


def _next(comparison: Comparison, *, after: str | None) -> list[Dossier]:
    behind = _compared(comparison).order_by("id")
    if after:
        behind = behind.filter(id__gt=UUID(after))
    return list(behind[:CHUNK])


def _compared(comparison: Comparison) -> QuerySet[Dossier]:
    """Dossiers that are open, or ended lately; of a provincial portal those of its department."""
    since = comparison.begun_at - timedelta(days=settings.SYNC_COMPARE_DAYS)
    lately = Q(state__in=AT_WORK) | Q(ended_at__gte=since) | Q(delivered_at__gte=since)
    found = Dossier.objects.filter(lately).exclude(NEVER_FILED).select_related("applicant", "department", "licence")
    department = department_of(comparison.portal)
    return found.filter(department_id=department) if department else found


def _send_unsent(comparison: Comparison, dossier: Dossier) -> bool:
    """Whether steps of it were not even on their way; now they are, and it is compared the next time."""
    last = Act.objects.filter(dossier=dossier, portal_code__isnull=False).order_by("-id").first()
    sent = bool(last and report_act(last))
    if sent:
        find(comparison, dossier_id=dossier.id, kind=UNSENT)
    return sent


def _ask(comparison: Comparison, dossiers: Sequence[Dossier]) -> None:
    # By its first dossier a question is known, so that a chunk that is worked through twice asks once.
    key = f"compare:{comparison.id}:{dossiers[0].id}"
    if Exchange.objects.filter(key=key).exists():
        return
    exchanges.want(
        register=comparison.portal,
        operation="compare",
        ask=Compare(codes=tuple(dossier.code or "" for dossier in dossiers)),
        about=f"comparison:{comparison.id}",
        key=key,
    )
    raise_questions(comparison, dossiers=len(dossiers))


def learn_comparison(exchange: Exchange, answer: Compared | None) -> None:
    """Mend what differs of the dossiers of one question. Safe to repeat: each dossier is mended once in a comparison."""
    if exchange.is_open or exchange.learnt_at:
        return
    comparison_id = int(exchange.about.partition(":")[2])
    for held in answer.dossiers if answer else ():
        _mend(comparison_id, exchange, held)
    count_answer(comparison_id, answered=answer is not None)


@transaction.atomic
def _mend(comparison_id: int, exchange: Exchange, held: HeldDossier) -> None:
    comparison = Comparison.objects.get(id=comparison_id)
    found = Dossier.objects.select_for_update(of=("self",)).select_related("applicant", "department", "licence")
    dossier = found.filter(code=held.code).first()
    if dossier is None:
        return
    lane_calls = list(Exchange.objects.filter(lane=lane(comparison.portal, dossier.id)).order_by("id"))
    if _stuck(comparison, dossier, lane_calls) or any(one.state != ANSWERED for one in lane_calls):
        return
    if any(one.ended_at and exchange.sent_at and one.ended_at >= exchange.sent_at for one in lane_calls):
        # Told since it was asked: what it held then says nothing of now.
        return
    _compare(comparison, dossier, held)


def _stuck(comparison: Comparison, dossier: Dossier, calls: list[Exchange]) -> bool:
    """Whether a call of its lane ended without an answer. One that was given up is made again; one that was refused is shown."""
    ended = next((one for one in calls if one.state in (NOT_ANSWERED, NOT_TAKEN)), None)
    if ended is None:
        return False
    find(comparison, dossier_id=dossier.id, kind=GIVEN_UP if ended.state == NOT_ANSWERED else REFUSED)
    if ended.state == NOT_ANSWERED:
        exchanges.ask_again(ended.id)
    return True


def _compare(comparison: Comparison, dossier: Dossier, held: HeldDossier) -> None:
    steps = steps_of(dossier)
    if not steps:
        return
    lacking = [step for _, step in steps] if not held.known else _lacking([step for _, step in steps], held)
    last = steps[-1][0]
    differs = held.known and held.status is not None and held.status != str(last.portal_code)
    kinds = [
        kind
        for kind, there in ((MISSING, not held.known), (FEWER_STEPS, held.known and lacking), (OTHER_STATE, differs))
        if there
    ]
    new = [find(comparison, dossier_id=dossier.id, kind=kind) for kind in kinds]
    if any(new):
        _send_again(comparison, dossier, last, tuple(lacking))


def _lacking(steps: list[ProgressStep], held: HeldDossier) -> list[ProgressStep]:
    """The steps that the portal does not hold (it knows a step by moment and status); none where it does not say which it holds."""
    if held.steps is None:
        return []
    there = {(step.moment, step.status) for step in held.steps}
    return [step for step in steps if (stamp(step.done_at), str(step.status)) not in there]


def _send_again(comparison: Comparison, dossier: Dossier, last: Act, steps: tuple[ProgressStep, ...]) -> None:
    """The dossier as it is, and its missing steps in order, in the lane of the dossier: what happens next comes after them."""
    exchanges.want(
        register=comparison.portal,
        operation="report",
        ask=Report(dossier=told_of(dossier, last), steps=steps),
        about=f"dossier:{dossier.id}",
        key=f"{step_key(comparison.portal, last.id)}:mend:{comparison.id}",
        lane=lane(comparison.portal, dossier.id),
    )
