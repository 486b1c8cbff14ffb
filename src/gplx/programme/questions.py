"""Reads for the Directorate: who joined, who is slow."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from gplx.dossiers.models import CLOSED, REFUSED, STATES, Dossier
from gplx.dossiers.questions import NEVER_FILED
from gplx.ground.clock import HANOI
from gplx.ground.names import sort_key
from gplx.offices.models import Department

Counted = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Office:
    """A department: dossiers by state (drafts apart), how many were decided, and how many of these by their day."""

    province: str
    online: bool
    states: Mapping[str, int]
    decided: int
    on_time: int

    @property
    def all(self) -> int:
        """All its dossiers."""
        return sum(self.states.values())

    @property
    def closed(self) -> int:
        """Those whose card is in its owner's hand."""
        return self.states[CLOSED]


def departments() -> list[Office]:
    """All 63 departments, by province in the order of the alphabet."""
    counted: dict[str, Counted] = {row["department_id"]: row for row in _counted()}
    nothing: Counted = dict.fromkeys([*STATES, "decided", "on_time"], 0)
    offices = sorted(Department.objects.filter(id__startswith="H"), key=lambda one: sort_key(one.province_name))
    return [_office(office, counted.get(office.id, nothing)) for office in offices]


def _counted() -> list[Counted]:
    """Decided is approved or, once accepted, refused; on time is not after the day that the applicant was given."""
    decided = Q(approved_at__isnull=False) | Q(state=REFUSED, accepted_at__isnull=False)
    in_time = Q(approved_on__lte=F("due_on")) | Q(approved_on=None, ended_on__lte=F("due_on"))
    days = {
        "approved_on": TruncDate("approved_at", tzinfo=HANOI),
        "ended_on": TruncDate("ended_at", tzinfo=HANOI),
    }
    states = {state: Count("id", filter=Q(state=state)) for state in STATES}
    rows = Dossier.objects.exclude(NEVER_FILED).annotate(**days).values("department_id")
    found = rows.annotate(decided=Count("id", filter=decided), on_time=Count("id", filter=decided & in_time), **states)
    return cast("list[Counted]", list(found))


def _office(office: Department, row: Counted) -> Office:
    return Office(
        province=office.province_name,
        online=office.online,
        states={state: row[state] for state in STATES},
        decided=row["decided"],
        on_time=row["on_time"],
    )
