"""Read dossiers: which have changed, and one in full."""

from typing import Literal

from django.db.models import Max
from django.http import HttpRequest
from ninja import Router
from pydantic import AwareDatetime

from gplx.api.acts.answers import DossierDetails, DossierLine, DossierList, details_of
from gplx.api.acts.key import caller
from gplx.api.acts.own import own_dossier
from gplx.api.acts.problems import Problem
from gplx.dossiers.models import Dossier
from gplx.dossiers.questions import NEVER_FILED
from gplx.ground.clock import HANOI
from gplx.offices.entry import note_read

AT_ONCE = 200

State = Literal["submitted", "examining", "with_applicant", "approved", "refused", "withdrawn", "closed"]

router = Router(tags=["read"])


@router.get(
    "",
    response={200: DossierList, 401: Problem, 422: Problem},
    summary="Hồ sơ có thay đổi",
    description="Tối đa 200 hồ sơ của Sở một lần, theo thứ tự thay đổi gần nhất; lọc theo trạng thái, hoặc từ một thời điểm.",
)
def list_dossiers(request: HttpRequest, state: State | None = None, since: AwareDatetime | None = None) -> DossierList:
    """The department's dossiers, at most 200 at once, in the order of their last change; of one state, or since a moment."""
    known = Dossier.objects.filter(department=caller(request)).exclude(NEVER_FILED).annotate(changed_at=Max("acts__at"))
    if state:
        known = known.filter(state=state)
    if since:
        known = known.filter(changed_at__gte=since)
    rows = known.order_by("changed_at", "code").values("code", "state", "version", "due_on", "changed_at")
    lines = [DossierLine(**row | {"changed_at": row["changed_at"].astimezone(HANOI)}) for row in rows[: AT_ONCE + 1]]
    shown = lines[:AT_ONCE]
    return DossierList(dossiers=shown, until=shown[-1].changed_at if shown else since, more=len(lines) > AT_ONCE)


@router.get(
    "/{code}",
    response={200: DossierDetails, 401: Problem, 404: Problem, 422: Problem},
    summary="Một hồ sơ",
    description="Trạng thái, các mục kiểm tra và những bước đang mở. Mỗi lần xem được ghi lại và người nộp hồ sơ thấy được.",
)
def read_dossier(request: HttpRequest, code: str) -> DossierDetails:
    """One dossier in full. That it was read is recorded, and shown to the applicant."""
    dossier = own_dossier(request, code)
    reader = f"system:department:{dossier.department_id}"
    note_read(request, subject=f"dossier:{dossier.id}", why="Phần mềm của Sở xem hồ sơ", reader=reader)
    return details_of(dossier)
