"""Postpone (*xin lỗi và hẹn lại ngày trả kết quả*): once, before the day is reached, with an apology."""

from datetime import date
from uuid import UUID

from gplx.dossiers.actor import officer
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.dossiers.transition import Details, perform
from gplx.ground.clock import now, today
from gplx.offices.models import Officer
from gplx.rules.deadlines import apology_by, is_working_day


def postpone(
    *, dossier_id: UUID | str, by: Officer, request_id: str, seen: int | None, due_on: date, reason: str
) -> Dossier:
    """Name another day, with an apology (NĐ 61/2018 Art 19.9, form 04): at least one day before the day is reached, and only once.

    Raises ``NotComplete`` for a day that is not a later working day, for coming too late, or without a reason.
    """

    def change(dossier: Dossier) -> Details:
        if not reason.strip():
            raise NotComplete("Cần ghi lý do hẹn lại để xin lỗi người dân.")
        if dossier.due_on is None or today() > apology_by(due_on=dossier.due_on):
            raise NotComplete("Chỉ được hẹn lại trước ngày hẹn trả ít nhất một ngày.")
        if due_on <= dossier.due_on or not is_working_day(due_on):
            raise NotComplete("Ngày hẹn mới phải là ngày làm việc sau ngày hẹn cũ.")
        told = {"reason": reason.strip(), "due_before": dossier.due_on.isoformat(), "due_on": due_on.isoformat()}
        dossier.postponed_at, dossier.due_on = now(), due_on
        return told

    return perform(
        act="postpone", dossier_id=dossier_id, by=officer(by), request_id=request_id, seen=seen, change=change
    )
