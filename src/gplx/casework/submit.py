"""Submit (*nộp hồ sơ*): the draft becomes a dossier with a code, and by the law of this day it is decided."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from gplx.casework.assessment import decide
from gplx.casework.checks import checks_of, stops_filing
from gplx.casework.settle import settle
from gplx.casework.take_back_help import end_help
from gplx.dossiers.actor import Actor
from gplx.dossiers.models import COUNTER, Dossier
from gplx.dossiers.numbers import next_code
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.ground.clock import now


@transaction.atomic
def submit(
    *, dossier_id: UUID | str, by: Actor, request_id: str, seen: int | None, originals: Sequence[str] = ()
) -> Dossier:
    """Submit a draft (NĐ 45/2020 Art 11). An agency that has not answered does not stop it; a missing paper does (``NotComplete``).

    The code takes the day's next number (TT 01/2018/TT-VPCP Art 19). Where all is green the fee is asked for at once.
    ``originals``: what the clerk compared with its original at the counter (TT 12/2017/TT-BGTVT Art 38): licence, identity, health.
    """

    def change(dossier: Dossier) -> Details:
        return _submit(dossier) | ({"originals": list(originals)} if originals else {})

    dossier = perform(act="submit", dossier_id=dossier_id, by=by, request_id=request_id, seen=seen, change=change)
    settle(dossier)
    dossier.refresh_from_db()
    return dossier


@transaction.atomic
def submit_from_portal(*, dossier_id: UUID | str, by: Actor, code: str, entered: Callable[[Dossier], None]) -> Dossier:
    """Submit what a citizen filed at a portal, under the code that it has there: ``entered`` fills in what they said.

    What is missing does not stop it, for it was filed: the clerk asks for it, or refuses (NĐ 61/2018 Art 17.1). Once for each code.
    """

    def change(dossier: Dossier) -> Details:
        entered(dossier)
        return _filed(dossier, code=code) | {"portal": True}

    dossier = perform(act="submit", dossier_id=dossier_id, by=by, request_id=f"portal:{code}", seen=None, change=change)
    settle(dossier)
    dossier.refresh_from_db()
    return dossier


def _submit(dossier: Dossier) -> dict[str, Any]:
    lacking = stops_filing(checks_of(dossier))
    if lacking:
        raise NotComplete(" ".join(check.says for check in lacking))
    return _filed(dossier, code="")


def _filed(dossier: Dossier, *, code: str) -> dict[str, Any]:
    dossier.submitted_at = now()
    dossier.code = code or next_code(department=dossier.department, day=dossier.submitted_at.date())
    dossier.decision = decide(dossier)
    if dossier.channel != COUNTER:
        end_help(dossier)
    return {"code": dossier.code, "outcome": dossier.decision["outcome"]}
