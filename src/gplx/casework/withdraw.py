"""Withdraw (*rút hồ sơ*): the applicant takes the dossier back, any time before approval."""

from uuid import UUID

from gplx.applicants.models import Applicant
from gplx.dossiers.actor import Actor, acting
from gplx.dossiers.models import Dossier
from gplx.dossiers.transition import Details, perform
from gplx.fees.changes import close_payments
from gplx.ground.clock import now


def withdraw(*, dossier_id: UUID | str, by: Applicant | Actor, request_id: str, seen: int | None) -> Dossier:
    """Withdraw a dossier (TT 01/2018/TT-VPCP). An open payment is closed; a fee that was paid goes back by itself."""
    return perform(
        act="withdraw", dossier_id=dossier_id, by=acting(by), request_id=request_id, seen=seen, change=_withdraw
    )


def _withdraw(dossier: Dossier) -> Details:
    close_payments(dossier=dossier, at=now(), why="withdrawn")
    return {}
