"""Fill in (*điền hồ sơ*): a part of a draft, or of what was asked to be corrected or sent again, saved at once."""

from uuid import UUID

from gplx.applicants.models import Applicant
from gplx.dossiers.actor import Actor, acting
from gplx.dossiers.models import DRAFT, Dossier
from gplx.dossiers.refusals import NotPossibleNow
from gplx.dossiers.transition import Change, Details, perform


def fill_in(
    *, dossier_id: UUID | str, by: Applicant | Actor, request_id: str, seen: int | None, item: str, change: Change
) -> Dossier:
    """Save ``item`` of a dossier (TT 32/2017/TT-BTTTT Art 8: nothing typed is lost): ``change`` fills it and gives the details.

    A clerk does it for an applicant who entrusted the dossier to the department.

    Raises ``NotPossibleNow`` for an item that was not asked for, and whatever ``change`` raises; then nothing was saved.
    """

    def fill(dossier: Dossier) -> Details | None:
        if not may_fill_in(dossier, item=item):
            raise NotPossibleNow
        details = change(dossier) or {}
        dossier.again = {owed: why for owed, why in dossier.again.items() if owed != item}
        return {"item": item, **details}

    return perform(act="fill_in", dossier_id=dossier_id, by=acting(by), request_id=request_id, seen=seen, change=fill)


def may_fill_in(dossier: Dossier, *, item: str) -> bool:
    """Whether this part can be changed now: all of a draft, of a submitted dossier what was asked to be corrected or sent again."""
    asked = dossier.correction.get("items", []) if dossier.correction_open else []
    return dossier.state == DRAFT or item in asked or item in dossier.again
