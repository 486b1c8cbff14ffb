"""Approve (*phê duyệt*): another person than the one who proposed; the electronic licence is valid from here on."""

from typing import cast
from uuid import UUID

from gplx.casework.assessment import decide
from gplx.casework.checks import all_green, checks_of, held, rechecking
from gplx.casework.learn_exams import consult_exams
from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.ground.clock import now
from gplx.licences.changes import give_electronic_licence
from gplx.offices.models import Officer
from gplx.rules.case import Sex
from gplx.rules.validity import valid_until

CHANGED = "Có mục kiểm tra đã thay đổi sau khi trình. Vui lòng trả lại cán bộ thẩm định."


def approve(*, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None) -> Dossier:
    """Approve a proposal (TT 12/2017 Art 38). Raises ``NotComplete`` where a check has turned bad since: results can be edited.

    So it does while an agency that was asked again at the proposal has not answered; where one stays silent, the proposal is sent back
    and an officer records the paper (NĐ 61/2018 Art 19.5). A measure that stands in the way by now is named with its article.
    """
    return perform(
        act="approve", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=_approve
    )


def _approve(dossier: Dossier) -> Details:
    consult_exams(dossier)
    checks = checks_of(dossier)
    if not all_green(checks):
        raise NotComplete(rechecking(checks) or held(checks) or CHANGED)
    dossier.approved_at = now()
    dossier.decision = decide(dossier)
    granted = dossier.decision["assessment"]["new_class"]
    applicant, day = dossier.applicant, dossier.approved_at.date()
    until = valid_until(licence_class=granted, on=day, born=applicant.born, sex=cast(Sex, applicant.sex))
    give_electronic_licence(
        dossier_code=dossier.code or "",
        licence=dossier.licence,
        holder_name=applicant.name,
        licence_class=granted,
        issued=day,
        valid_until=until,
        issued_by=dossier.department.name,
    )
    return {"class": granted, "valid_until": until.isoformat() if until else None}
