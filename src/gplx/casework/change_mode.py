"""Change the mode (*đổi cách xử lý*): where a department works on its dossiers, on the pages of the house or in its own software."""

from django.db import transaction

from gplx.dossiers.models import Dossier
from gplx.dossiers.questions import AT_WORK
from gplx.dossiers.refusals import NotAllowed, NotComplete
from gplx.ground.clock import now
from gplx.ledger.changes import append
from gplx.offices.models import ADMIN, BUILT_IN, OWN_SOFTWARE, Department, Officer
from gplx.offices.questions import has_role

MODES = (BUILT_IN, OWN_SOFTWARE)


@transaction.atomic
def change_mode(*, by: Officer, mode: str, reason: str) -> Department:
    """Have the department of ``by`` work in ``mode`` (built_in, own_software) from now on; the ledger keeps who, why and how many
    dossiers were under way. No dossier changes. A mode that it has already changes nothing.

    Raises ``NotAllowed`` for anybody but the department's administrator, ``NotComplete`` without a reason, for a mode that is none, or
    where no software has a key.
    """
    if not has_role(by, ADMIN):
        raise NotAllowed
    department = Department.objects.select_for_update().get(id=by.department_id)
    if mode not in MODES or not reason.strip():
        raise NotComplete("Cần chọn một cách xử lý và ghi lý do.")
    if mode == department.mode:
        return department
    if mode == OWN_SOFTWARE and not department.api_key_hash:
        raise NotComplete("Phần mềm của Sở chưa có khóa nên chưa xử lý được hồ sơ. Vui lòng lấy khóa trước.")
    under_way = Dossier.objects.filter(department=department, state__in=AT_WORK).count()
    told = {"from": department.mode, "to": mode, "reason": reason.strip(), "under_way": under_way}
    department.mode = mode
    department.save(update_fields=["mode"])
    append(
        subject=f"department:{department.id}",
        kind="act",
        act="change_mode",
        actor=f"officer:{by.pk}",
        at=now(),
        details=told,
    )
    return department
