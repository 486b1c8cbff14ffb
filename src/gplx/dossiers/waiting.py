"""Which dossiers wait for an officer: those whose next step is one of the officer's, read from the main table."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from gplx.dossiers.models import DESK, Dossier
from gplx.dossiers.questions import queue
from gplx.dossiers.states import TABLE, Row, acts_open, facts_of
from gplx.offices.models import Officer

# The acts that move a dossier on, the furthest first; all others are done on occasion.
STEPS = ("deliver", "hand_over", "print_card", "approve", "propose", "accept", "ask_payment")

_NONE = Q(pk__in=())
_TRUE = {
    "payment_asked": Q(payment_asked_at__isnull=False),
    "paid": Q(paid_at__isnull=False),
    "proposed": Q(proposed_at__isnull=False),
    "printed": Q(printed_at__isnull=False),
    "handed_over": Q(handed_over_at__isnull=False),
}


def waiting_for(officer: Officer) -> QuerySet[Dossier]:
    """The part of the queue in which the officer can take the next step now."""
    rows = [row for row in TABLE if row.act in STEPS and set(row.roles) & set(officer.roles)]
    return queue(officer).filter(reduce(or_, (_where(row, officer) for row in rows), _NONE))


def next_step(dossier: Dossier, *, officer: Officer) -> str:
    """The step that this officer can take now with a dossier; empty where there is none."""
    facts = facts_of(dossier, actor_id=str(officer.pk))
    open_now = acts_open(state=dossier.state, facts=facts, roles=officer.roles)
    # What is with the post is delivered on the carrier's word.
    steps = STEPS if dossier.delivery == DESK and not dossier.posted_at else STEPS[1:]
    return next((step for step in steps if step in open_now), "")


def _where(row: Row, officer: Officer) -> Q:
    where = Q(state=row.before)
    for fact in row.needs:
        where &= _fact(fact, officer)
    for fact in row.unless:
        where &= ~_fact(fact, officer)
    return where & Q(delivery=DESK, posted_at=None) if row.act == "deliver" else where


def _fact(fact: str, officer: Officer) -> Q:
    return Q(proposed_by=officer) if fact == "own_proposal" else _TRUE[fact]
