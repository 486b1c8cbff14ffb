"""Propose (*trình duyệt*): the examiner has compared every fact with its source and proposes approval."""

from uuid import UUID

from gplx.casework.checks import all_green, checks_of
from gplx.casework.learn_exams import consult_exams
from gplx.casework.recheck import ask_before_approval
from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.ground.clock import now
from gplx.offices.models import Officer


def propose(*, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None) -> Dossier:
    """Propose to approve (TT 12/2017 Art 38). Raises ``NotComplete`` while a check is not good.

    Health database, police and inspectorate are asked again, so that they have answered when the leader decides.
    """

    def change(dossier: Dossier) -> Details:
        consult_exams(dossier)
        if not all_green(checks_of(dossier)):
            raise NotComplete("Còn mục kiểm tra chưa đạt nên chưa trình duyệt được.")
        dossier.proposed_at, dossier.proposed_by = now(), by
        ask_before_approval(dossier)
        return {}

    return perform(
        act="propose", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change
    )
