"""A dossier and its step, as the national portal is told them."""

from datetime import datetime, time

from gplx.applicants.questions import numbers_of
from gplx.dossiers.models import POST, Act, Dossier
from gplx.fees.changes import PROCEDURE, PROCEDURE_NAME
from gplx.ground.clock import HANOI
from gplx.registers import exchanges
from gplx.registers.sync.port import ProgressStep, Report, SyncDossier

FIELD, FIELD_NAME = "G04-LX01", "Đường bộ"
# The end of the working day, when a result is due (NĐ 61/2018 leaves the hour to the office).
CLOSES = time(17, 0)
REFUSED_CODE = 3
# Codes that the portal takes only of a dossier that an office has before it: a correction can be asked for before acceptance.
TAKEN_UP = frozenset({4, 5, 8})

SAYS = {
    "submit": "Công dân nộp hồ sơ trực tuyến",
    "ask_payment": "Yêu cầu công dân nộp lệ phí",
    "accept": "Tiếp nhận hồ sơ và hẹn trả kết quả",
    "refuse": "Từ chối hồ sơ",
    "ask_correction": "Yêu cầu bổ sung hồ sơ",
    "correct": "Công dân bổ sung hồ sơ",
    "propose": "Thẩm định và trình phê duyệt",
    "approve": "Phê duyệt kết quả",
    "deliver": "Đã trả kết quả cho công dân",
    "withdraw": "Công dân rút hồ sơ",
    "reopen": "Xử lý lại hồ sơ",
}


def report_act(act: Act) -> None:
    """Have the portal told of the step of an act; steps of one dossier go out one after another, in order."""
    report = Report(dossier=_dossier(act.dossier, act), steps=(_step(act),))
    about, lane = f"dossier:{act.dossier_id}", f"sync:{act.dossier_id}"
    exchanges.want(register="sync", operation="report", ask=report, about=about, key=f"sync:{act.id}", lane=lane)


def _due(dossier: Dossier) -> datetime | None:
    return datetime.combine(dossier.due_on, CLOSES, HANOI) if dossier.due_on and dossier.accepted_at else None


def _dossier(dossier: Dossier, act: Act) -> SyncDossier:
    applicant = dossier.applicant
    return SyncDossier(
        code=dossier.code or "",
        procedure_code=PROCEDURE,
        procedure_name=PROCEDURE_NAME,
        field_code=FIELD,
        field_name=FIELD_NAME,
        owner=applicant.name,
        owner_numbers=tuple(dict.fromkeys(known.number for known in numbers_of(applicant))),
        email=dossier.email,
        phone=dossier.phone,
        summary=f"Đổi giấy phép lái xe hạng {dossier.licence.licence_class}",
        submitted_at=dossier.submitted_at or act.at,
        received_at=dossier.accepted_at or (act.at if act.portal_code in TAKEN_UP else None),
        due_at=_due(dossier),
        status=act.portal_code or 0,
        agency=dossier.department.name,
        by_post=dossier.delivery == POST,
        tech_id=applicant.tech_id,
        returned_at=dossier.delivered_at,
        refused_at=act.at if act.portal_code == REFUSED_CODE else None,
        finished_at=dossier.approved_at,
        fee="paid" if dossier.paid_at else "owed" if dossier.payment_asked_at else "none",
    )


def _step(act: Act) -> ProgressStep:
    return ProgressStep(
        handler=act.by_name[:50],
        done_at=act.at,
        what=SAYS[act.act],
        status=act.portal_code or 0,
        department=act.dossier.department.name,
        due_at=_due(act.dossier),
    )
