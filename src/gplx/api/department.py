"""What a department's software may reach: the department's own dossiers, and each reading of one is recorded."""

import re

from gplx.dossiers.models import Dossier
from gplx.dossiers.questions import NEVER_FILED
from gplx.ground.clock import now
from gplx.ledger.changes import append
from gplx.offices.models import Department

_CODE = re.compile(r"[0-9A-Z.-]{1,40}", re.ASCII)


def dossier_of(department: Department, code: str) -> Dossier | None:
    """The department's dossier of this code, or none: another department's, and a draft, are as unknown as no dossier."""
    known = Dossier.objects.filter(department=department).exclude(NEVER_FILED)
    if not _CODE.fullmatch(code):
        return None
    return known.select_related("applicant", "department", "licence").filter(code=code).first()


def note_read(dossier: Dossier, *, why: str) -> None:
    """Have the ledger keep that the department's software was shown a dossier, for the applicant to see."""
    actor = f"system:department:{dossier.department_id}"
    append(subject=f"dossier:{dossier.id}", kind="read", act=why, actor=actor, at=now(), details={})
