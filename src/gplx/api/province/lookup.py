"""``TraCuuHoSo``: where a dossier of the department stands."""

from datetime import datetime
from typing import Any

from gplx.api.department import dossier_of, note_read
from gplx.api.province.question import Question, UnableToAnswer
from gplx.api.province.times import CLOSES, moment_text
from gplx.dossiers.models import POST, Act, Dossier
from gplx.fees.changes import PROCEDURE, PROCEDURE_NAME
from gplx.ground.clock import HANOI
from gplx.offices.models import Department

STATES = {
    1: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút hồ sơ",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}
BY_POST, AT_THE_DESK = "1", "0"


def look_up(department: Department, question: Question) -> dict[str, Any]:
    """The state of one dossier, in a list of one."""
    dossier = dossier_of(department, question.code)
    if dossier is None:
        raise UnableToAnswer
    note_read(dossier, why="Phần mềm của Sở tra cứu hồ sơ")
    return {"data": [_state(dossier)]}


def _state(dossier: Dossier) -> dict[str, str]:
    steps = Act.objects.filter(dossier=dossier, portal_code__isnull=False).order_by("-id")
    step = steps.values_list("portal_code", flat=True)[0] or 0
    due = datetime.combine(dossier.due_on, CLOSES, HANOI) if dossier.due_on and dossier.accepted_at else None
    return {
        "MaTTHC": PROCEDURE,
        "MaDVC": f"{PROCEDURE}.01",
        "TenDVC": PROCEDURE_NAME,
        "MaHoSo": dossier.code or "",
        "HoTenNguoiNop": dossier.applicant.name,
        "MaTrangThai": str(step),
        "TrangThaiHoSo": STATES[step],
        "DonViXuLy": dossier.department.name,
        "MaDonViXuLy": dossier.department.agency_code,
        "NgayNop": moment_text(dossier.submitted_at),
        "NgayTiepNhan": moment_text(dossier.accepted_at),
        "NgayHenTra": moment_text(due),
        "HinhThucNhanKQ": BY_POST if dossier.delivery == POST else AT_THE_DESK,
    }
