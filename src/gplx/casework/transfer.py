"""Transfer (*chuyển hồ sơ*): to the department that should have it, before any fee was asked for."""

from uuid import UUID

from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.offices.models import Officer
from gplx.offices.questions import departments_online


def transfer(
    *, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None, department_id: str, reason: str
) -> Dossier:
    """Hand a dossier to another department that is online (the fee goes to the province, so not once it was asked for).

    The code stays. Raises ``NotComplete`` for a department that does not take dossiers online, or without a reason.
    """

    def change(dossier: Dossier) -> Details:
        target = departments_online().filter(id=department_id).exclude(id=dossier.department_id).first()
        if target is None or not reason.strip():
            raise NotComplete("Cần chọn Sở khác đang tiếp nhận trực tuyến và ghi lý do chuyển.")
        told = {"from_department": dossier.department_id, "to_department": target.id, "reason": reason.strip()}
        dossier.department = target
        return told

    return perform(
        act="transfer", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change
    )
