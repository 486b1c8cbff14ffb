"""Submit (*nộp hồ sơ*): the draft becomes a dossier with a code, and by the law of this day it is decided."""

from uuid import UUID

from django.db import transaction

from gplx.casework.assessment import decide
from gplx.casework.checks import checks_of, stops_filing
from gplx.casework.settle import settle
from gplx.dossiers.actor import Actor
from gplx.dossiers.models import Dossier
from gplx.dossiers.numbers import next_code
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.ground.clock import now


@transaction.atomic
def submit(*, dossier_id: UUID | str, by: Actor, request_id: str, seen: int | None) -> Dossier:
    """Submit a draft (NĐ 45/2020 Art 11). An agency that has not answered does not stop it; a missing paper does (``NotComplete``).

    The code takes the day's next number (TT 01/2018/TT-VPCP Art 19). Where all is green the fee is asked for at once.
    """
    dossier = perform(act="submit", dossier_id=dossier_id, by=by, request_id=request_id, seen=seen, change=_submit)
    settle(dossier)
    dossier.refresh_from_db()
    return dossier


def _submit(dossier: Dossier) -> Details:
    lacking = stops_filing(checks_of(dossier))
    if lacking:
        raise NotComplete(" ".join(check.says for check in lacking))
    dossier.submitted_at = now()
    dossier.code = next_code(department=dossier.department, day=dossier.submitted_at.date())
    dossier.decision = decide(dossier)
    return {"code": dossier.code, "outcome": dossier.decision["outcome"]}
