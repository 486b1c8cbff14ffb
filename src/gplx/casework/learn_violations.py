"""Learn from the police or the inspectorate: clear, hold, or (so far) no answer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from gplx.casework.settle import settle
from gplx.dossiers.models import Dossier
from gplx.dossiers.questions import dossier_by_id
from gplx.ground.clock import now
from gplx.registers.violations_record import FoundViolations, Violation
from gplx.violations.changes import keep
from gplx.violations.models import CLEAR, HOLD, NO_ANSWER


@transaction.atomic
def learn_violations(*, dossier_id: UUID | str, source: str, found: FoundViolations | None) -> None:
    """Keep what ``source`` (police, inspectorate) says of a dossier, nothing found yet being *no answer*; then settle. Safe to repeat."""
    Dossier.objects.select_for_update().get(id=dossier_id)
    dossier = dossier_by_id(dossier_id)
    if found is None:
        keep(dossier=dossier, source=source, verdict=NO_ANSWER, records=(), at=now())
        return
    records = [_record(one) for one in found.records if one.active]
    keep(dossier=dossier, source=source, verdict=HOLD if records else CLEAR, records=records, at=now())
    settle(dossier)


def _record(violation: Violation) -> dict[str, Any]:
    """A measure in force, as the law asks for it: ``until`` is the first day on which it no longer holds."""
    until = violation.until + timedelta(days=1) if violation.until else None
    return {
        "kind": violation.kind,
        "until": until.isoformat() if until else None,
        "minutes": violation.minutes_number,
        "agency": violation.agency,
        "behaviour": violation.behaviour,
        "noted": violation.noted.isoformat(),
        "fine": violation.fine,
    }
